"""A refund by transfer ends with the bank's own line; one that never left comes back to credit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import places
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import SEN, Money
from srikandi.payments import BankAccount, LineDecided, Route, StatementLine, banking, refunding
from srikandi.payments.refunding import Refund, RefundMoved, RefundStage
from srikandi.programme.money import book_left, fail_refund
from srikandi.programme.receiving import external_name, noon
from srikandi.programme.refunds.deciding import hold
from srikandi.programme.refusals import LineOfAnotherSum


def tie_refund(session: Session, refund: Refund, line: StatementLine, *, by: Actor) -> None:
    """Say that this line of money out has paid this refund. Raises: RefundMoved, LineOfAnotherSum, LineDecided."""
    account = banking.lock_account(session, line.account_id)
    _, payment, refund = hold(session, refund)
    if refund.status is not RefundStage.APPROVED or payment.route is not Route.BANK_TRANSFER:
        raise RefundMoved
    if line.district_id != refund.district_id or line.journal_id is not None:
        raise LineDecided
    if Money(-line.amount_sen // SEN) != refund.amount or line.amount_sen % SEN:
        raise LineOfAnotherSum(amount=refund.amount)
    _book(session, refund, line, account=account, by=by)


def propose_end(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Say that an approved transfer is not coming; another person ends it.

    Raises: RefundMoved, ReasonMissing, NobodyProposes.
    """
    _, payment, refund = hold(session, refund)
    if payment.route is not Route.BANK_TRANSFER:
        raise RefundMoved
    refunding.propose_end(session, refund, reason=reason, by=by)


def end_refund(session: Session, refund: Refund, *, by: Actor) -> None:
    """End a transfer somebody else says is not coming: the sum is credit again. Raises: RefundMoved, SayerConfirms."""
    _, _, refund = hold(session, refund)
    fail_refund(session, refund, reason=refunding.confirm_end(session, refund, by=by), by=by)


def _book(session: Session, refund: Refund, line: StatementLine, *, account: BankAccount, by: Actor) -> None:
    reference = f"bank:{external_name(account, line)}"
    at = noon(places.district_of(session, line.district_id), line.booked_on)
    place = AccountKey(AccountKind.BANK, line.district_id, contract_id=account.id)
    journal = book_left(session, refund, place, reference=reference, at=at, by=by)
    banking.book_outgoing(session, line, journal_id=journal.id, by=by)
    refunding.note_paid(session, refund, reference=reference, journal_id=journal.id, by=by)
