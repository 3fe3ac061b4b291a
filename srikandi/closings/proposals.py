"""A proposal to close a month: over one content, by one person for one institution, and what became of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings.models import PROPOSAL_MOVES, MonthProposal, ProposalStatus
from srikandi.closings.refusals import AlreadyProposed, FiguresChanged, NoProposal, ReasonMissing

P = ProposalStatus


def hash_of(content: dict[str, Any]) -> str:
    """Give the SHA-256 of what people see of a month, in one canonical form."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"srikandi-month|v1|{text}".encode()).hexdigest()


def propose(
    session: Session, district_id: int, month: Month, *, content: dict[str, Any], party_id: int, by: Actor
) -> MonthProposal:
    """Say for an institution that a month may be closed over this content. Raises: AlreadyProposed."""
    if proposal_of(session, district_id, month) is not None:
        raise AlreadyProposed
    made = MonthProposal(
        district_id=district_id,
        month=month,
        status=P.PROPOSED,
        content=content,
        content_hash=hash_of(content),
        proposed_by=by.user_id or 0,
        proposed_for=party_id,
    )
    session.add(made)
    session.flush()
    audit.record(session, "month:propose", made, by=by, month=str(month), content_hash=made.content_hash)
    return made


def proposal_of(session: Session, district_id: int, month: Month) -> MonthProposal | None:
    """Give the proposal that waits, or the one a month was closed by."""
    live = MonthProposal.district_id == district_id, MonthProposal.month == month, MonthProposal.status != P.WITHDRAWN
    return session.scalar(select(MonthProposal).where(*live))


def closed_over(session: Session, district_id: int, months: list[Month]) -> list[MonthProposal]:
    """List what these months were closed over, in calendar order; a month that is not closed is left out."""
    closed = MonthProposal.district_id == district_id, MonthProposal.status == P.CLOSED
    asked = select(MonthProposal).where(*closed, MonthProposal.month.in_(months)).order_by(MonthProposal.month)
    return list(session.scalars(asked))


def waiting(session: Session, district_id: int, month: Month, *, seen_hash: str) -> MonthProposal:
    """Give the proposal that waits, locked, if it is the one that was looked at. Raises: NoProposal, FiguresChanged."""
    found = locked(session, district_id, month)
    if found.content_hash != seen_hash:
        raise FiguresChanged
    return found


def locked(session: Session, district_id: int, month: Month) -> MonthProposal:
    """Give the proposal that waits, which nobody else confirms or takes back meanwhile. Raises: NoProposal."""
    own = MonthProposal.district_id == district_id, MonthProposal.month == month, MonthProposal.status == P.PROPOSED
    asked = select(MonthProposal).where(*own).with_for_update()
    found = session.scalar(asked.execution_options(populate_existing=True))
    if found is None:
        raise NoProposal
    return found


def note_closed(session: Session, proposal: MonthProposal, *, party_id: int, by: Actor) -> None:
    """Note who has confirmed a proposal, for whom."""
    _move(proposal, P.CLOSED)
    proposal.confirmed_by, proposal.confirmed_for, proposal.confirmed_at = by.user_id, party_id, clock.now()
    session.flush()


def withdraw(session: Session, district_id: int, month: Month, *, reason: str, by: Actor) -> MonthProposal:
    """Take a proposal back, or turn it down. Raises: NoProposal, ReasonMissing."""
    proposal = locked(session, district_id, month)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _move(proposal, P.WITHDRAWN)
    proposal.ended_reason = reason.strip()
    session.flush()
    audit.record(session, "month:withdraw", proposal, by=by, reason=reason.strip(), month=str(month))
    return proposal


def _move(proposal: MonthProposal, to: ProposalStatus) -> None:
    if (proposal.status, to) not in PROPOSAL_MOVES:
        raise NoProposal
    proposal.status = to
