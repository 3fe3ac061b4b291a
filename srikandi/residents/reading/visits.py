"""How far each village is with its visits, and who made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents.models import Resident, ResidentStatus
from srikandi.residents.reading.scope import visible_to


@dataclass(frozen=True)
class VillageVisits:
    """A village: how many of its people wait for a visit, and when the last was made."""

    village_code: str
    total: int
    waiting: int
    last_at: datetime | None

    @property
    def visited(self) -> int:
        """How many have been visited."""
        return self.total - self.waiting


@dataclass(frozen=True)
class VisitorRow:
    """An officer in a village: how many people they have visited there, and when last."""

    village_code: str
    user_id: int
    count: int
    last_at: datetime


def visits_by_village(session: Session, *, viewer: Actor) -> list[VillageVisits]:
    """List the villages this viewer sees people of; who has left is not counted."""
    seen = visible_to(viewer).where(Resident.status != ResidentStatus.EXITED).subquery()
    waiting = func.count().filter(seen.c.status == ResidentStatus.IMPORTED)
    asked = select(seen.c.village_code, func.count(), waiting, func.max(seen.c.verified_at))
    return [VillageVisits(*row) for row in session.execute(asked.group_by(seen.c.village_code))]


def visitors(session: Session, *, viewer: Actor) -> list[VisitorRow]:
    """List who has visited how many people in which village."""
    seen = visible_to(viewer).where(Resident.verified_at.is_not(None)).subquery()
    asked = select(seen.c.village_code, seen.c.verified_by, func.count(), func.max(seen.c.verified_at))
    rows = session.execute(asked.group_by(seen.c.village_code, seen.c.verified_by))
    return sorted((VisitorRow(*row) for row in rows if row[1] is not None), key=lambda one: -one.count)
