"""How many residents wait where."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents.models import Resident, ResidentStatus
from srikandi.residents.reading.scope import visible_to


@dataclass(frozen=True)
class Neighbourhood:
    """An RT of a village, with how many of its people wait for a visit."""

    rt: str | None
    rw: str | None
    waiting: int
    total: int


def neighbourhoods_of(session: Session, *, viewer: Actor) -> list[Neighbourhood]:
    """List the RT of what this viewer sees; people who have left are not counted."""
    seen = visible_to(viewer).where(Resident.status != ResidentStatus.EXITED).subquery()
    waiting = func.count().filter(seen.c.status == ResidentStatus.IMPORTED)
    rows = session.execute(select(seen.c.rt, seen.c.rw, waiting, func.count()).group_by(seen.c.rw, seen.c.rt))
    return sorted((Neighbourhood(*row) for row in rows), key=lambda one: (one.rw or "", one.rt or ""))
