"""A credit that went to the wrong payer goes back to suspense: two people stand for it, and months nobody used wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from srikandi import ledger, payments
from srikandi.audit import Actor
from srikandi.ledger import Arrow, NotEnoughMoney
from srikandi.money import ZERO, Money, total
from srikandi.payments import LineDecided, LineProposal, Payment, PaymentStatus, ProposalKind, StatementLine, banking
from srikandi.payments.banking import Share
from srikandi.pledges import Payer, Pledge
from srikandi.programme.certificates import recertify
from srikandi.programme.money import free, freeable, fund, funds_key, months_of
from srikandi.programme.receiving.bank.deciding.writing import Matched, decided_entry, desks_of
from srikandi.programme.receiving.bank.desk import external_name, lock_pledges, sums_of
from srikandi.programme.receiving.bank.taking_back import take_back
from srikandi.programme.receiving.telling import Why, tell_gone
from srikandi.programme.refusals import MoneyReturned, MoneyUsed

CORRECTION = "correction"
CORRECTED = "Pembayaran di balik sertifikat ini ternyata milik pihak lain."


def propose_correction(session: Session, line: StatementLine, *, reason: str, by: Actor) -> LineProposal:
    """Propose that a credited line went to the wrong payer.

    Raises: LineDecided, MoneyUsed, MoneyReturned, ReasonMissing.
    """
    settled = payments.settled_by_line(session, [line.id]).get(line.id, [])
    shares = by_payer(settled)
    for one in freeable(session, shares):
        _check_free(one.amount, one.wanted)
    parts = [Share(line.id, payer_id, amount) for payer_id, amount in shares.items()]
    return banking.propose(session, [line], shares=parts, kind=ProposalKind.CORRECT, reason=reason, by=by)


def months_losing(session: Session, line_ids: Iterable[int]) -> int:
    """Say how many life-months would wait for other money if these lines' credits went back to suspense."""
    settled = [one for rows in payments.settled_by_line(session, list(line_ids)).values() for one in rows]
    return months_of(freeable(session, sums_of(settled)))


def correct(session: Session, proposal: LineProposal, lines: dict[int, StatementLine], *, by: Actor) -> Matched:
    """Do what a confirmed correction says. Raises: LineDecided, MoneyUsed, MoneyReturned."""
    settled = [one for rows in payments.settled_by_line(session, lines).values() for one in rows]
    held = lock_pledges(session, (one.pledge_id for one in settled))
    settled = [one for rows in payments.settled_by_line(session, lines).values() for one in rows]
    set_free(session, settled, held, by=by)
    desks = desks_of(session, lines.values(), by=by)
    entries = []
    for one in settled:
        line = lines[one.statement_line_id or 0]
        desk = desks[line.account_id]
        name = f"{external_name(desk.account, line)}|c{proposal.id}.{one.id}"
        arrow = Arrow(funds_key(held[one.pledge_id], one.organisation_id), desk.suspense, one.amount)
        entries.append(decided_entry(name, line, arrow, kind=CORRECTION, memo=proposal.reason, pledge_id=one.pledge_id))
    try:
        ledger.post_many(session, entries, by=by)
    except NotEnoughMoney as error:
        raise MoneyUsed(wanted=total([one.amount for one in settled]), free=ZERO) from error
    payments.move_all(session, settled, PaymentStatus.REVERSED, by=by, reason=proposal.reason)
    tell_gone(session, settled, why=Why.CORRECTED)
    for line in lines.values():
        banking.note_suspense(session, line)
        take_back(desks[line.account_id], banking.returns_of(session, [line.id]))
    fundings = [fund(session, pledge_id, by=by) for pledge_id in sorted(held)]
    for pledge_id in sorted(held):
        recertify(session, pledge_id, reason=CORRECTED, by=by)
    return Matched([one.id for one in settled], fundings)


def set_free(session: Session, settled: Sequence[Payment], held: Mapping[int, Pledge], *, by: Actor) -> None:
    """Set the money of these payments free where nobody has used it. Raises: LineDecided, MoneyUsed, MoneyReturned."""
    for payer_id, amount in sorted(by_payer(settled).items()):
        payer = session.get_one(Payer, payer_id)
        _check_free(free(session, held[payer.pledge_id], payer, wanted=amount, by=by), amount)


def by_payer(settled: Sequence[Payment]) -> dict[int, Money]:
    """Add up what each payer got, none of which has gone back. Raises: LineDecided, MoneyReturned."""
    if not settled:
        raise LineDecided
    if any(one.refunded for one in settled):
        raise MoneyReturned
    return sums_of(settled)


def _check_free(found: Money, wanted: Money) -> None:
    if found < wanted:
        raise MoneyUsed(wanted=wanted, free=found)
