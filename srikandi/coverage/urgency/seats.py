"""Seats kept free for urgent cases: nobody in order takes them, and the money for them is not spent elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, func, insert, literal, select, update
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.clock import Month
from srikandi.coverage.models import LifeMonth, LifeMonthChange, LifeMonthStatus
from srikandi.coverage.refusals import NoQuotaLeft
from srikandi.coverage.trail import change
from srikandi.coverage.urgency.models import UrgentSeat

L = LifeMonthStatus
AWAY, HERE = "drawn", "drawn here"
FREE = UrgentSeat.taken_at.is_(None), UrgentSeat.given_up_at.is_(None)
UNSYNCHRONISED = {"synchronize_session": False}


@dataclass(frozen=True)
class Quota:
    """How many seats of a pledge are kept free, and how many are used."""

    pledge_id: int
    free: int
    taken: int
    given_up: int


def keep_free(session: Session, district_id: int, pledge_id: int, *, seats: Iterable[int]) -> None:
    """Keep these seats of a pledge for urgent cases."""
    rows = [{"district_id": district_id, "pledge_id": pledge_id, "seat": seat} for seat in seats]
    if rows:
        session.execute(insert(UrgentSeat), rows)


def kept_free() -> ColumnElement[bool]:
    """Name the life-months of seats that wait for an urgent case."""
    same = UrgentSeat.pledge_id == LifeMonth.pledge_id, UrgentSeat.seat == LifeMonth.seat
    return select(literal(1)).where(*same, *FREE).correlate(LifeMonth).exists()


def kept_months(session: Session, pledge_id: int) -> dict[Month, int]:
    """Count, by month, the unpaid life-months of seats kept free: what their money is for."""
    waiting = LifeMonth.pledge_id == pledge_id, LifeMonth.status == L.PLANNED, LifeMonth.resident_id.is_(None)
    grouped = select(LifeMonth.month, func.count()).where(*waiting, kept_free()).group_by(LifeMonth.month)
    return {row[0]: row[1] for row in session.execute(grouped)}


def quotas_of(session: Session, district_id: int) -> list[Quota]:
    """List the pledges of a district that keep or kept seats free."""
    taken, given_up = func.count(UrgentSeat.taken_at), func.count(UrgentSeat.given_up_at)
    asked = select(UrgentSeat.pledge_id, func.count(), taken, given_up).where(UrgentSeat.district_id == district_id)
    rows = session.execute(asked.group_by(UrgentSeat.pledge_id).order_by(UrgentSeat.pledge_id))
    return [Quota(pledge, every - used - gone, used, gone) for pledge, every, used, gone in rows]


def take_free_seat(session: Session, pledge_id: int, resident_id: int, *, since: Month) -> int:
    """Give somebody a seat kept free, its months drawn forward so that they begin with this one. Raises: NoQuotaLeft.

    The caller holds the pledge.
    """
    asked = select(UrgentSeat.seat).where(UrgentSeat.pledge_id == pledge_id, *FREE).order_by(UrgentSeat.seat)
    seat = session.scalar(asked.limit(1))
    taking = update(UrgentSeat).where(UrgentSeat.pledge_id == pledge_id, UrgentSeat.seat == seat, *FREE)
    done = session.execute(taking.values(taken_at=clock.now()), execution_options=UNSYNCHRONISED)
    if seat is None or cast("CursorResult[Any]", done).rowcount != 1:
        raise NoQuotaLeft
    _draw_forward(session, pledge_id, seat, resident_id, since=since)
    free = LifeMonth.resident_id.is_(None), LifeMonth.status.in_((L.PLANNED, L.FUNDED)), LifeMonth.month >= since
    change(session, and_(_of_seat(pledge_id, seat), *free), reason="succeeded", resident_id=resident_id)
    return seat


def give_back_seat(session: Session, pledge_id: int, seat: int) -> None:
    """Let a seat wait for an urgent case again."""
    own = UrgentSeat.pledge_id == pledge_id, UrgentSeat.seat == seat
    session.execute(update(UrgentSeat).where(*own).values(taken_at=None), execution_options=UNSYNCHRONISED)


def give_up_seats(session: Session, pledge_id: int, *, but: int = 0) -> int:
    """Keep the seats of a pledge for urgent cases no longer, but for the first few; say how many they were."""
    free = select(UrgentSeat.seat).where(UrgentSeat.pledge_id == pledge_id, *FREE).order_by(UrgentSeat.seat)
    seats = session.scalars(free.with_for_update()).all()[but:]
    those = UrgentSeat.pledge_id == pledge_id, UrgentSeat.seat.in_(seats)
    giving = update(UrgentSeat).where(*those, *FREE).values(given_up_at=clock.now())
    return cast("CursorResult[Any]", session.execute(giving, execution_options=UNSYNCHRONISED)).rowcount


def is_paid(session: Session, pledge_id: int, seat: int, month: Month) -> bool:
    """Is this very life-month funded?"""
    own = _of_seat(pledge_id, seat), LifeMonth.month == month, LifeMonth.status == L.FUNDED
    return session.scalar(select(literal(1)).select_from(LifeMonth).where(*own)) is not None


def _draw_forward(session: Session, pledge_id: int, seat: int, resident_id: int, *, since: Month) -> None:
    """Move a seat's unpaid empty months into the first free ones from a month on; none is lost, none is made."""
    rows = session.execute(
        select(LifeMonth.month, LifeMonth.status, LifeMonth.resident_id).where(_of_seat(pledge_id, seat))
    )
    movable, fixed = set[Month](), set[Month]()
    for month, status, who in rows:
        (movable if status is L.PLANNED and who is None else fixed).add(month)
    live = LifeMonth.resident_id == resident_id, LifeMonth.status != L.RELEASED
    fixed |= set(session.scalars(select(LifeMonth.month).where(*live)))
    wanted: list[Month] = []
    month = since
    while len(wanted) < len(movable):
        if month not in fixed:
            wanted.append(month)
        month += 1
    leaving = sorted(movable - set(wanted), reverse=True)
    for start, end in zip(leaving, sorted(set(wanted) - movable), strict=True):
        _move(session, and_(_of_seat(pledge_id, seat), LifeMonth.month == start), end)


def _move(session: Session, row: ColumnElement[bool], month: Month) -> None:
    """Move one life-month to another calendar month; the trail says where it was and where it is."""
    found = session.execute(
        select(LifeMonth.district_id, LifeMonth.pledge_id, LifeMonth.seat, LifeMonth.month).where(row)
    ).one()
    key = {"district_id": found.district_id, "pledge_id": found.pledge_id, "seat": found.seat, "at": clock.now()}
    said = [
        {**key, "month": month, "status": L.PLANNED, "reason": HERE},
        {**key, "month": found.month, "status": L.RELEASED, "reason": AWAY},
    ]
    session.execute(insert(LifeMonthChange), said)
    session.execute(update(LifeMonth).where(row).values(month=month), execution_options=UNSYNCHRONISED)


def _of_seat(pledge_id: int, seat: int) -> ColumnElement[bool]:
    return and_(LifeMonth.pledge_id == pledge_id, LifeMonth.seat == seat)
