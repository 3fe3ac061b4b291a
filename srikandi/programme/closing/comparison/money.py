"""Sum by sum: bills against lists, premium against remittances, those against the bank, money nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.closings import Cause, DifferenceKind, Found, Remittance, RemittanceStatus
from srikandi.ledger import Account, AccountKind, Journal, Transfer
from srikandi.money import SEN, ZERO, Money
from srikandi.payments import BankAccount, BankStatement, StatementLine, banking
from srikandi.places import District
from srikandi.programme.closing.comparison.figures import SegmentFigures
from srikandi.tariffs import Basis

K = DifferenceKind
MOST_LINES = 10_000
OPEN_ENDS = (AccountKind.PROVIDER_CLEARING, AccountKind.CHARGEBACK_RECEIVABLE)
"""Accounts on which nothing should stand at the end of a month, and if something does, somebody says why."""


def bill_differences(figures: Sequence[SegmentFigures], totals: Mapping[Basis, tuple[int, Money]]) -> Iterator[Found]:
    """Find bills that are missing, count other people than we do, or are not the sum of their own list."""
    for one in figures:
        if not one.is_billed:
            if one.active_lives:
                yield _of(one, K.NOT_BILLED, -one.active_lives, -one.premium, Cause.NOT_ON_LIST)
        elif not one.listed:
            yield _of(one, K.HEADCOUNT, one.billed_lives - one.active_lives, one.excess, Cause.OTHER_SUM)
        else:
            lines, value = totals.get(one.segment, (0, ZERO))
            yield _of(one, K.BILL_TOTAL, one.billed_lives - lines, one.billed - value, Cause.OTHER_SUM)


def premium_differences(figures: Sequence[SegmentFigures], *, prepaid: Money) -> Iterator[Found]:
    """Find paid life-months nobody confirmed, and premium that was not paid on."""
    unpaid = Cause.PAID_DIRECT if prepaid > ZERO else Cause.NOT_YET_PAID
    for one in figures:
        waiting = one.active_lives - one.funded_lives
        yield _of(one, K.NOT_ACTIVE, waiting, one.premium - one.funded, Cause.LATE_ACTIVATION)
        yield _of(one, K.NOT_REMITTED, 0, -one.remaining, unpaid)


def bank_differences(
    session: Session, district: District, month: Month, *, remittances: Sequence[Remittance]
) -> Iterator[Found]:
    """Find what the bank and the book tell differently, and remittances that are prepared and not paid."""
    yield from _in_transit(remittances)
    yield from _statement_gaps(session, district.id, month)


def open_ends(session: Session, district: District, month: Month, *, balances: Mapping[str, Money]) -> Iterator[Found]:
    """Find money that came or went and nobody has said why, and what stands in suspense and in clearing.

    What was recognised since is one sum.
    """
    known = ZERO
    for line in banking.open_lines(session, district.id, until_on=month.last_day, at_most=MOST_LINES):
        what = K.SUSPENSE if line.amount_sen > 0 else K.OUTGOING
        known += _whole(line) if what is K.SUSPENSE else ZERO
        yield Found(what, f"line/{line.id}", None, 0, _whole(line), Cause.UNKNOWN_MONEY)
    rest = -balances.get(AccountKind.SUSPENSE, ZERO) - known
    if rest:
        yield Found(K.SUSPENSE, AccountKind.SUSPENSE.value, None, 0, rest, Cause.IN_TRANSIT)
    for kind in OPEN_ENDS:
        if balances.get(kind, ZERO):
            yield Found(K.CLEARING, kind.value, None, 0, balances[kind], Cause.IN_TRANSIT)


def balances_at(session: Session, district_id: int, until_at: datetime) -> dict[str, Money]:
    """Give what stood on each kind of account at an instant, debits less credits, by the dates of the journals."""
    is_debit = Transfer.debit_account_id == Account.id
    signed = func.sum(case((is_debit, Transfer.amount), else_=-Transfer.amount))
    sides = (Transfer.debit_account_id == Account.id) | (Transfer.credit_account_id == Account.id)
    asked = (
        select(Account.kind, signed)
        .join(Transfer, sides)
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(Account.district_id == district_id, Journal.occurred_at < until_at)
        .group_by(Account.kind)
    )
    return {kind: Money(int(_rupiah(found))) for kind, found in session.execute(asked)}


def _rupiah(found: object) -> int:
    return found.rupiah if isinstance(found, Money) else int(str(found))


def _in_transit(remittances: Sequence[Remittance]) -> Iterator[Found]:
    for row in remittances:
        if row.status is RemittanceStatus.PREPARED:
            subject = f"remittance/{row.id}"
            yield Found(K.IN_TRANSIT, subject, row.segment, 0, -row.amount, Cause.IN_TRANSIT)


def _statement_gaps(session: Session, district_id: int, month: Month) -> Iterator[Found]:
    told = case((BankStatement.voided_at.is_(None), BankStatement.to_on))
    newest = (
        select(BankAccount.id, func.max(told))
        .join(BankStatement, BankStatement.account_id == BankAccount.id)
        .where(BankAccount.district_id == district_id)
        .group_by(BankAccount.id)
    )
    for account_id, to_on in session.execute(newest):
        if to_on is None or to_on < month.last_day:
            yield Found(K.STATEMENT_GAP, f"account/{account_id}", None, 0, ZERO, Cause.NO_STATEMENT)


def _of(one: SegmentFigures, kind: DifferenceKind, lives: int, amount: Money, proposed: Cause) -> Found:
    return Found(kind, f"segment/{one.segment}", one.segment, lives, amount, proposed)


def _whole(line: StatementLine) -> Money:
    rupiah = abs(line.amount_sen) // SEN
    return Money(rupiah if line.amount_sen > 0 else -rupiah)
