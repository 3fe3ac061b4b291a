"""Shares are proposed, answered and proposed again; each proposal stays readable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.money import Money, total
from srikandi.organisations import Kind, Organisation
from srikandi.pledges.models import Pledge
from srikandi.pledges.sharing.models import Answer, ProposalStatus, ShareLine, ShareProposal

LIVE = (ProposalStatus.OPEN, ProposalStatus.AGREED)


@dataclass(frozen=True)
class Asked:
    """One organisation in a proposal: its share, and what it said."""

    organisation_id: int
    name: str
    share: Money
    answer: Answer
    reason: str | None
    kind: Kind


@dataclass(frozen=True)
class Proposal:
    """One proposal of shares with everybody's answer."""

    pledge_id: int
    version: int
    status: ProposalStatus
    reason: str | None
    proposed_at: datetime
    answer_until: datetime
    asked: tuple[Asked, ...]

    @property
    def is_open(self) -> bool:
        """Is somebody's yes still missing?"""
        return self.status is ProposalStatus.OPEN

    @property
    def is_late(self) -> bool:
        """Is the day of answering over?"""
        return self.is_open and self.answer_until <= clock.now()

    @property
    def together(self) -> Money:
        """All shares of one life-month."""
        return total([one.share for one in self.asked])

    @property
    def missing(self) -> Money:
        """What nobody has said yes to yet, of one life-month."""
        return total([one.share for one in self.asked if one.answer is not Answer.ACCEPTED])

    def of(self, organisation_id: int | None) -> Asked | None:
        """Give what one organisation was asked, if it was."""
        return next((one for one in self.asked if one.organisation_id == organisation_id), None)


def propose(
    session: Session, pledge: Pledge, shares: Iterable[tuple[int, Money]], *, until: datetime, reason: str, by: Actor
) -> ShareProposal:
    """Write the next proposal down: its proposer says yes with it; a yes to the same share as before still stands."""
    before = live_of(session, pledge.id)
    kept = _kept(session, before)
    if before is not None:
        before.status = ProposalStatus.REPLACED
        session.flush()
    proposal = ShareProposal(
        pledge_id=pledge.id,
        version=before.version + 1 if before else 1,
        status=ProposalStatus.OPEN,
        reason=reason or None,
        proposed_by=by.user_id,
        answer_until=until,
    )
    session.add(proposal)
    session.flush()
    kept[pledge.company_id] = {"answer": Answer.ACCEPTED, "answered_by": by.user_id, "answered_at": clock.now()}
    for organisation_id, share in shares:
        said = kept.get(organisation_id) or kept.get((organisation_id, share)) or {"answer": Answer.WAITING}
        session.add(ShareLine(proposal_id=proposal.id, organisation_id=organisation_id, share=share, **said))
    session.flush()
    return proposal


def _kept(session: Session, before: ShareProposal | None) -> dict[object, dict[str, object]]:
    """Whoever agreed to the same share of the same promise need not be asked again."""
    if before is None:
        return {}
    return {
        (line.organisation_id, line.share): {
            "answer": line.answer,
            "answered_by": line.answered_by,
            "answered_at": line.answered_at,
        }
        for line in lines_of(session, before)
        if line.answer is Answer.ACCEPTED
    }


def live_of(session: Session, pledge_id: int) -> ShareProposal | None:
    """Give the proposal that counts for a pledge, open or agreed, as it is now."""
    asked = select(ShareProposal).where(ShareProposal.pledge_id == pledge_id, ShareProposal.status.in_(LIVE))
    return session.scalar(asked.execution_options(populate_existing=True))


def lines_of(session: Session, proposal: ShareProposal) -> list[ShareLine]:
    """List what everybody was asked, as it is now."""
    asked = select(ShareLine).where(ShareLine.proposal_id == proposal.id).order_by(ShareLine.id)
    return list(session.scalars(asked.execution_options(populate_existing=True)))


def is_open(session: Session, pledge_id: int) -> bool:
    """Is somebody's yes to a share of this pledge still missing?"""
    proposal = live_of(session, pledge_id)
    return proposal is not None and proposal.status is ProposalStatus.OPEN


def sharing_of(session: Session, pledge_ids: Sequence[int], *, history: bool = False) -> list[Proposal]:
    """List the proposals of these pledges with everybody's answers, newest first; only those that count, or all."""
    asked = (
        select(ShareProposal, ShareLine, Organisation.name, Organisation.kind)
        .join(ShareLine, ShareLine.proposal_id == ShareProposal.id)
        .join(Organisation, Organisation.id == ShareLine.organisation_id)
        .where(ShareProposal.pledge_id.in_(pledge_ids))
        .order_by(ShareProposal.pledge_id, ShareProposal.version.desc(), ShareLine.id)
    )
    rows = session.execute(asked if history else asked.where(ShareProposal.status.in_(LIVE)))
    told: dict[int, tuple[ShareProposal, list[Asked]]] = {}
    for proposal, line, name, kind in rows:
        _, lines = told.setdefault(proposal.id, (proposal, []))
        lines.append(Asked(line.organisation_id, name, line.share, line.answer, line.reason, kind))
    return [_told(proposal, tuple(lines)) for proposal, lines in told.values()]


def _told(proposal: ShareProposal, asked: tuple[Asked, ...]) -> Proposal:
    return Proposal(
        pledge_id=proposal.pledge_id,
        version=proposal.version,
        status=proposal.status,
        reason=proposal.reason,
        proposed_at=proposal.proposed_at,
        answer_until=proposal.answer_until,
        asked=asked,
    )
