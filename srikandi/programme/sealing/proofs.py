"""Proofs for a company: that its payment is in the sealed book, and how many of its life-months were active.

No proof has a name in it, and none says anything of another company: a leaf that is not shown stands there as a hash
that nothing can be tried against. A payment is proved by its second leaf, which keeps the bank's own words hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from srikandi import coverage, seals
from srikandi.clock import Month
from srikandi.coverage import LifeMonthChange, LifeMonthStatus
from srikandi.coverage.succession import MonthCredit
from srikandi.ledger.checks import RECEIPT
from srikandi.payments import Payment
from srikandi.pledges import Pledge
from srikandi.seals import NotSealedYet

PAYMENT, LIFE_MONTHS = "payment", "life-months"


@dataclass(frozen=True)
class ProvableMonth:
    """How many life-months of a month were active, and how many of these are sealed by now."""

    month: Month
    active: int
    sealed: int


def prove_payment(session: Session, payment: Payment) -> dict[str, Any]:
    """Give the proof that a payment is in the book. Raises: NotSealedYet."""
    if payment.journal_id is None:
        raise NotSealedYet
    return seals.prove(session, PAYMENT, [payment.journal_id], stream=RECEIPT)


def prove_life_months(session: Session, pledge: Pledge, month: Month) -> dict[str, Any]:
    """Give the proof of how many life-months of a pledge were active in a month. Raises: NotSealedYet."""
    first = func.min(LifeMonthChange.id)
    asked = select(first).where(*_active(pledge), LifeMonthChange.month == month).group_by(LifeMonthChange.seat)
    return seals.prove(session, LIFE_MONTHS, list(session.scalars(asked)), stream=coverage.CHANGE)


def provable_months(session: Session, pledge: Pledge) -> list[ProvableMonth]:
    """List the months of a pledge with active life-months, the newest first."""
    upto, seat = seals.sealed_up_to(session, coverage.CHANGE), LifeMonthChange.seat
    sealed = func.count(seat.distinct()).filter(LifeMonthChange.id <= upto)
    asked = select(LifeMonthChange.month, func.count(seat.distinct()), sealed).where(*_active(pledge))
    grouped = asked.group_by(LifeMonthChange.month).order_by(LifeMonthChange.month.desc())
    return [ProvableMonth(month, active, done) for month, active, done in session.execute(grouped)]


def _active(pledge: Pledge) -> tuple[Any, ...]:
    names = ("month", "pledge_id", "seat")
    same = (getattr(MonthCredit, name) == getattr(LifeMonthChange, name) for name in names)
    given_back = exists().where(*same)
    return (
        LifeMonthChange.pledge_id == pledge.id,
        LifeMonthChange.status == LifeMonthStatus.ACTIVE,
        ~given_back,
    )
