"""Money nobody awaited finds its payers: one person proposes, another confirms, and only then it moves.

One line may be split over several payers, several lines may be joined for one; what is wrong is taken back before it is
confirmed, and afterwards corrected by a dated journal that two people stand for as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import ledger, payments, pledges
from srikandi.audit import Actor
from srikandi.ledger import Arrow
from srikandi.money import Money
from srikandi.payments import (
    BankArrival,
    LineDecided,
    LineProposal,
    ProposalKind,
    ProposalPart,
    Purpose,
    StatementLine,
    banking,
    refunding,
)
from srikandi.payments.banking import Share
from srikandi.pledges import Payer, Pledge
from srikandi.programme.money import fund, funds_key
from srikandi.programme.receiving.bank.deciding.correcting import correct
from srikandi.programme.receiving.bank.deciding.writing import Matched, decided_entry, desks_of
from srikandi.programme.receiving.bank.desk import external_name, lock_pledges

IDENTIFICATION = "identification"


def match_line(session: Session, line: StatementLine, *, payer_id: int, reason: str, by: Actor) -> LineProposal:
    """Propose whose the money of a line is. Raises: pledges.PayerUnknown and what `banking.propose` raises."""
    return join_lines(session, [line], payer_id=payer_id, reason=reason, by=by)


def join_lines(
    session: Session, lines: Sequence[StatementLine], *, payer_id: int, reason: str, by: Actor
) -> LineProposal:
    """Propose that several lines are one payer's. Raises: pledges.PayerUnknown and what `banking.propose` raises."""
    shares = [Share(line.id, payer_id, banking.whole(line)) for line in lines]
    return _propose(session, lines, shares, reason=reason, by=by)


def split_line(
    session: Session, line: StatementLine, *, shares: Mapping[int, Money], reason: str, by: Actor
) -> LineProposal:
    """Propose that a line is several payers', each with a sum. Raises: payments.SharesDiffer and as `match_line`."""
    parts = [Share(line.id, payer_id, amount) for payer_id, amount in shares.items()]
    return _propose(session, [line], parts, reason=reason, by=by)


def confirm_proposal(session: Session, proposal: LineProposal, *, by: Actor) -> Matched:
    """Do what somebody else proposed: move the money to its payers, or back to suspense.

    A refund that has bounced is `refunds.confirm_return`'s. Raises: LineDecided, MatcherConfirms, MoneyUsed,
    MoneyReturned.
    """
    if refunding.returned_by(session, proposal.id) is not None:
        raise LineDecided
    lines = {line.id: line for line in banking.confirm(session, proposal, by=by)}
    parts = banking.parts_of(session, proposal)
    if proposal.kind is ProposalKind.MATCH:
        return _match(session, proposal, parts, lines, by=by)
    return correct(session, proposal, lines, by=by)


def _propose(
    session: Session, lines: Sequence[StatementLine], shares: Sequence[Share], *, reason: str, by: Actor
) -> LineProposal:
    wanted = {one.payer_id for one in shares}
    seen = pledges.visible_to(by).with_only_columns(Pledge.id, Pledge.district_id).subquery()
    known = session.execute(
        select(Payer.id, seen.c.district_id).join(seen, seen.c.id == Payer.pledge_id).where(Payer.id.in_(wanted))
    ).all()
    districts = {line.district_id for line in lines}
    if {payer for payer, _ in known} != wanted or {district for _, district in known} - districts:
        raise pledges.PayerUnknown
    return banking.propose(session, lines, shares=shares, kind=ProposalKind.MATCH, reason=reason, by=by)


def _match(
    session: Session,
    proposal: LineProposal,
    parts: Sequence[ProposalPart],
    lines: dict[int, StatementLine],
    *,
    by: Actor,
) -> Matched:
    payers = _payers(session, parts)
    held = lock_pledges(session, (payer.pledge_id for payer in payers.values()))
    desks = desks_of(session, lines.values(), by=by)
    entries, arriving = [], []
    for part in parts:
        line, payer = lines[part.line_id], payers[part.payer_id]
        desk, pledge = desks[line.account_id], held[payer.pledge_id]
        name = f"{external_name(desk.account, line)}|p{part.id}"
        arrow = Arrow(desk.suspense, funds_key(pledge, payer.organisation_id), part.amount)
        entries.append(decided_entry(name, line, arrow, kind=IDENTIFICATION, memo=proposal.reason, pledge_id=pledge.id))
        purpose = Purpose(line.district_id, pledge.id, payer.id, payer.organisation_id)
        arriving.append((purpose, name, part.amount, line.booked_on, line.id))
    journals = ledger.post_many(session, entries, by=by)
    payments.note_bank_arrivals(session, (BankArrival(*one, journals[f"bank:{one[1]}"]) for one in arriving), by=by)
    made = payments.bank_arrivals(session, [name for _, name, *_ in arriving])
    for part, payment_id in zip(parts, made, strict=True):
        part.payment_id = payment_id
    for line in lines.values():
        owners = {payers[part.payer_id].reference for part in parts if part.line_id == line.id}
        banking.note_credited(session, line, reference=owners.pop() if len(owners) == 1 else None)
    return Matched(made, [fund(session, pledge_id, by=by) for pledge_id in sorted(held)])


def _payers(session: Session, parts: Sequence[ProposalPart]) -> dict[int, Payer]:
    asked = select(Payer).where(Payer.id.in_({part.payer_id for part in parts}))
    return {payer.id: payer for payer in session.scalars(asked)}
