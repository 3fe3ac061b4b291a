"""A bank statement comes in: what is certain is credited, the rest waits in suspense, and the bank's balance agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import audit, ledger, payments, places, pledges
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, AlreadyReversed, Arrow, Entry, Journal, NotEnoughMoney
from srikandi.money import ZERO, Money
from srikandi.payments import (
    Arrival,
    BankAccount,
    BankStatement,
    PaymentStatus,
    Route,
    StatementLine,
    banking,
)
from srikandi.payments.statements import SEN, Action, LineDecision, decide, is_bank_own, read_statement
from srikandi.places import District
from srikandi.pledges import Payer
from srikandi.programme.money import SettlementNotice, fund, receive
from srikandi.programme.receiving.payouts import match_payouts
from srikandi.programme.receiving.purposes import bills_for_reading, noon, purpose_of_payer
from srikandi.programme.receiving.suspense import external_name


@dataclass(frozen=True)
class Imported:
    """What came of a file."""

    statement: BankStatement
    decisions: tuple[LineDecision, ...]
    is_repeat: bool
    """The very same file was here before: nothing was added."""


@dataclass(frozen=True)
class _Desk:
    """One import at work."""

    session: Session
    account: BankAccount
    district: District
    payers: dict[str, Payer]
    by: Actor


def import_statement(session: Session, account: BankAccount, content: bytes, *, filename: str, by: Actor) -> Imported:
    """Read a file of an account and book what is new in it; the same file again adds nothing.

    Raises: statements.StatementRefused, WrongAccount.
    """
    statement = read_statement(content, filename=filename)
    account = banking.lock_account(session, account.id)
    banking.check_account(account, statement)
    bills = bills_for_reading(session, account.district_id)
    known = banking.known_file(session, account, content)
    if known is not None:
        return Imported(known, tuple(decide(statement.lines, bills=bills)), is_repeat=True)
    kept = banking.keep_file(session, account, statement, content=content, filename=filename, bills=bills, by=by)
    district = places.district_of(session, account.district_id)
    desk = _Desk(session, account, district, _payers(session, kept.new), by)
    touched = [payer.pledge_id for line, decision in kept.new for payer in _book(desk, line, decision)]
    for line, decision in kept.new:
        if decision.action is Action.REVERSE:
            _take_back(desk, line, kept.partners.get(id(decision.reverses)))
    for pledge_id in sorted(set(touched)):
        fund(session, pledge_id, by=by)
    session.flush()
    match_payouts(session, account.district_id, by=by)
    audit.record(session, "statement:import", kept.statement, by=by, new=len(kept.new), account=account.code)
    return Imported(kept.statement, kept.decisions, is_repeat=False)


def _payers(session: Session, new: Sequence[tuple[StatementLine, LineDecision]]) -> dict[str, Payer]:
    """Give the payers that get money, their pledges locked in one order so that no two imports block each other."""
    wanted = {str(part.reference) for _, decision in new for part in decision.parts}
    payers = {reference: pledges.payer_by_reference(session, reference) for reference in sorted(wanted)}
    for pledge_id in sorted({payer.pledge_id for payer in payers.values()}):
        pledges.locked(session, pledge_id)
    return payers


def _book(desk: _Desk, line: StatementLine, decision: LineDecision) -> list[Payer]:
    """Bring a line into the book, and name the payers it credits."""
    if decision.action is Action.CREDIT:
        return _credit(desk, line, decision)
    if decision.action is Action.REVIEW and _whole(line) > ZERO:
        line.journal_id = receive(desk.session, _notice(desk, line, None), by=desk.by).journal.id
    elif decision.action is Action.IGNORE and is_bank_own(decision.line) and _whole(line) != ZERO:
        line.journal_id = _book_own(desk, line).id
    return []


def _credit(desk: _Desk, line: StatementLine, decision: LineDecision) -> list[Payer]:
    credited = []
    for number, part in enumerate(decision.parts):
        amount, payer = Money(part.amount_sen // SEN), desk.payers[str(part.reference)]
        if amount <= ZERO:
            continue
        name = external_name(desk.account, line, number)
        arrival = Arrival(Route.BANK_TRANSFER, name, amount, line.booked_on)
        payment = payments.note_arrival(desk.session, purpose_of_payer(desk.session, payer), arrival, by=desk.by)
        notice = _notice(desk, line, payer, part=number, amount=amount, payment_id=payment.id)
        journal = receive(desk.session, notice, by=desk.by).journal
        payments.note_settled(desk.session, payment, journal_id=journal.id, by=desk.by)
        line.journal_id = line.journal_id or journal.id
        credited.append(payer)
    return credited


def _notice(
    desk: _Desk,
    line: StatementLine,
    payer: Payer | None,
    *,
    part: int = 0,
    amount: Money | None = None,
    payment_id: int | None = None,
) -> SettlementNotice:
    return SettlementNotice(
        reference=f"bank:{external_name(desk.account, line, part)}",
        route=Route.BANK_TRANSFER,
        payer_id=None if payer is None else payer.id,
        amount=_whole(line) if amount is None else amount,
        occurred_at=noon(desk.district, line.booked_on),
        district_id=line.district_id,
        bank_account_id=line.account_id,
        memo=line.description,
        payment_id=payment_id,
    )


def _book_own(desk: _Desk, line: StatementLine) -> Journal:
    """Interest and costs are the operator's, never a payer's."""
    cash = AccountKey(AccountKind.BANK, line.district_id, contract_id=line.account_id)
    amount = _whole(line)
    if amount > ZERO:
        arrow = Arrow(cash, AccountKey(AccountKind.ACCOUNT_INTEREST, line.district_id), amount)
    else:
        arrow = Arrow(AccountKey(AccountKind.ACCOUNT_COSTS, line.district_id), cash, -amount)
    entry = Entry(
        reference=f"bank:{external_name(desk.account, line)}",
        kind="bank_own",
        district_id=line.district_id,
        memo=line.description,
        occurred_at=noon(desk.district, line.booked_on),
        arrows=(arrow,),
        document=f"statement_line/{line.id}",
    )
    return ledger.post(desk.session, entry, by=desk.by)


def _take_back(desk: _Desk, line: StatementLine, partner: StatementLine | None) -> None:
    """Reverse what the bank took back while its money is unused; else a person decides, and the line says so.

    A line that was parted among several payers has a journal for each: no single one is what the bank took back.
    """
    if partner is None or partner.journal_id is None or partner.confirmed_by is not None:
        return
    if partner.action == Action.CREDIT and partner.reference is None:
        return
    payment = payments.by_external(desk.session, Route.BANK_TRANSFER, external_name(desk.account, partner))
    if payment is not None and payment.status is not PaymentStatus.SETTLED:
        return
    try:
        journal = desk.session.get_one(Journal, partner.journal_id)
        line.journal_id = ledger.reverse(desk.session, journal, reason=line.description, by=desk.by).id
    except (NotEnoughMoney, AlreadyReversed):
        return
    if payment is not None:
        payments.move(desk.session, payment, PaymentStatus.REVERSED, by=desk.by, reason=line.description)
    else:
        partner.action = Action.REVERSE.value
        partner.matched_payer_id = partner.matched_by = partner.matched_at = partner.match_reason = None


def _whole(line: StatementLine) -> Money:
    """Give a line's whole rupiah, its sign kept; sen stay on the statement."""
    rupiah = abs(line.amount_sen) // SEN
    return Money(rupiah if line.amount_sen > 0 else -rupiah)
