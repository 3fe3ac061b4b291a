"""What came after a month was closed: nothing in it changes, so every correction has a date of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from srikandi.clock import Month
from srikandi.closings import PremiumBill, Remittance
from srikandi.coverage import LifeMonthChange
from srikandi.ledger import ClosedMonth, Journal, LateJournal, Transfer
from srikandi.money import ZERO, Money


class CorrectionKind(StrEnum):
    """What kind of thing came late."""

    LATE = "late"
    REVERSED = "reversed"
    BILLED = "billed"
    REMITTED = "remitted"
    LIVES = "lives"


@dataclass(frozen=True)
class Correction:
    """One thing that happened to a closed month afterwards."""

    at: datetime
    kind: CorrectionKind
    words: str
    amount: Money = ZERO
    journal_id: int | None = None
    lives: int = 0


def corrections_of(session: Session, closed: ClosedMonth) -> list[Correction]:
    """List what came after a closing, the oldest first."""
    finders = (_late, _reversed, _bills, _remittances, _lives)
    return sorted((one for find in finders for one in find(session, closed)), key=lambda one: one.at)


def _late(session: Session, closed: ClosedMonth) -> Iterator[Correction]:
    asked = (
        select(Journal.id, Journal.recorded_at, Journal.memo, func.sum(Transfer.amount))
        .join(LateJournal, LateJournal.journal_id == Journal.id)
        .join(Transfer, Transfer.journal_id == Journal.id)
        .where(LateJournal.district_id == closed.district_id)
        .where(LateJournal.happened_at >= closed.from_at, LateJournal.happened_at < closed.until_at)
        .group_by(Journal.id, Journal.recorded_at, Journal.memo)
    )
    for number, at, memo, amount in session.execute(asked):
        yield Correction(at, CorrectionKind.LATE, memo, amount, journal_id=number)


def _reversed(session: Session, closed: ClosedMonth) -> Iterator[Correction]:
    first = aliased(Journal)
    asked = (
        select(Journal.id, Journal.recorded_at, Journal.memo, func.sum(Transfer.amount))
        .join(first, first.id == Journal.reverses_id)
        .join(Transfer, Transfer.journal_id == Journal.id)
        .where(first.district_id == closed.district_id, Journal.recorded_at > closed.closed_at)
        .where(first.occurred_at >= closed.from_at, first.occurred_at < closed.until_at)
        .group_by(Journal.id, Journal.recorded_at, Journal.memo)
    )
    for number, at, memo, amount in session.execute(asked):
        yield Correction(at, CorrectionKind.REVERSED, memo, amount, journal_id=number)


def _bills(session: Session, closed: ClosedMonth) -> Iterator[Correction]:
    own = PremiumBill.district_id == closed.district_id, PremiumBill.month == closed.month
    for bill in session.scalars(select(PremiumBill).where(*own, PremiumBill.stated_at > closed.closed_at)):
        words = f"{bill.number}: {bill.reason or ''}"
        yield Correction(bill.stated_at, CorrectionKind.BILLED, words, bill.amount, lives=bill.headcount)


def _remittances(session: Session, closed: ClosedMonth) -> Iterator[Correction]:
    own = Remittance.district_id == closed.district_id, Remittance.month == closed.month
    for row in session.scalars(select(Remittance).where(*own, Remittance.confirmed_at > closed.closed_at)):
        if row.confirmed_at is not None:
            words = f"remittance/{row.id}"
            yield Correction(row.confirmed_at, CorrectionKind.REMITTED, words, row.amount, journal_id=row.journal_id)


def _lives(session: Session, closed: ClosedMonth) -> Iterator[Correction]:
    """Count people of the month who changed afterwards, by what happened to them."""
    month: Month = closed.month
    own = LifeMonthChange.district_id == closed.district_id, LifeMonthChange.month == month
    asked = (
        select(LifeMonthChange.reason, func.max(LifeMonthChange.at), func.count())
        .where(*own, LifeMonthChange.at > closed.closed_at)
        .group_by(LifeMonthChange.reason)
    )
    for reason, at, count in session.execute(asked):
        yield Correction(at, CorrectionKind.LIVES, reason, lives=count)
