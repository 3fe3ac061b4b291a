"""Money nobody awaited finds its payer: one person proposes, another confirms, and only then it moves."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import payments, pledges
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.payments import Arrival, BankAccount, LineDecided, Route, StatementLine, banking
from srikandi.payments.statements import SEN
from srikandi.programme.money import Settlement, identify
from srikandi.programme.receiving.purposes import purpose_of_payer


def match_line(session: Session, line: StatementLine, *, payer_id: int, reason: str, by: Actor) -> None:
    """Propose whose the money of a line is. Raises: pledges.PayerUnknown, LineDecided, ReasonMissing."""
    payer = pledges.payer_of(session, payer_id, viewer=by)
    if purpose_of_payer(session, payer).district_id != line.district_id:
        raise pledges.PayerUnknown
    banking.propose_match(session, line, payer_id=payer.id, reason=reason, by=by)


def confirm_match(session: Session, line: StatementLine, *, seen_payer_id: int, by: Actor) -> Settlement:
    """Move the money to the payer that was proposed, and put it to use. Raises: LineDecided, MatcherConfirms."""
    payer_id = banking.confirm_match(session, line, seen_payer_id=seen_payer_id, by=by)
    if line.journal_id is None:
        raise LineDecided
    settlement = identify(session, line.journal_id, payer_id=payer_id, reason=line.match_reason or "", by=by)
    account = session.get_one(BankAccount, line.account_id)
    purpose = purpose_of_payer(session, session.get_one(pledges.Payer, payer_id))
    arrival = Arrival(Route.BANK_TRANSFER, external_name(account, line), Money(line.amount_sen // SEN), line.booked_on)
    payment = payments.note_arrival(session, purpose, arrival, by=by)
    payments.note_settled(session, payment, journal_id=settlement.journal.id, by=by)
    return settlement


def external_name(account: BankAccount, line: StatementLine, part: int = 0) -> str:
    """Give the name of a line, or of one payer's part of it, among all accounts."""
    return f"{account.code}|{line.group_key}|{line.ordinal}" + (f"|{part}" if part else "")
