"""Months nobody could use any more come again at the end of their seat."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, and_, case, func, insert, literal, select, type_coerce
from sqlalchemy.orm import Session, aliased

from srikandi.clock import Month
from srikandi.coverage.models import LifeMonth, LifeMonthStatus
from srikandi.coverage.succession.balance import SEATED
from srikandi.coverage.trail import note

L = LifeMonthStatus
DECEMBER, TO_JANUARY = 12, 89
"""Months stand as 202712; the next one is 202801."""


def late_and_empty(pledge_id: int, before: Month) -> ColumnElement[bool]:
    """Name the paid months nobody sits in and nobody can be registered for any more."""
    empty = LifeMonth.pledge_id == pledge_id, LifeMonth.resident_id.is_(None)
    return and_(*empty, LifeMonth.status == L.FUNDED, LifeMonth.month < before)


def pledges_with_late(session: Session, district_id: int, before: Month) -> list[int]:
    """List the pledges that have such months."""
    late = LifeMonth.district_id == district_id, LifeMonth.month < before, LifeMonth.resident_id.is_(None)
    asked = select(LifeMonth.pledge_id).where(*late, LifeMonth.status == L.FUNDED).distinct()
    return list(session.scalars(asked.order_by(LifeMonth.pledge_id)))


def pledges_with_free(session: Session) -> list[int]:
    """List the pledges in which a seat waits for its next person."""
    free = LifeMonth.resident_id.is_(None), LifeMonth.status.in_((L.PLANNED, L.FUNDED))
    return list(session.scalars(select(LifeMonth.pledge_id).where(*free).distinct().order_by(LifeMonth.pledge_id)))


def come_again(session: Session, pledge_id: int, rows: ColumnElement[bool]) -> int:
    """Give each of these life-months another one behind the last of its seat, with nobody in it; say how many.

    The caller ends the old ones, so that as many life-months are to come as before.
    """
    asked = select(LifeMonth.month).where(LifeMonth.pledge_id == pledge_id, rows).distinct().order_by(LifeMonth.month)
    months = list(session.scalars(asked))
    added = 0
    for month in months:
        added += _add(session, pledge_id, and_(LifeMonth.pledge_id == pledge_id, LifeMonth.month == month, rows))
    return added


def _add(session: Session, pledge_id: int, rows: ColumnElement[bool]) -> int:
    keys = session.execute(select(LifeMonth.seat, _following()).where(rows)).all()
    names = ["district_id", "pledge_id", "seat", "month", "status", "tariff"]
    shown = (
        *(LifeMonth.district_id, LifeMonth.pledge_id, LifeMonth.seat),
        _following(),
        literal(L.PLANNED, LifeMonth.status.type),
        LifeMonth.tariff,
    )
    session.execute(insert(LifeMonth).from_select(names, select(*shown).where(rows)))
    for month in sorted({row[1] for row in keys}):
        seats = [row[0] for row in keys if row[1] == month]
        new = and_(LifeMonth.pledge_id == pledge_id, LifeMonth.month == month, LifeMonth.seat.in_(seats))
        note(session, new, reason=SEATED)
    return len(keys)


def _following() -> ColumnElement[Month]:
    seat = aliased(LifeMonth)
    own = select(func.max(seat.month)).where(seat.pledge_id == LifeMonth.pledge_id, seat.seat == LifeMonth.seat)
    last = type_coerce(own.correlate(LifeMonth).scalar_subquery(), Integer)
    following = case((last % 100 == DECEMBER, last + TO_JANUARY), else_=last + 1)
    return type_coerce(following, LifeMonth.month.type)
