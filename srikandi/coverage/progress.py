"""How far promises are: life-months planned, funded, sent, active, waiting and released."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.clock import Month
from srikandi.coverage.calendar import WaitingMonth, has_slid, unpaid_counts
from srikandi.coverage.models import LifeMonth, LifeMonthChange, LifeMonthStatus

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

    def __add__(self, other: Progress) -> Progress:
        """Give both together."""
        return Progress(*(left + right for left, right in zip(astuple(self), astuple(other), strict=True)))

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


@dataclass(frozen=True)
class Calendar:
    """The life-months of one pledge month by month, and those that wait for money."""

    months: dict[Month, Progress] = field(default_factory=dict)
    waiting: list[WaitingMonth] = field(default_factory=list)
    slid: int = 0
    """How often a life-month was put off because it was not paid in time."""

    @property
    def progress(self) -> Progress:
        """All months together."""
        return sum(self.months.values(), start=Progress())


def calendar_of(session: Session, pledge_id: int) -> Calendar:
    """Give the months of a pledge, how far they are and what waits for money in them, in one question."""
    slid = select(func.count(LifeMonthChange.id)).where(has_slid(pledge_id)).scalar_subquery()
    months, waiting, times = dict[Month, Progress](), list[WaitingMonth](), 0
    key = (LifeMonth.month, LifeMonth.tariff)
    asked = select(*key, *_kinds(), *unpaid_counts(), slid).where(LifeMonth.pledge_id == pledge_id)
    for month, tariff, *counts in session.execute(asked.group_by(*key).order_by(*key)):
        *far, unpaid, seated, times = (int(one) for one in counts)
        months[month] = months.get(month, Progress()) + Progress(*far)
        if unpaid:
            waiting.append(WaitingMonth(month, tariff, unpaid, seated))
    return Calendar(months, waiting, times)


def district_progress(session: Session, district_id: int) -> Progress:
    """Give the progress of everything promised in a district."""
    known = _grouped(session, LifeMonth.district_id, LifeMonth.district_id == district_id)
    return known.get(district_id, Progress())


def _grouped(session: Session, key: InstrumentedAttribute[Any], rows: ColumnElement[bool]) -> dict[Any, Progress]:
    grouped = session.execute(select(key, *_kinds()).where(rows).group_by(key))
    return {row[0]: Progress(*(int(count) for count in row[1:])) for row in grouped}


def _kinds() -> list[ColumnElement[int]]:
    """Count life-months by how far they are, in the order of `Progress`."""
    empty = and_(LifeMonth.resident_id.is_(None), LifeMonth.status != L.RELEASED)
    counts = [_count(LifeMonth.status == status, ~empty) for status in (L.PLANNED, L.FUNDED, L.SENT, L.ACTIVE)]
    return [*counts, _count(empty), _count(LifeMonth.status == L.RELEASED)]


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*conditions), 1), else_=0))
