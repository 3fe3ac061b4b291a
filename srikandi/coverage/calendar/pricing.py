"""What the life-months cost that wait for money; a funded one keeps its price."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.coverage.funding import carries
from srikandi.coverage.models import FundingLine, LifeMonth, LifeMonthStatus
from srikandi.coverage.trail import change
from srikandi.money import Money

L = LifeMonthStatus


@dataclass(frozen=True)
class WaitingMonth:
    """The life-months of one month and price that wait for money, and how many of them somebody sits in."""

    month: Month
    tariff: Money
    count: int
    seated: int


def waiting_months(session: Session, pledge_ids: Collection[int]) -> dict[int, list[WaitingMonth]]:
    """List what waits for money by pledge, the oldest month first, in one question."""
    key = (LifeMonth.pledge_id, LifeMonth.month, LifeMonth.tariff)
    own = LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status == L.PLANNED
    asked = select(*key, *unpaid_counts()).where(*own)
    found: dict[int, list[WaitingMonth]] = {pledge_id: [] for pledge_id in pledge_ids}
    for pledge_id, month, tariff, count, sitting in session.execute(asked.group_by(*key).order_by(*key)):
        found[pledge_id].append(WaitingMonth(month, tariff, int(count), int(sitting)))
    return found


def unpaid_counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Count life-months that wait for money, and how many of them somebody sits in."""
    unpaid, seated = LifeMonth.status == L.PLANNED, LifeMonth.resident_id.is_not(None)
    return func.sum(case((unpaid, 1), else_=0)), func.sum(case((and_(unpaid, seated), 1), else_=0))


def reprice(session: Session, pledge_id: int, prices: Mapping[Month, Money]) -> int:
    """Give the unfunded life-months of these months another price; say how many. What is funded keeps its own."""
    repriced = 0
    for month, price in sorted(prices.items()):
        rows = and_(LifeMonth.pledge_id == pledge_id, LifeMonth.month == month, LifeMonth.status == L.PLANNED)
        repriced += change(session, rows & (LifeMonth.tariff != price), reason="repriced", tariff=price)
    return repriced


def stale_pledges(session: Session, prices: Mapping[Month, Money], *, pledge_ids: Collection[int]) -> list[int]:
    """List the pledges with unfunded life-months that do not cost what their month costs now."""
    if not prices:
        return []
    wrong = or_(*(and_(LifeMonth.month == month, LifeMonth.tariff != price) for month, price in prices.items()))
    asked = select(LifeMonth.pledge_id).where(LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status == L.PLANNED, wrong)
    return list(session.scalars(asked.distinct().order_by(LifeMonth.pledge_id)))


def paid_by_payer(session: Session, pledge_ids: Collection[int]) -> dict[int, Money]:
    """Give the rupiah of each payer that stand on life-months of these pledges which have not been given back."""
    same = and_(
        FundingLine.district_id == LifeMonth.district_id,
        FundingLine.month == LifeMonth.month,
        FundingLine.pledge_id == LifeMonth.pledge_id,
        FundingLine.seat == LifeMonth.seat,
        carries(),
    )
    asked = select(FundingLine.payer_id, func.sum(FundingLine.amount)).join(LifeMonth, same)
    kept = asked.where(LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status != L.RELEASED)
    return {row[0]: row[1] for row in session.execute(kept.group_by(FundingLine.payer_id))}


def last_months(session: Session, pledge_ids: Collection[int]) -> dict[int, Month]:
    """Give the last month of each pledge that has not been given back."""
    kept = LifeMonth.pledge_id.in_(pledge_ids), LifeMonth.status != L.RELEASED
    asked = select(LifeMonth.pledge_id, func.max(LifeMonth.month)).where(*kept).group_by(LifeMonth.pledge_id)
    return {row[0]: row[1] for row in session.execute(asked)}
