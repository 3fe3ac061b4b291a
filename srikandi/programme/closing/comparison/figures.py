"""A month in figures, segment by segment: billed, active with us, funded, remitted, seen on the statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.closings import PremiumBill, Remittance, RemittanceSource, RemittanceStatus, bills
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.money import ZERO, Money
from srikandi.pledges import Pledge
from srikandi.tariffs import Basis

PAID = (LifeMonthStatus.FUNDED, LifeMonthStatus.SENT, LifeMonthStatus.ACTIVE)


@dataclass(frozen=True)
class SegmentFigures:
    """One segment of one month, as the three books tell it."""

    segment: Basis
    billed_lives: int = 0
    billed: Money = ZERO
    listed: int = 0
    """Lines of the list that came with the bill."""
    is_billed: bool = False
    active_lives: int = 0
    premium: Money = ZERO
    """Of the active ones: what is due."""
    funded_lives: int = 0
    funded: Money = ZERO
    by_bank: Money = ZERO
    """Remitted from a bank account, seen there yet or not."""
    from_prepaid: Money = ZERO
    on_statement: Money = ZERO

    @property
    def remitted(self) -> Money:
        """What was paid on, from either pocket."""
        return self.by_bank + self.from_prepaid

    @property
    def remaining(self) -> Money:
        """What is due and not yet paid on."""
        return self.premium - self.remitted

    @property
    def excess(self) -> Money:
        """What is billed beyond what is active with us."""
        return self.billed - self.premium


def figures_of(session: Session, district_id: int, month: Month) -> list[SegmentFigures]:
    """Give the figures of every segment that has any in this month, in three questions."""
    lives = _lives(session, district_id, month)
    billed = _billed(session, district_id, month)
    paid = _remitted(session, district_id, month)
    segments = sorted(lives.keys() | billed.keys() | paid.keys())
    return [SegmentFigures(one, **lives.get(one, {}), **billed.get(one, {}), **paid.get(one, {})) for one in segments]


def total_of(figures: Sequence[SegmentFigures], name: str) -> Money:
    """Add one column up."""
    return Money(sum(getattr(one, name).rupiah for one in figures))


def _lives(session: Session, district_id: int, month: Month) -> dict[Basis, dict[str, Any]]:
    is_active, is_paid = LifeMonth.status == LifeMonthStatus.ACTIVE, LifeMonth.status.in_(PAID)
    asked = (
        select(
            Pledge.tariff_basis,
            func.sum(case((is_active, 1), else_=0)),
            func.sum(case((is_active, LifeMonth.tariff), else_=0)),
            func.sum(case((is_paid, 1), else_=0)),
            func.sum(case((is_paid, LifeMonth.tariff), else_=0)),
        )
        .join(Pledge, Pledge.id == LifeMonth.pledge_id)
        .where(LifeMonth.district_id == district_id, LifeMonth.month == month, is_paid)
        .group_by(Pledge.tariff_basis)
    )
    names = ("active_lives", "premium", "funded_lives", "funded")
    return {
        segment: dict(zip(names, (int(active), premium, int(funded), money), strict=True))
        for segment, active, premium, funded, money in session.execute(asked)
    }


def _billed(session: Session, district_id: int, month: Month) -> dict[Basis, dict[str, Any]]:
    asked = select(PremiumBill).where(PremiumBill.id.in_(bills.current_bills(district_id, month)))
    return {
        one.segment: {
            "billed_lives": one.headcount,
            "billed": one.amount,
            "listed": one.listed,
            "is_billed": True,
        }
        for one in session.scalars(asked)
    }


def _remitted(session: Session, district_id: int, month: Month) -> dict[Basis, dict[str, Any]]:
    own = Remittance.district_id == district_id, Remittance.month == month
    asked = select(Remittance.segment, Remittance.source, Remittance.status, func.sum(Remittance.amount))
    found: dict[Basis, dict[str, Any]] = {}
    for segment, source, status, amount in session.execute(
        asked.where(*own).group_by(Remittance.segment, Remittance.source, Remittance.status)
    ):
        row = found.setdefault(segment, {"by_bank": ZERO, "from_prepaid": ZERO, "on_statement": ZERO})
        if status is RemittanceStatus.WITHDRAWN:
            continue
        if source is RemittanceSource.PREPAID:
            row["from_prepaid"] += amount
            continue
        row["by_bank"] += amount
        row["on_statement"] += amount if status is RemittanceStatus.BOOKED else ZERO
    return found
