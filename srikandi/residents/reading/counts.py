"""How many residents stand where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents.models import Resident, ResidentStatus
from srikandi.residents.reading.scope import visible_to

Counts = dict[ResidentStatus, int]


@dataclass(frozen=True)
class Neighbourhood:
    """An RT of a village, with how many of its people wait for a visit."""

    rt: str | None
    rw: str | None
    waiting: int
    total: int


def counts_by_village(session: Session, *, viewer: Actor) -> dict[str, Counts]:
    """Count residents by village and status, as far as this viewer sees them."""
    seen = visible_to(viewer).subquery()
    rows = session.execute(
        select(seen.c.village_code, seen.c.status, func.count()).group_by(seen.c.village_code, seen.c.status)
    )
    counts: dict[str, Counts] = defaultdict(dict)
    for village_code, status, number in rows:
        counts[village_code][ResidentStatus(status)] = number
    return dict(counts)


def neighbourhoods_of(session: Session, *, viewer: Actor) -> list[Neighbourhood]:
    """List the RT of what this viewer sees; people who have left are not counted."""
    seen = visible_to(viewer).where(Resident.status != ResidentStatus.EXITED).subquery()
    waiting = func.count().filter(seen.c.status == ResidentStatus.IMPORTED)
    rows = session.execute(select(seen.c.rt, seen.c.rw, waiting, func.count()).group_by(seen.c.rw, seen.c.rt))
    return sorted((Neighbourhood(*row) for row in rows), key=lambda one: (one.rw or "", one.rt or ""))
