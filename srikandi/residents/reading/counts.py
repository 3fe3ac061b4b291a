"""How many residents are where: read from the counts that are kept, never from the people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents.models import ResidentKind, ResidentStatus
from srikandi.residents.reading.scope import own_places
from srikandi.residents.tallies import NeighbourhoodTally, ResidentTally


@dataclass(frozen=True)
class Neighbourhood:
    """An RT of a village, with how many of its people wait for a visit."""

    rt: str | None
    rw: str | None
    waiting: int
    total: int


def neighbourhoods_of(session: Session, *, viewer: Actor) -> list[Neighbourhood]:
    """List the RT of what this viewer sees; people who have left are not counted."""
    kept = NeighbourhoodTally
    people = func.sum(kept.people)
    waiting = func.coalesce(people.filter(kept.status == ResidentStatus.IMPORTED), 0)
    asked = (
        select(kept.rt, kept.rw, waiting, people)
        .where(*own_places(viewer, kept), kept.status != ResidentStatus.EXITED)
        .group_by(kept.rw, kept.rt)
        .having(people > 0)
    )
    rows = [Neighbourhood(rt, rw, int(waits), int(total)) for rt, rw, waits, total in session.execute(asked)]
    return sorted(rows, key=lambda one: (one.rw or "", one.rt or ""))


def people_by_status(session: Session, *, viewer: Actor) -> dict[ResidentStatus, int]:
    """Count the people this viewer sees, status by status."""
    kept = ResidentTally
    asked = select(kept.status, func.sum(kept.people)).where(*own_places(viewer, kept)).group_by(kept.status)
    return {status: int(people) for status, people in session.execute(asked)}


def people_waiting(viewer: Actor) -> Select[Any]:
    """Ask how many of the people this viewer sees wait for a visit."""
    waits = ResidentTally.status == ResidentStatus.IMPORTED
    return select(func.coalesce(func.sum(ResidentTally.people), 0)).where(*own_places(viewer, ResidentTally), waits)


def people_by_village(
    session: Session, district_id: int, *, statuses: tuple[ResidentStatus, ...]
) -> dict[tuple[str, ResidentKind], int]:
    """Count the people of a district who have one of these statuses, by village and kind."""
    kept = ResidentTally
    own = kept.district_id == district_id, kept.status.in_(statuses)
    asked = select(kept.village_code, kept.kind, func.sum(kept.people)).where(*own)
    rows = session.execute(asked.group_by(kept.village_code, kept.kind))
    return {(village, kind): int(people) for village, kind, people in rows}
