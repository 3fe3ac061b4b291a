"""A bank took back what had been used: two people book it, from what its payers still have, the rest as a loss.

On the bank's day the operator bears all of it, so that the book agrees with the statement. What is made good comes out
of its payers' money on the day it is decided, for that is the day their months are set free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from srikandi import clock, ledger, payments
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import ZERO, Money
from srikandi.payments import BankAccount, LineWriteOff, Payment, PaymentStatus, StatementLine, banking
from srikandi.pledges import Payer, Pledge
from srikandi.programme.certificates import recertify
from srikandi.programme.money import Funding, free, fund, funds_key
from srikandi.programme.receiving.bank.deciding.bearing import bearing_of, credited_with, wanted_of
from srikandi.programme.receiving.bank.desk import Desk, desk_of, external_name, lock_pledges, sums_of
from srikandi.programme.receiving.bank.taking_back import GONE, TAKEN_BACK
from srikandi.programme.receiving.purposes import noon
from srikandi.programme.receiving.telling import Why, tell_gone
from srikandi.programme.refusals import BearingMoved, RefundOnItsWay

MADE_GOOD = "made_good"


def confirm_write_off(session: Session, write_off: LineWriteOff, *, seen_hash: str, by: Actor) -> list[Funding]:
    """Book what somebody else proposed to write off, as it was shown: `seen_hash` is its `Bearing.content_hash`.

    Raises: RefundOnItsWay, BearingMoved and what `banking.hold_write_off` raises.
    """
    line = banking.hold_write_off(session, write_off, by=by)
    held = lock_pledges(session, (one.pledge_id for one in credited_with(session, line)))
    paid = credited_with(session, line, hold=True)
    bearing = bearing_of(session, line, paid)
    if bearing.on_their_way:
        raise RefundOnItsWay
    if bearing.content_hash != seen_hash:
        raise BearingMoved
    desk = desk_of(session, session.get_one(BankAccount, line.account_id), by=by)
    banking.confirm_write_off(session, write_off, line, credited=sums_of(paid), by=by)
    _book_loss(desk, line, reason=write_off.reason)
    _make_good(desk, line, write_off, wanted=wanted_of(session, paid), held=held)
    banking.withdraw_of(session, [line.reverses_id] if line.reverses_id else [], reason=GONE, by=by)
    return _let_go(session, paid, held, reason=write_off.reason, by=by)


def follow_written_off(desk: Desk, lines: Sequence[StatementLine]) -> None:
    """Let written-off lines, whose credit only now came to light, take their money where it stands: no loss after all.

    The account and the credits' promises are held. Whoever brings a credit puts nothing of it to use before this.
    """
    for line in lines:
        write_off = banking.write_off_of(desk.session, line)
        partner = desk.session.get_one(StatementLine, line.reverses_id)
        if write_off is None or banking.payers_of_write_off(desk.session, write_off):
            continue
        held = lock_pledges(desk.session, (one.pledge_id for one in credited_with(desk.session, line)))
        paid = credited_with(desk.session, line, hold=True)
        if paid:
            banking.name_payers(desk.session, write_off, sums_of(paid))
            _make_good(desk, line, write_off, wanted=wanted_of(desk.session, paid), held=held)
            _let_go(desk.session, paid, held, reason=write_off.reason, by=desk.by)
        elif banking.waits(partner):
            _out_of_suspense(desk, line, partner, write_off)


def _book_loss(desk: Desk, line: StatementLine, *, reason: str) -> None:
    """Follow the bank on its own day: for now all of it is the operator's."""
    entry = Entry(
        reference=f"bank:{external_name(desk.account, line)}",
        kind=TAKEN_BACK,
        district_id=line.district_id,
        memo=reason,
        occurred_at=noon(desk.district, line.booked_on),
        arrows=(Arrow(_losses(desk), desk.cash, banking.whole(line)),),
        document=f"statement_line/{line.id}",
    )
    journal = ledger.post(desk.session, entry, by=desk.by)
    banking.note_journals(desk.session, [(line.id, journal.id)])
    desk.session.expire(line, ["journal_id"])


def _make_good(
    desk: Desk, line: StatementLine, write_off: LineWriteOff, *, wanted: Mapping[int, Money], held: Mapping[int, Pledge]
) -> None:
    """Take what the payers have unused, today; months that are in no file wait for other money."""
    arrows, taken = [], []
    for part in banking.payers_of_write_off(desk.session, write_off):
        amount = wanted.get(part.payer_id, ZERO)
        payer = desk.session.get_one(Payer, part.payer_id)
        pledge = held[payer.pledge_id]
        found = min(free(desk.session, pledge, payer, wanted=amount, by=desk.by), amount) if amount > ZERO else ZERO
        if found > ZERO:
            arrows.append(Arrow(funds_key(pledge, payer.organisation_id), _losses(desk), found))
            taken.append((part, found))
    if arrows:
        _post_made_good(desk, line, write_off, arrows)
    for part, found in taken:
        banking.note_made_good(desk.session, write_off, part, found, by=desk.by)


def _out_of_suspense(desk: Desk, line: StatementLine, partner: StatementLine, write_off: LineWriteOff) -> None:
    amount = banking.whole(partner)
    _post_made_good(desk, line, write_off, [Arrow(desk.suspense, _losses(desk), amount)])
    banking.note_made_good(desk.session, write_off, None, amount, by=desk.by)
    banking.withdraw_of(desk.session, [partner.id], reason=GONE, by=desk.by)
    banking.note_taken_back(desk.session, [partner.id])


def _post_made_good(desk: Desk, line: StatementLine, write_off: LineWriteOff, arrows: Sequence[Arrow]) -> None:
    entry = Entry(
        reference=f"bank:{made_good_name(desk.account, line)}",
        kind=MADE_GOOD,
        district_id=line.district_id,
        memo=write_off.reason,
        occurred_at=clock.now(),
        arrows=tuple(arrows),
        document=f"statement_line/{line.id}",
    )
    ledger.post(desk.session, entry, by=desk.by)


def made_good_name(account: BankAccount, line: StatementLine) -> str:
    """Give the name under which a line that was written off is made good."""
    return f"{external_name(account, line)}|w"


def _let_go(
    session: Session, paid: Sequence[Payment], held: Mapping[int, Pledge], *, reason: str, by: Actor
) -> list[Funding]:
    """Say of payments that the bank has them back, and put what their promises still have to use."""
    payments.move_all(session, paid, PaymentStatus.REVERSED, by=by, reason=reason)
    tell_gone(session, paid, why=Why.TAKEN_BACK)
    fundings = [fund(session, pledge_id, by=by) for pledge_id in sorted(held)]
    for pledge_id in sorted(held):
        recertify(session, pledge_id, reason=GONE, by=by)
    return fundings


def _losses(desk: Desk) -> AccountKey:
    return AccountKey(AccountKind.OPERATOR_LOSSES, desk.district.id)
