"""What is unfunded when its file is due slides to the end of its pledge: nothing is lost, nobody is live twice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Integer,
    and_,
    case,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session, aliased

from srikandi import clock
from srikandi.clock import Month
from srikandi.coverage.models import FundingLine, LifeMonth, LifeMonthChange, LifeMonthStatus

L = LifeMonthStatus
DECEMBER, TO_JANUARY = 12, 89
"""Months stand as 202712; the next one is 202801."""
AWAY, HERE, SEATED = "slid", "slid here", "seated"


def slide(session: Session, pledge_ids: Collection[int], *, before: Month) -> int:
    """Move the unfunded life-months before a month behind the last month of their seat; say how many they were.

    Where the person has cover of another pledge by then, they go behind that too. A month that was paid once has lines
    of money that name it for ever, so it ends and a new one takes its place. The caller holds the pledges.
    """
    moved = 0
    for month in _overdue(session, pledge_ids, before):
        rows = and_(LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status == L.PLANNED, LifeMonth.month == month)
        moved += _sit_again(session, rows & _was_paid())
        _note_here(session, rows)
        _note_away(session, rows)
        done = session.execute(
            update(LifeMonth).where(rows).values(month=_after_last()), execution_options={"synchronize_session": False}
        )
        moved += cast("CursorResult[Any]", done).rowcount
    return moved


def _was_paid() -> ColumnElement[bool]:
    line = aliased(FundingLine)
    same = (getattr(line, name) == getattr(LifeMonth, name) for name in ("district_id", "month", "pledge_id", "seat"))
    return select(line.seat).where(*same).correlate(LifeMonth).exists()


def _sit_again(session: Session, rows: ColumnElement[bool]) -> int:
    """Seat the same people at the end instead, and end these months; say how many they were."""
    _note(session, rows, _after_last(), LifeMonth.resident_id, LifeMonth.status, reason=SEATED)
    _note_away(session, rows)
    values = (
        *(LifeMonth.district_id, _after_last(), LifeMonth.pledge_id, LifeMonth.seat, LifeMonth.resident_id),
        *(literal(L.PLANNED, LifeMonth.status.type), LifeMonth.tariff),
    )
    names = ["district_id", "month", "pledge_id", "seat", "resident_id", "status", "tariff"]
    session.execute(insert(LifeMonth).from_select(names, select(*values).where(rows)))
    ended = update(LifeMonth).where(rows).values(status=L.RELEASED)
    done = session.execute(ended, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount


def has_slid(pledge_id: int) -> ColumnElement[bool]:
    """Name the changes by which a life-month of a pledge has slid."""
    return and_(LifeMonthChange.pledge_id == pledge_id, LifeMonthChange.reason == HERE)


def _overdue(session: Session, pledge_ids: Collection[int], before: Month) -> list[Month]:
    late = LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status == L.PLANNED, LifeMonth.month < before
    return list(session.scalars(select(LifeMonth.month).where(*late).distinct().order_by(LifeMonth.month)))


def _after_last() -> ColumnElement[Any]:
    """Name the month after both the last of this seat and the last in which this person has any cover."""
    of_seat, of_person = _last_of_seat(), _last_of_person()
    last = case((of_person > of_seat, of_person), else_=of_seat)
    following = case((last % 100 == DECEMBER, last + TO_JANUARY), else_=last + 1)
    return type_coerce(following, LifeMonth.month.type)


def _last_of_seat() -> ColumnElement[Any]:
    seat = aliased(LifeMonth)
    own = select(func.max(seat.month)).where(seat.pledge_id == LifeMonth.pledge_id, seat.seat == LifeMonth.seat)
    return type_coerce(own.correlate(LifeMonth).scalar_subquery(), Integer)


def _last_of_person() -> ColumnElement[Any]:
    person = aliased(LifeMonth)
    live = person.resident_id == LifeMonth.resident_id, person.status != L.RELEASED
    return type_coerce(select(func.max(person.month)).where(*live).correlate(LifeMonth).scalar_subquery(), Integer)


def _note_away(session: Session, rows: ColumnElement[bool]) -> None:
    """The old month ends in the trail without anybody in it."""
    values = (literal(None, LifeMonthChange.resident_id.type), literal(L.RELEASED, LifeMonthChange.status.type))
    _note(session, rows, LifeMonth.month, *values, reason=AWAY)


def _note_here(session: Session, rows: ColumnElement[bool]) -> None:
    _note(session, rows, _after_last(), LifeMonth.resident_id, LifeMonth.status, reason=HERE)


def _note(
    session: Session,
    rows: ColumnElement[bool],
    month: Any,
    *who_and_how: Any,
    reason: str,
) -> None:
    shown = (
        LifeMonth.district_id,
        month,
        LifeMonth.pledge_id,
        LifeMonth.seat,
        *who_and_how,
        literal(reason, LifeMonthChange.reason.type),
        literal(clock.now(), LifeMonthChange.at.type),
    )
    names = ["district_id", "month", "pledge_id", "seat", "resident_id", "status", "reason", "at"]
    session.execute(insert(LifeMonthChange).from_select(names, select(*shown).where(rows)))
