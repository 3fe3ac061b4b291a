"""A threshold comes into force by two people who have each read the decree."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.errors import NotAllowed
from srikandi.places.uhc.actions import NewThreshold, Way, ask_for, check_fit, columns_of
from srikandi.places.uhc.models import UhcProposal, UhcThreshold
from srikandi.places.uhc.refusals import DropReasonMissing, ProposalDecided, ProposalUnknown, SameReader


def propose(session: Session, new: NewThreshold, *, by: Actor) -> UhcProposal:
    """Write down what somebody has read in a decree; no tier asks for anything else yet.

    Raises: ThresholdUnfit, SourceMissing.
    """
    check_fit(new)
    made = UhcProposal(**columns_of(new), proposed_by=_person(by))
    session.add(made)
    session.flush()
    said = f"{new.tier} {new.valid_from} {new.coverage} {made.ways}"
    audit.record(session, "uhc:propose", made, by=by, threshold=said, source=made.source)
    return made


def confirm(session: Session, proposal: UhcProposal, *, by: Actor) -> UhcThreshold:
    """Let it count, after somebody else has read the decree. Raises: ProposalDecided, SameReader."""
    proposal = _decide(session, proposal, is_accepted=True, by=by)
    new = NewThreshold(
        tier=proposal.tier,
        valid_from=proposal.valid_from,
        coverage=proposal.coverage,
        ways=tuple(Way(*one) for one in proposal.ways),
        source=proposal.source,
        is_above=proposal.is_above,
        forbids_arrears=proposal.forbids_arrears,
    )
    kept = ask_for(session, new, by=by)
    audit.record(session, "uhc:confirm", proposal, by=by, proposed_by=proposal.proposed_by, threshold=kept.id)
    return kept


def drop(session: Session, proposal: UhcProposal, *, reason: str, by: Actor) -> None:
    """Say that it shall not count, and why; who proposed it may as well. Raises: DropReasonMissing, ProposalDecided."""
    if not reason.strip():
        raise DropReasonMissing(field="reason")
    proposal = _decide(session, proposal, is_accepted=False, by=by)
    proposal.reason = reason.strip()
    session.flush()
    audit.record(session, "uhc:drop", proposal, by=by, reason=proposal.reason, proposed_by=proposal.proposed_by)


def proposals(session: Session) -> Sequence[UhcProposal]:
    """List what waits for a second reader, the oldest first."""
    return session.scalars(select(UhcProposal).where(UhcProposal.decided_at.is_(None)).order_by(UhcProposal.id)).all()


def proposal_of(session: Session, proposal_id: int) -> UhcProposal:
    """Give a proposal. Raises: ProposalUnknown."""
    found = session.get(UhcProposal, proposal_id)
    if found is None:
        raise ProposalUnknown
    return found


def _decide(session: Session, proposal: UhcProposal, *, is_accepted: bool, by: Actor) -> UhcProposal:
    session.refresh(proposal, with_for_update=True)
    if proposal.decided_at is not None:
        raise ProposalDecided
    if is_accepted and _person(by) == proposal.proposed_by:
        raise SameReader
    proposal.decided_by, proposal.decided_at, proposal.is_accepted = _person(by), clock.now(), is_accepted
    session.flush()
    return proposal


def _person(by: Actor) -> int:
    if by.user_id is None:
        raise NotAllowed
    return by.user_id
