"""Where every promised life-month is: used, running, waiting, given back, or wasted on somebody who had left.

committed = used + running + waiting + released + wasted, always; wasted is the figure to keep at 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, extract, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.clock import Month
from srikandi.coverage.models import LifeMonth, LifeMonthChange, LifeMonthStatus
from srikandi.residents import Resident, ResidentStatus
from srikandi.residents.exits import ResidentExit, stands

L = LifeMonthStatus
SEATED = "seated"


@dataclass(frozen=True)
class Balance:
    """Life-months by what became of them."""

    used: int = 0
    """Confirmed by BPJS Kesehatan for somebody who was there."""
    running: int = 0
    """Somebody's, and not used yet."""
    waiting: int = 0
    """Nobody's now: the next person, the company's answer or the seat's own person is awaited."""
    released: int = 0
    """Given back to the payers as credit, those BPJS Kesehatan gave back after they were confirmed among them."""
    wasted: int = 0
    """Confirmed for somebody who had left before that month, and not given back by BPJS Kesehatan."""
    paid: int = 0
    """Of all these, those with money on them."""

    @property
    def committed(self) -> int:
        """Every life-month ever promised."""
        return self.used + self.running + self.waiting + self.released + self.wasted

    def __add__(self, other: Balance) -> Balance:
        """Add the life-months of another promise."""
        mine, theirs = asdict(self), asdict(other)
        return Balance(**{name: count + theirs[name] for name, count in mine.items()})


@dataclass(frozen=True)
class Wasted:
    """A month paid for somebody who had left."""

    month: Month
    pledge_id: int
    seat: int
    resident_id: int
    reason: str


def balances(session: Session, pledge_ids: Collection[int]) -> dict[int, Balance]:
    """Give the balance of each of these pledges, in one question."""
    known = _grouped(session, LifeMonth.pledge_id, LifeMonth.pledge_id.in_(pledge_ids))
    return {pledge_id: known.get(pledge_id, Balance()) for pledge_id in pledge_ids}


def district_balance(session: Session, district_id: int) -> Balance:
    """Give the balance of everything promised in a district."""
    known = _grouped(session, LifeMonth.district_id, LifeMonth.district_id == district_id)
    return known.get(district_id, Balance())


def wasted_months(
    session: Session, district_ids: Collection[int], *, pledge_id: int | None = None, limit: int | None = None
) -> list[Wasted]:
    """List the months paid for people who had left, the oldest first."""
    shown = LifeMonth.month, LifeMonth.pledge_id, LifeMonth.seat, LifeMonth.resident_id, ResidentExit.reason
    asked = _beside_exits(select(*shown)).where(LifeMonth.district_id.in_(district_ids), is_wasted())
    if pledge_id is not None:
        asked = asked.where(LifeMonth.pledge_id == pledge_id)
    rows = session.execute(asked.order_by(LifeMonth.month, LifeMonth.pledge_id, LifeMonth.seat).limit(limit))
    return [Wasted(*row) for row in rows]


def is_wasted() -> ColumnElement[bool]:
    """Name the confirmed months of somebody who had left in an earlier month, beside their exit."""
    left_in = extract("year", ResidentExit.left_on) * 100 + extract("month", ResidentExit.left_on)
    return and_(
        LifeMonth.status == L.ACTIVE,
        Resident.status == ResidentStatus.EXITED,
        left_in < type_coerce(LifeMonth.month, Integer),
    )


def lost_months(session: Session) -> Iterator[tuple[int, int, int]]:
    """Give pledges whose life-months are not as many as were ever seated: pledge, seated, and how many there are."""
    seated = (
        select(LifeMonthChange.pledge_id, func.count().label("count"))
        .where(LifeMonthChange.reason == SEATED)
        .group_by(LifeMonthChange.pledge_id)
        .subquery()
    )
    there = select(LifeMonth.pledge_id, func.count().label("count")).group_by(LifeMonth.pledge_id).subquery()
    asked = (
        select(seated.c.pledge_id, seated.c.count, func.coalesce(there.c.count, 0))
        .outerjoin(there, there.c.pledge_id == seated.c.pledge_id)
        .where(seated.c.count != func.coalesce(there.c.count, 0))
        .order_by(seated.c.pledge_id)
    )
    yield from ((row[0], row[1], row[2]) for row in session.execute(asked))


def gone_but_seated(session: Session) -> Iterator[tuple[int, int]]:
    """Give people who have left and still sit in a month that is to come: resident and how many months."""
    unused = LifeMonth.status.in_((L.PLANNED, L.FUNDED, L.SENT)), Resident.status == ResidentStatus.EXITED
    asked = select(Resident.id, func.count()).join(LifeMonth, LifeMonth.resident_id == Resident.id).where(*unused)
    yield from ((row[0], row[1]) for row in session.execute(asked.group_by(Resident.id).order_by(Resident.id)))


def _beside_exits(asked: Any) -> Any:
    return (
        asked.select_from(LifeMonth)
        .outerjoin(Resident, Resident.id == LifeMonth.resident_id)
        .outerjoin(ResidentExit, and_(ResidentExit.resident_id == LifeMonth.resident_id, stands()))
    )


def _grouped(session: Session, key: InstrumentedAttribute[Any], rows: ColumnElement[bool]) -> dict[Any, Balance]:
    wasted = func.coalesce(is_wasted(), False)
    empty = and_(LifeMonth.resident_id.is_(None), LifeMonth.status != L.RELEASED)
    unused = LifeMonth.status.in_((L.PLANNED, L.FUNDED, L.SENT))
    counts = (
        _count(LifeMonth.status == L.ACTIVE, ~wasted),
        _count(unused, ~empty),
        _count(empty),
        _count(LifeMonth.status == L.RELEASED),
        _count(LifeMonth.status == L.ACTIVE, wasted),
        _count(LifeMonth.status.in_((L.FUNDED, L.SENT, L.ACTIVE))),
    )
    grouped = session.execute(_beside_exits(select(key, *counts)).where(rows).group_by(key))
    return {row[0]: Balance(*(int(count) for count in row[1:])) for row in grouped}


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*conditions), 1), else_=0))
