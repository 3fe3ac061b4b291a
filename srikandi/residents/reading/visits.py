"""How far each village is with its visits, and who made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents.models import Resident, ResidentStatus
from srikandi.residents.reading.scope import own_places, usable
from srikandi.residents.tallies import ResidentTally


@dataclass(frozen=True)
class VillageVisits:
    """A village: how many of its people wait for a visit."""

    village_code: str
    total: int
    waiting: int

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
    kept = ResidentTally
    people = func.sum(kept.people)
    waiting = func.coalesce(people.filter(kept.status == ResidentStatus.IMPORTED), 0)
    asked = (
        select(kept.village_code, people, waiting)
        .where(*own_places(viewer, kept), kept.status != ResidentStatus.EXITED)
        .group_by(kept.village_code)
        .having(people > 0)
    )
    return [VillageVisits(code, int(total), int(waits)) for code, total, waits in session.execute(asked)]


def visitors(session: Session, *, viewer: Actor) -> list[VisitorRow]:
    """List who has visited how many people in which village, and when last: one step into an index for each."""
    kept = ResidentTally
    went = (
        select(kept.village_code, kept.verified_by, func.sum(kept.people).label("people"))
        .where(*own_places(viewer, kept), kept.verified_by.is_not(None))
        .group_by(kept.village_code, kept.verified_by)
        .having(func.sum(kept.people) > 0)
        .subquery()
    )
    own = Resident.village_code == went.c.village_code, Resident.verified_by == went.c.verified_by, usable()
    last = (
        select(Resident.verified_at)
        .where(*own, Resident.verified_at.is_not(None))
        .order_by(Resident.verified_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(select(went, last))
    found = [VisitorRow(code, user_id, int(count), at) for code, user_id, count, at in rows if at is not None]
    return sorted(found, key=lambda one: -one.count)
