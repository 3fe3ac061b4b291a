"""An organisation answers for itself, and the leader proposes again; when all have said yes, they are payers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations, tariffs
from srikandi.audit import Actor
from srikandi.places import District
from srikandi.pledges import sharing
from srikandi.pledges.holds import locked_with_pool
from srikandi.pledges.joining.condition import meet_if_due
from srikandi.pledges.models import Pledge, PledgeStatus
from srikandi.pledges.offers import (
    Share,
    Terms,
    ask_for_shares,
    check_payers,
    check_shares,
    content_hash,
    quote,
    write_payers,
)
from srikandi.pledges.refusals import HoldExpired, PledgeMoved
from srikandi.pledges.sharing import Answer, ProposalStatus, ShareLine, ShareProposal


def accept_share(session: Session, pledge: Pledge, *, by: Actor) -> Pledge:
    """Say yes to the own share; the last yes makes everybody a payer, with reference and instalments.

    Raises: PledgeMoved, HoldExpired, NothingToAnswer, AnswerTooLate, NotAsked, and what may not pledge at all.
    """
    pledge, proposal, line = _asked(session, pledge, by=by)
    district = session.get_one(District, pledge.district_id)
    organisations.check_may_pledge(session, line.organisation_id, on=clock.today(district.zone))
    _note(session, line, Answer.ACCEPTED, reason=None, by=by)
    audit.record(session, "share:accept", pledge, by=by, organisation=line.organisation_id, share=line.share.rupiah)
    _settle(session, pledge, proposal, by=by)
    return pledge


def decline_share(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> Pledge:
    """Say no to the own share, with a reason the leader reads. Raises: AnswerReasonMissing, and as `accept_share`."""
    if not reason.strip():
        raise sharing.AnswerReasonMissing(field="reason")
    pledge, _, line = _asked(session, pledge, by=by)
    _note(session, line, Answer.DECLINED, reason=reason.strip(), by=by)
    audit.record(session, "share:decline", pledge, by=by, reason=reason.strip(), organisation=line.organisation_id)
    return pledge


def reshape_shares(session: Session, pledge: Pledge, shares: Sequence[Share], *, reason: str, by: Actor) -> Pledge:
    """Propose other payers or other shares; who agreed to the same share before need not answer again.

    Raises: NotTheLeader, PledgeMoved, HoldExpired, NothingToAnswer, PayerNotAccepted, SharesDoNotAddUp.
    """
    pledge, proposal = _open(session, pledge)
    if by.organisation_id != pledge.company_id:
        raise sharing.NotTheLeader
    if proposal.status is not ProposalStatus.OPEN:
        raise sharing.NothingToAnswer
    district = session.get_one(District, pledge.district_id)
    check_payers(session, shares, company_id=pledge.company_id, district=district)
    price = tariffs.amount(session, pledge.tariff_basis, month=pledge.start_month)
    check_shares(tuple(shares), month=pledge.start_month, price=price)
    proposal = ask_for_shares(session, pledge, shares, reason=reason.strip(), by=by)
    audit.record(session, "share:propose", pledge, by=by, version=proposal.version, reason=reason.strip())
    _settle(session, pledge, proposal, by=by)
    return pledge


def _open(session: Session, pledge: Pledge) -> tuple[Pledge, ShareProposal]:
    pledge = locked_with_pool(session, pledge)
    if pledge.status is not PledgeStatus.OFFERED:
        raise PledgeMoved
    if pledge.hold_until <= clock.now():
        raise HoldExpired
    proposal = sharing.live_of(session, pledge.id)
    if proposal is None:
        raise sharing.NothingToAnswer
    return pledge, proposal


def _asked(session: Session, pledge: Pledge, *, by: Actor) -> tuple[Pledge, ShareProposal, ShareLine]:
    """Hold the pledge and give the line of whoever this person speaks for."""
    own = organisations.spoken_for(session, by, district_id=pledge.district_id)
    pledge, proposal = _open(session, pledge)
    line = next((one for one in sharing.lines_of(session, proposal) if one.organisation_id == own), None)
    if line is None or own == pledge.company_id:
        raise sharing.NotAsked
    if proposal.status is not ProposalStatus.OPEN:
        raise sharing.NothingToAnswer
    if proposal.answer_until <= clock.now():
        raise sharing.AnswerTooLate
    return pledge, proposal, line


def _note(session: Session, line: ShareLine, answer: Answer, *, reason: str | None, by: Actor) -> None:
    line.answer, line.reason, line.answered_by, line.answered_at = answer, reason, by.user_id, clock.now()
    session.flush()


def _settle(session: Session, pledge: Pledge, proposal: ShareProposal, *, by: Actor) -> None:
    """Once nobody's yes is missing, turn the proposal into payers and fix what an approval binds to."""
    lines = sharing.lines_of(session, proposal)
    if any(line.answer is not Answer.ACCEPTED for line in lines):
        return
    shares = tuple(Share(line.organisation_id, line.share) for line in lines)
    on = clock.today(session.get_one(District, pledge.district_id).zone)
    terms = terms_of(pledge, shares)
    write_payers(session, pledge, quote(session, terms, district_id=pledge.district_id, on=on))
    proposal.status = ProposalStatus.AGREED
    pledge.content_hash = content_hash(session, pledge)
    session.flush()
    audit.record(session, "share:agree", pledge, by=by, version=proposal.version, payers=len(lines))
    meet_if_due(session, pledge, by=by)


def terms_of(pledge: Pledge, shares: tuple[Share, ...]) -> Terms:
    """Give what was promised as the form said it, with these shares."""
    return Terms(
        pool_id=pledge.pool_id,
        lives=pledge.lives,
        months=pledge.months,
        start_month=pledge.start_month,
        tariff_basis=pledge.tariff_basis,
        frequency=pledge.frequency,
        succession_rule=pledge.succession_rule,
        villages=tuple(pledge.villages),
        shares=shares,
        form_key=pledge.form_key,
    )
