"""A bank takes money back: the book follows wherever it stands; what is used for good waits for a person.

Months that are in no file yet lose their money and wait for other, as when a card's money is taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger, payments
from srikandi.i18n import N_
from srikandi.ledger import Arrow, Entry, NotEnoughMoney
from srikandi.money import SEN
from srikandi.payments import Payment, PaymentStatus, StatementLine, banking
from srikandi.payments.banking import KeptLine
from srikandi.pledges import Pledge
from srikandi.programme.certificates import recertify
from srikandi.programme.money import free, freeable, fund, funds_key
from srikandi.programme.receiving.bank.desk import Desk, external_name, sums_of
from srikandi.programme.receiving.purposes import noon
from srikandi.programme.receiving.telling import Why, tell_gone

TAKEN_BACK = "taken_back"
GONE = N_("Bank menarik uangnya kembali.")
FOLLOWED = N_("Uangnya ditemukan, dan penarikan ini sudah dibukukan dengan sendirinya.")


@dataclass(frozen=True)
class _Return:
    """One line that takes another back, and where the other's money stands now."""

    line: StatementLine
    partner: StatementLine
    payments: list[Payment]
    entry: Entry


def pledges_of_partners(session: Session, lines: Sequence[StatementLine | KeptLine]) -> set[int]:
    """Give the pledges whose money these lines may take back: to be held before anything is booked."""
    partners = [line.reverses_id for line in lines if line.reverses_id is not None]
    asked = payments.settled_by_line(session, partners)
    return {one.pledge_id for found in asked.values() for one in found}


def take_back(desk: Desk, lines: Sequence[StatementLine]) -> None:
    """Follow what the bank took back, all at once where it can be, else line by line; what is used stays to be decided.

    The journal carries the day of the bank's own line, so that the book agrees with the statement day by day.
    """
    returns = _returns(desk, lines)
    if not returns:
        return
    freed: set[int] = set()
    try:
        journals = ledger.post_many(desk.session, [one.entry for one in returns], by=desk.by)
    except NotEnoughMoney:
        journals, freed = _posted(desk, returns)
    returns = [one for one in returns if one.entry.reference in journals]
    if returns:
        _note(desk, returns, journals)
    for pledge_id in sorted(freed):
        fund(desk.session, pledge_id, by=desk.by)
        recertify(desk.session, pledge_id, reason=GONE, by=desk.by)


def _returns(desk: Desk, lines: Sequence[StatementLine]) -> list[_Return]:
    wanted = [line for line in lines if line.reverses_id is not None and line.amount_sen <= -SEN]
    partners = banking.lines_by_id(desk.session, [line.reverses_id for line in wanted if line.reverses_id is not None])
    settled = payments.settled_by_line(desk.session, list(partners))
    ids = {one.pledge_id for found in settled.values() for one in found}
    pledges = {one.id: one for one in desk.session.scalars(select(Pledge).where(Pledge.id.in_(ids)))}
    taken: defaultdict[int, int] = defaultdict(int)
    returns = []
    for line in wanted:
        partner = partners[line.reverses_id or 0]
        arrows = _arrows(desk, partner, settled.get(partner.id, []), pledges)
        taken[partner.id] += 1
        if arrows and taken[partner.id] == 1:
            returns.append(_Return(line, partner, settled.get(partner.id, []), _entry(desk, line, arrows)))
    return returns


def _arrows(
    desk: Desk, partner: StatementLine, settled: Sequence[Payment], pledges: dict[int, Pledge]
) -> tuple[Arrow, ...]:
    """Draw the money back from its payers, or from suspense; nothing, when it stands in neither or some went back."""
    if any(one.refunded for one in settled):
        return ()
    if settled:
        return tuple(
            Arrow(funds_key(pledges[one.pledge_id], one.organisation_id), desk.cash, one.amount) for one in settled
        )
    return (Arrow(desk.suspense, desk.cash, banking.whole(partner)),) if banking.waits(partner) else ()


def _entry(desk: Desk, line: StatementLine, arrows: tuple[Arrow, ...]) -> Entry:
    return Entry(
        reference=f"bank:{external_name(desk.account, line)}",
        kind=TAKEN_BACK,
        district_id=line.district_id,
        memo=line.description or external_name(desk.account, line),
        occurred_at=noon(desk.district, line.booked_on),
        arrows=arrows,
        document=f"statement_line/{line.id}",
    )


def _posted(desk: Desk, returns: Sequence[_Return]) -> tuple[dict[str, int], set[int]]:
    """Book one by one what is there or can be set free; give the journals, and the promises that lost months' money."""
    journals: dict[str, int] = {}
    freed: set[int] = set()
    for one in returns:
        with suppress(NotEnoughMoney):
            freed |= _set_free(desk, one.payments)
            journals[one.entry.reference] = ledger.post(desk.session, one.entry, by=desk.by).id
    return journals, freed


def _set_free(desk: Desk, settled: Sequence[Payment]) -> set[int]:
    """Take the money of a return off months nobody has used, if that is enough for it; give the promises of those."""
    found = freeable(desk.session, sums_of(settled))
    if not all(one.is_enough for one in found):
        return set()
    for one in found:
        pledge = desk.session.get_one(Pledge, one.payer.pledge_id)
        free(desk.session, pledge, one.payer, wanted=one.wanted, by=desk.by)
    return {one.payer.pledge_id for one in found if one.months}


def _note(desk: Desk, returns: Sequence[_Return], journals: dict[str, int]) -> None:
    banking.note_journals(desk.session, [(one.line.id, journals[one.entry.reference]) for one in returns])
    for one in returns:
        desk.session.expire(one.line, ["journal_id"])
    gone = [payment for one in returns for payment in one.payments]
    payments.move_all(desk.session, gone, PaymentStatus.REVERSED, by=desk.by, reason=returns[0].line.description)
    tell_gone(desk.session, gone, why=Why.TAKEN_BACK)
    banking.withdraw_write_offs_of(desk.session, [one.line.id for one in returns], reason=FOLLOWED, by=desk.by)
    partners = [one.partner.id for one in returns]
    banking.withdraw_of(desk.session, partners, reason=GONE, by=desk.by)
    banking.note_taken_back(desk.session, [one.partner.id for one in returns if not one.payments])
