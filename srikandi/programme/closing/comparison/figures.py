"""A month in figures, segment by segment: billed, active with us, funded, remitted, seen on the statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.closings import PremiumBill, Remittance, RemittanceSource, RemittanceStatus, bills, remittances
from srikandi.coverage import LifeMonth, LifeMonthStatus, succession
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
    """Prepared to be paid from a bank account, seen leaving there yet or not."""
    from_prepaid: Money = ZERO
    """Prepared to be taken from what waits at BPJS Kesehatan, taken yet or not."""
    on_statement: Money = ZERO
    """Of the first: seen leaving."""
    taken: Money = ZERO
    """Of the second: taken, on a second person's word."""

    @property
    def prepared(self) -> Money:
        """What somebody has prepared to pay on, from either pocket, done or not."""
        return self.by_bank + self.from_prepaid

    @property
    def remitted(self) -> Money:
        """What has really been paid on."""
        return self.on_statement + self.taken

    @property
    def remaining(self) -> Money:
        """What is due and nobody has prepared to pay on."""
        return self.premium - self.prepared

    @property
    def excess(self) -> Money:
        """What is billed beyond what is active with us."""
        return self.billed - self.premium


@dataclass(frozen=True)
class Papers:
    """What was written down about a month: every version of its bills, and its remittances."""

    bills: list[PremiumBill]
    """By segment, the newest first."""
    remittances: list[Remittance]

    @property
    def current(self) -> list[PremiumBill]:
        """The newest bill of each segment."""
        return list({one.segment: one for one in reversed(self.bills)}.values())


def papers_of(session: Session, district_id: int, month: Month) -> Papers:
    """Give the bills and remittances of a month, in two questions."""
    return Papers(bills.bills_of(session, district_id, month), remittances.remittances_of(session, district_id, month))


def figures_of(
    session: Session, district_id: int, month: Month, *, papers: Papers | None = None
) -> list[SegmentFigures]:
    """Give the figures of every segment that has any in this month, in one question beside its papers."""
    papers = papers or papers_of(session, district_id, month)
    lives = _lives(session, district_id, month)
    billed = _billed(papers)
    paid = _remitted(papers)
    segments = sorted(lives.keys() | billed.keys() | paid.keys())
    return [SegmentFigures(one, **lives.get(one, {}), **billed.get(one, {}), **paid.get(one, {})) for one in segments]


def total_of(figures: Sequence[SegmentFigures], name: str) -> Money:
    """Add one column up."""
    return Money(sum(getattr(one, name).rupiah for one in figures))


def _lives(session: Session, district_id: int, month: Month) -> dict[Basis, dict[str, Any]]:
    is_active = succession.was_due()
    is_paid = or_(is_active, LifeMonth.status.in_(PAID))
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


def _billed(papers: Papers) -> dict[Basis, dict[str, Any]]:
    return {
        one.segment: {
            "billed_lives": one.headcount,
            "billed": one.amount,
            "listed": one.listed,
            "is_billed": True,
        }
        for one in papers.current
    }


def _remitted(papers: Papers) -> dict[Basis, dict[str, Any]]:
    found: dict[Basis, dict[str, Any]] = {}
    for one in papers.remittances:
        row = found.setdefault(one.segment, dict.fromkeys(("by_bank", "from_prepaid", "on_statement", "taken"), ZERO))
        if one.status is RemittanceStatus.WITHDRAWN:
            continue
        is_prepaid = one.source is RemittanceSource.PREPAID
        row["from_prepaid" if is_prepaid else "by_bank"] += one.amount
        if one.status is RemittanceStatus.BOOKED:
            row["taken" if is_prepaid else "on_statement"] += one.amount
    return found
