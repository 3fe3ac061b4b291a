"""How far promises are: life-months planned, funded, sent, active, waiting and released."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.clock import Month
from srikandi.coverage.models import LifeMonth, LifeMonthStatus

L = LifeMonthStatus


@dataclass(frozen=True)
class Progress:
    """Life-months by how far they are; the parts always add up to what was committed."""

    planned: int = 0
    """Somebody sits there, money is missing."""
    funded: int = 0
    sent: int = 0
    active: int = 0
    waiting: int = 0
    """Nobody sits there now; the next in order will."""
    released: int = 0

    @property
    def committed(self) -> int:
        """Every life-month of the promise."""
        return self.planned + self.funded + self.sent + self.active + self.waiting + self.released

    @property
    def running(self) -> int:
        """Life-months of somebody, not yet delivered."""
        return self.planned + self.funded + self.sent

    @property
    def paid(self) -> int:
        """Life-months with money on them that somebody sits in."""
        return self.funded + self.sent + self.active


def progress(session: Session, pledge_ids: Collection[int]) -> dict[int, Progress]:
    """Give the progress of each of these pledges, in one question."""
    known = _grouped(session, LifeMonth.pledge_id, LifeMonth.pledge_id.in_(pledge_ids))
    return {pledge_id: known.get(pledge_id, Progress()) for pledge_id in pledge_ids}


def months_of(session: Session, pledge_id: int) -> dict[Month, Progress]:
    """Give the progress of a pledge month by month, in calendar order."""
    known: dict[Month, Progress] = _grouped(session, LifeMonth.month, LifeMonth.pledge_id == pledge_id)
    return dict(sorted(known.items()))


def district_progress(session: Session, district_id: int) -> Progress:
    """Give the progress of everything promised in a district."""
    known = _grouped(session, LifeMonth.district_id, LifeMonth.district_id == district_id)
    return known.get(district_id, Progress())


def _grouped(session: Session, key: InstrumentedAttribute[Any], rows: ColumnElement[bool]) -> dict[Any, Progress]:
    empty = and_(LifeMonth.resident_id.is_(None), LifeMonth.status != L.RELEASED)
    counts = [_count(LifeMonth.status == status, ~empty) for status in (L.PLANNED, L.FUNDED, L.SENT, L.ACTIVE)]
    counts += [_count(empty), _count(LifeMonth.status == L.RELEASED)]
    grouped = session.execute(select(key, *counts).where(rows).group_by(key))
    return {row[0]: Progress(*(int(count) for count in row[1:])) for row in grouped}


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*conditions), 1), else_=0))
