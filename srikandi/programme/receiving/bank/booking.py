"""The kept lines of a statement go into the book, thousands in a few statements: each once, wherever it stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import audit, ledger, payments
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import SEN, ZERO, Money
from srikandi.payments import BankArrival, BankStatement, banking
from srikandi.payments.banking import KeptLine
from srikandi.payments.statements import Action, is_bank_own
from srikandi.programme.money import fund
from srikandi.programme.receiving.bank.deciding import follow_written_off
from srikandi.programme.receiving.bank.desk import (
    Desk,
    Owner,
    desk_of,
    external_name,
    hold_pledges,
    owners_by_reference,
)
from srikandi.programme.receiving.bank.taking_back import pledges_of_partners, take_back
from srikandi.programme.receiving.payouts import match_payouts
from srikandi.programme.receiving.purposes import noon

AT_A_TIME = 5000
RECEIPT, BANK_OWN = "receipt", "bank_own"


@dataclass(frozen=True, slots=True)
class _Share:
    """What one payer gets of a line, and the line's name for it."""

    line: KeptLine
    owner: Owner
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
    shares = _shares(desk, lines)
    journals = ledger.post_many(session, list(_entries(desk, lines, shares)), by=by)
    _note_journals(desk, lines, journals)
    _note_payments(desk, shares, journals)
    back = banking.lines_by_id(session, (line.id for line in lines if line.action == Action.REVERSE))
    take_back(desk, [back[line.id] for line in lines if line.id in back])
    banking.note_done(session, statement, lines)
    return True


def _follow_late(desk: Desk, statement: BankStatement) -> None:
    """Take back what files that came before this one had told already."""
    if statement.finished_at is not None:
        return
    late = banking.late_returns(desk.session, statement)
    decided = banking.late_written_off(desk.session, statement)
    hold_pledges(desk.session, pledges_of_partners(desk.session, [*late, *decided]))
    take_back(desk, late)
    follow_written_off(desk, decided)


def fund_next(session: Session, pledge_ids: Sequence[int], *, by: Actor) -> None:
    """Put what came in to use for these pledges, in the one order everybody takes them."""
    for pledge_id in sorted(pledge_ids):
        fund(session, pledge_id, by=by)


def finish(session: Session, statement: BankStatement, *, by: Actor) -> None:
    """Say that a statement is booked and its money at work; what a card provider paid out is told apart by then."""
    banking.note_finished(session, statement)
    match_payouts(session, by=by)
    counts = banking.counts_of(session, statement).by_action
    audit.record(session, "statement:import", statement, by=by, new=statement.lines_new, actions=counts)


def _shares(desk: Desk, lines: Sequence[KeptLine]) -> dict[int, list[_Share]]:
    """Give what each payer gets of each line; the pledges of all that happens to these lines are held from now on."""
    written = {line.id: list(_written(line)) for line in lines if line.action == Action.CREDIT}
    owners = owners_by_reference(desk.session, {name for parts in written.values() for name, _ in parts})
    touched = {owner.purpose.pledge_id for owner in owners.values()}
    hold_pledges(desk.session, touched | pledges_of_partners(desk.session, lines))
    return {
        line.id: [
            _Share(line, owners[reference], Money(sen // SEN), external_name(desk.account, line, number))
            for number, (reference, sen) in enumerate(written[line.id])
        ]
        for line in lines
        if line.id in written
    }


def _written(line: KeptLine) -> Iterator[tuple[str, int]]:
    """Give the references of a line with their sums in sen, those of less than a rupiah left out."""
    parts = line.parts or ([(line.reference, line.amount_sen)] if line.reference else [])
    return ((reference, sen) for reference, sen in parts if sen >= SEN)


def _entries(desk: Desk, lines: Sequence[KeptLine], shares: dict[int, list[_Share]]) -> Iterator[Entry]:
    cash, suspense = desk.cash, desk.suspense
    for line in lines:
        if line.action == Action.CREDIT:
            for share in shares[line.id]:
                yield _entry(desk, line, Arrow(cash, share.owner.funds, share.amount), share=share)
        elif line.action == Action.REVIEW and line.amount_sen >= SEN:
            yield _entry(desk, line, Arrow(cash, suspense, banking.whole(line)))
        elif line.action == Action.IGNORE and banking.whole(line) > ZERO and is_bank_own(line):
            yield _entry(desk, line, _own(desk, line), kind=BANK_OWN)


def _own(desk: Desk, line: KeptLine) -> Arrow:
    """Interest and costs are the operator's, never a payer's."""
    if line.amount_sen > 0:
        return Arrow(desk.cash, AccountKey(AccountKind.ACCOUNT_INTEREST, line.district_id), banking.whole(line))
    return Arrow(AccountKey(AccountKind.ACCOUNT_COSTS, line.district_id), desk.cash, banking.whole(line))


def _entry(desk: Desk, line: KeptLine, arrow: Arrow, *, kind: str = RECEIPT, share: _Share | None = None) -> Entry:
    name = external_name(desk.account, line) if share is None else share.name
    return Entry(
        reference=f"bank:{name}",
        kind=kind,
        district_id=line.district_id,
        memo=line.description or external_name(desk.account, line),
        occurred_at=noon(desk.district, line.booked_on),
        arrows=(arrow,),
        document=f"statement_line/{line.id}",
        contract_id=None if share is None else share.owner.purpose.pledge_id,
    )


def _note_journals(desk: Desk, lines: Sequence[KeptLine], journals: dict[str, int]) -> None:
    """Let each line name the journal that bears its name."""
    named = ((line.id, journals.get(f"bank:{external_name(desk.account, line)}")) for line in lines)
    banking.note_journals(desk.session, ((line, journal) for line, journal in named if journal is not None))


def _note_payments(desk: Desk, shares: dict[int, list[_Share]], journals: dict[str, int]) -> None:
    arrived = (
        BankArrival(
            share.owner.purpose,
            share.name,
            share.amount,
            share.line.booked_on,
            share.line.id,
            journals[f"bank:{share.name}"],
        )
        for parts in shares.values()
        for share in parts
    )
    payments.note_bank_arrivals(desk.session, arrived, by=desk.by)
