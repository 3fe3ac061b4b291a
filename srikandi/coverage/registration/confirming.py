"""Months become active: by the branch's answer to a file, or by its monthly confirmation."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.orm import Session, aliased

from srikandi.clock import Month
from srikandi.coverage.models import LifeMonth, LifeMonthStatus
from srikandi.coverage.trail import change
from srikandi.ledger import Journal
from srikandi.residents import Resident, ResidentStatus

L = LifeMonthStatus


def accepted(batch_id: int, pledge_id: int, residents: Collection[int]) -> ColumnElement[bool]:
    """Name the sent months of people a batch was accepted for; who has left the seat meanwhile is not among them."""
    return and_(
        LifeMonth.batch_id == batch_id,
        LifeMonth.pledge_id == pledge_id,
        LifeMonth.status == L.SENT,
        LifeMonth.resident_id.in_(residents),
    )


def is_covered() -> ColumnElement[bool]:
    """Name the life-months of people who are covered now, under whichever pledge."""
    covered = Resident.id == LifeMonth.resident_id, Resident.status == ResidentStatus.COVERED
    return select(literal(1)).where(*covered).exists()


def staying(pledge_id: int, month: Month) -> ColumnElement[bool]:
    """Name the funded months of people who were active before, under this pledge or the one it renews."""
    return and_(LifeMonth.pledge_id == pledge_id, LifeMonth.month == month, *_stay())


def count_staying(session: Session, district_id: int) -> dict[Month, int]:
    """Count, by month, the funded life-months of people who were active before and still are covered."""
    grouped = select(LifeMonth.month, func.count()).where(LifeMonth.district_id == district_id, *_stay())
    rows_by_month = session.execute(grouped.group_by(LifeMonth.month).order_by(LifeMonth.month))
    return {row[0]: row[1] for row in rows_by_month}


def _stay() -> tuple[ColumnElement[bool], ...]:
    earlier = aliased(LifeMonth)
    was_active = select(literal(1)).where(
        earlier.resident_id == LifeMonth.resident_id, earlier.status == L.ACTIVE, earlier.month < LifeMonth.month
    )
    return LifeMonth.status == L.FUNDED, LifeMonth.batch_id.is_(None), was_active.exists(), is_covered()


def seats_in(session: Session, rows: ColumnElement[bool]) -> list[tuple[int, int]]:
    """List seat and resident of these life-months, in seat order."""
    asked = select(LifeMonth.seat, LifeMonth.resident_id).where(rows, LifeMonth.resident_id.is_not(None))
    sitting = session.execute(asked.order_by(LifeMonth.seat))
    return [(place, who) for place, who in sitting if who is not None]


def confirm(session: Session, rows: ColumnElement[bool], *, journal: Journal) -> int:
    """Note that these months are active, and under which journal their premium became due."""
    return change(session, rows, reason="confirmed", status=L.ACTIVE, confirmed_by=journal.id)


def pledges_staying(session: Session, district_id: int, *, month: Month) -> list[int]:
    """List the pledges that have funded months in this month."""
    asked = select(LifeMonth.pledge_id).where(
        LifeMonth.district_id == district_id, LifeMonth.month == month, LifeMonth.status == L.FUNDED
    )
    return list(session.scalars(asked.distinct().order_by(LifeMonth.pledge_id)))


def is_delivered(session: Session, pledge_id: int) -> bool:
    """Is every life-month of this pledge active or given back? One that has none, of arrears alone, delivers none."""
    is_open = LifeMonth.status.not_in((L.ACTIVE, L.RELEASED))
    asked = select(func.count(), func.count().filter(is_open)).where(LifeMonth.pledge_id == pledge_id)
    promised, left = session.execute(asked).one()
    return bool(promised and not left)
