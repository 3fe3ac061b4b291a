"""An offer whose people have changed is read again: what an approver sees and binds to is what is true now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.pledges.consortia import ConsortiumStatus, consortium_of
from srikandi.pledges.holds import LIVE
from srikandi.pledges.joining.condition import joint_hash, lock_consortium
from srikandi.pledges.models import Hold, Pledge, PledgeStatus
from srikandi.pledges.offers import content_hash
from srikandi.pledges.renewals import RenewalSeat, SeatStatus


@dataclass(frozen=True)
class Drift:
    """How the people of an offer have changed since it was made, and how many are in it now."""

    left: int
    joined: int
    held: int

    def __bool__(self) -> bool:
        """Has anything changed?"""
        return bool(self.left or self.joined)


def reread(session: Session, pledge: Pledge, *, by: Actor) -> None:
    """Let an offer stand for what it holds now, and its consortium with it; pool and pledge are held already.

    Whoever had the page open before sees the change and decides again. What is decided already stays as it was seen.
    """
    if pledge.status is not PledgeStatus.OFFERED:
        return
    current = content_hash(session, pledge)
    if current == pledge.content_hash:
        return
    pledge.content_hash = current
    session.flush()
    audit.record(session, "pledge:reread", pledge, by=by, content=current)
    together = consortium_of(session, pledge.id)
    if together is None or together.status is not ConsortiumStatus.MET:
        return
    together = lock_consortium(session, together)
    together.content_hash = joint_hash(session, together)
    session.flush()
    audit.record(session, "consortium:reread", together, by=by, content=together.content_hash)


def drift_of(session: Session, pledge: Pledge) -> Drift:
    """Say who has left an offer and who has come since it was made."""
    is_live = Hold.status.in_(LIVE)
    seats = select(
        _count(RenewalSeat.status == SeatStatus.DROPPED), literal(0), _count(RenewalSeat.status != SeatStatus.DROPPED)
    ).where(RenewalSeat.pledge_id == pledge.id)
    holds = select(_count(~is_live), _count(is_live & (Hold.created_at > pledge.offered_at)), _count(is_live)).where(
        Hold.pledge_id == pledge.id
    )
    rows = session.execute(union_all(seats, holds)).all()
    return Drift(*(int(sum(column)) for column in zip(*rows, strict=True)))


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
