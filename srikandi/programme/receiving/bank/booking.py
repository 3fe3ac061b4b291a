"""The kept lines of a statement go into the book, thousands in a few statements: each once, wherever it stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import audit, ledger, payments
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import ZERO, Money
from srikandi.payments import BankArrival, BankStatement, Purpose, StatementLine, banking
from srikandi.payments.statements import SEN, Action, is_bank_own
from srikandi.pledges import Payer, Pledge
from srikandi.programme.money import fund, funds_key
from srikandi.programme.receiving.bank.desk import Desk, desk_of, external_name, lock_pledges, payers_by_reference
from srikandi.programme.receiving.bank.taking_back import pledges_of_partners, take_back
from srikandi.programme.receiving.payouts import match_payouts
from srikandi.programme.receiving.purposes import noon

AT_A_TIME = 2000
RECEIPT, BANK_OWN = "receipt", "bank_own"


@dataclass(frozen=True, slots=True)
class _Share:
    """What one payer gets of a line."""

    line: StatementLine
    payer: Payer
    amount: Money
    name: str


def book_next(session: Session, statement: BankStatement, *, by: Actor, at_most: int = AT_A_TIME) -> bool:
    """Bring the next lines of a statement into the book; false when there were none left.

    What comes in is not put to use yet: what a bank takes back at once never funds a month.
    """
    account = banking.lock_account(session, statement.account_id)
    lines = banking.lines_to_book(session, statement, at_most=at_most)
    desk = desk_of(session, account, by=by)
    if not lines:
        _follow_late(desk, statement)
        return False
    shares, held = _shares(desk, lines)
    ledger.post_many(session, list(_entries(desk, lines, shares, held)), by=by)
    banking.note_journals(session, account, lines)
    _note_payments(desk, shares)
    take_back(desk, [line for line in lines if line.action == Action.REVERSE])
    banking.note_done(session, statement, lines)
    return True


def _follow_late(desk: Desk, statement: BankStatement) -> None:
    """Take back what files that came before this one had told already."""
    late = banking.late_returns(desk.session, statement)
    if late and statement.finished_at is None:
        lock_pledges(desk.session, pledges_of_partners(desk.session, late))
        take_back(desk, late)


def fund_next(session: Session, pledge_ids: Sequence[int], *, by: Actor) -> None:
    """Put what came in to use for these pledges, in the one order everybody takes them."""
    for pledge_id in sorted(pledge_ids):
        fund(session, pledge_id, by=by)


def finish(session: Session, statement: BankStatement, *, by: Actor) -> None:
    """Say that a statement is booked and its money at work; what a card provider paid out is told apart by then."""
    banking.note_finished(session, statement)
    match_payouts(session, statement.district_id, by=by)
    counts = banking.counts_of(session, statement).by_action
    audit.record(session, "statement:import", statement, by=by, new=statement.lines_new, actions=counts)


def _shares(desk: Desk, lines: Sequence[StatementLine]) -> tuple[dict[int, list[_Share]], dict[int, Pledge]]:
    """Give what each payer gets of each line, and the pledges held for all that happens to these lines."""
    written = {line.id: list(_written(line)) for line in lines if line.action == Action.CREDIT}
    payers = payers_by_reference(desk.session, (name for parts in written.values() for name, _ in parts))
    touched = {payer.pledge_id for payer in payers.values()} | pledges_of_partners(desk.session, lines)
    held = lock_pledges(desk.session, touched)
    shares = {
        line.id: [
            _Share(line, payers[reference], Money(sen // SEN), external_name(desk.account, line, number))
            for number, (reference, sen) in enumerate(written[line.id])
        ]
        for line in lines
        if line.id in written
    }
    return shares, held


def _written(line: StatementLine) -> Iterator[tuple[str, int]]:
    """Give the references of a line with their sums in sen, those of less than a rupiah left out."""
    parts = line.parts or ([(line.reference, line.amount_sen)] if line.reference else [])
    yield from ((reference, sen) for reference, sen in parts if sen >= SEN)


def _entries(
    desk: Desk, lines: Sequence[StatementLine], shares: dict[int, list[_Share]], held: dict[int, Pledge]
) -> Iterator[Entry]:
    for line in lines:
        if line.action == Action.CREDIT:
            for share in shares[line.id]:
                pledge = held[share.payer.pledge_id]
                owner = funds_key(pledge, share.payer.organisation_id)
                yield _entry(desk, line, Arrow(desk.cash, owner, share.amount), name=share.name, pledge=pledge)
        elif line.action == Action.REVIEW and line.amount_sen >= SEN:
            yield _entry(desk, line, Arrow(desk.cash, desk.suspense, banking.whole(line)))
        elif line.action == Action.IGNORE and banking.whole(line) > ZERO and is_bank_own(banking.as_read(line)):
            yield _entry(desk, line, _own(desk, line), kind=BANK_OWN)


def _own(desk: Desk, line: StatementLine) -> Arrow:
    """Interest and costs are the operator's, never a payer's."""
    if line.amount_sen > 0:
        return Arrow(desk.cash, AccountKey(AccountKind.ACCOUNT_INTEREST, line.district_id), banking.whole(line))
    return Arrow(AccountKey(AccountKind.ACCOUNT_COSTS, line.district_id), desk.cash, banking.whole(line))


def _entry(
    desk: Desk,
    line: StatementLine,
    arrow: Arrow,
    *,
    kind: str = RECEIPT,
    name: str | None = None,
    pledge: Pledge | None = None,
) -> Entry:
    return Entry(
        reference=f"bank:{name or external_name(desk.account, line)}",
        kind=kind,
        district_id=line.district_id,
        memo=line.description or external_name(desk.account, line),
        occurred_at=noon(desk.district, line.booked_on),
        arrows=(arrow,),
        document=f"statement_line/{line.id}",
        contract_id=None if pledge is None else pledge.id,
    )


def _note_payments(desk: Desk, shares: dict[int, list[_Share]]) -> None:
    arrived = [
        BankArrival(
            Purpose(share.line.district_id, share.payer.pledge_id, share.payer.id, share.payer.organisation_id),
            share.name,
            share.amount,
            share.line.booked_on,
            share.line.id,
        )
        for parts in shares.values()
        for share in parts
    ]
    payments.note_bank_arrivals(desk.session, arrived, by=desk.by)
