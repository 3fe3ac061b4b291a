"""What becomes of a consortium: approved, refused, called off or over, and all of its promises with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.pledges.consortia import Consortium, ConsortiumMember, ConsortiumMoved, ConsortiumStatus, NotItsLeader
from srikandi.pledges.holds import lock_pools, locked, move
from srikandi.pledges.joining.condition import joint_hash, let_go, lock_consortium, move_consortium, staying
from srikandi.pledges.models import HoldStatus, Pledge, PledgeStatus
from srikandi.pledges.offers import deadline
from srikandi.pledges.refusals import ContentChanged, HoldExpired, NoMoreExtensions, ReasonMissing, SamePerson

NOT_MET = N_("Syarat komitmen bersama tidak terpenuhi sampai batas waktunya.")
MOST_EXTENSIONS = 2
NOT_DECIDED = N_("Komitmen bersama tidak diputuskan sampai batas titipan.")


def approve_together(session: Session, consortium: Consortium, *, seen_hash: str, by: Actor) -> list[Pledge]:
    """Approve every promise of a consortium, exactly as seen, or none.

    Raises: ConsortiumMoved, HoldExpired, SamePerson, ContentChanged.
    """
    consortium = lock_consortium(session, consortium)
    if consortium.status is not ConsortiumStatus.MET:
        raise ConsortiumMoved
    promised = [locked(session, member.pledge_id) for member in staying(session, consortium)]
    if any(pledge.hold_until <= clock.now() for pledge in promised):
        raise HoldExpired
    if by.user_id is None or by.user_id in {consortium.started_by, *(pledge.offered_by for pledge in promised)}:
        raise SamePerson
    if not seen_hash == consortium.content_hash == joint_hash(session, consortium):
        raise ContentChanged
    move_consortium(consortium, ConsortiumStatus.FORMED)
    at = clock.now()
    for pledge in promised:
        move(pledge, PledgeStatus.APPROVED)
        pledge.approved_by, pledge.approved_at = by.user_id, at
        audit.record(
            session, "pledge:approve", pledge, by=by, content=pledge.content_hash, consortium=consortium.number
        )
    consortium.approved_by, consortium.approved_at = by.user_id, at
    session.flush()
    audit.record(session, "consortium:approve", consortium, by=by, content=seen_hash)
    return promised


def extend_together(session: Session, consortium: Consortium, *, by: Actor) -> Consortium:
    """Give the district more days to decide on the whole; everybody stays held, and all end on the same day.

    As often as a promise alone may be extended, twice at most. Raises: ConsortiumMoved, HoldExpired, NoMoreExtensions.
    """
    consortium = lock_consortium(session, consortium)
    if consortium.status is not ConsortiumStatus.MET:
        raise ConsortiumMoved
    promised = [locked(session, member.pledge_id) for member in staying(session, consortium)]
    if any(pledge.hold_until <= clock.now() for pledge in promised):
        raise HoldExpired
    district = places.district_of(session, consortium.district_id)
    allowed = places.setting(session, district.id, "hold_extensions", on=clock.today(district.zone))
    times = max(pledge.extensions for pledge in promised)
    if times >= min(allowed, MOST_EXTENSIONS):
        raise NoMoreExtensions(count=times)
    until = deadline(session, district, after=min(pledge.hold_until for pledge in promised))
    for pledge in promised:
        pledge.extensions, pledge.hold_until = times + 1, until
    session.flush()
    audit.record(session, "consortium:extend", consortium, by=by, times=times + 1)
    return consortium


def refuse_together(session: Session, consortium: Consortium, *, reason: str, by: Actor) -> Consortium:
    """Say no to the whole with a reason; everybody held waits again. Raises: ReasonMissing, ConsortiumMoved."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    consortium = lock_consortium(session, consortium)
    return _end(session, consortium, to=ConsortiumStatus.REFUSED, reason=reason.strip(), by=by)


def call_off(session: Session, consortium: Consortium, *, reason: str, by: Actor) -> Consortium:
    """End the gathering, everybody's promise with it. Raises: ReasonMissing, NotItsLeader, ConsortiumMoved."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    consortium = lock_consortium(session, consortium)
    if by.organisation_id != consortium.leader_id:
        raise NotItsLeader
    return _end(session, consortium, to=ConsortiumStatus.CANCELLED, reason=reason.strip(), by=by)


def expire_consortia(session: Session, *, at: datetime, by: Actor) -> list[Consortium]:
    """Let go of every consortium whose day passed without its condition, or that nobody decided while people were held.

    All of its people regain their old places together; money that came is credit of who sent it.
    """
    late = select(Pledge.id).join(ConsortiumMember, ConsortiumMember.pledge_id == Pledge.id)
    undecided = late.where(
        ConsortiumMember.consortium_id == Consortium.id, ConsortiumMember.left_at.is_(None), Pledge.hold_until < at
    )
    over = select(Consortium).where(
        or_(
            (Consortium.status == ConsortiumStatus.GATHERING) & (Consortium.join_until < at),
            (Consortium.status == ConsortiumStatus.MET) & undecided.exists(),
        )
    )
    found = list(session.scalars(over.order_by(Consortium.pool_id, Consortium.id)))
    lock_pools(session, [consortium.pool_id for consortium in found])
    ended = (expire_one(session, consortium, at=at, by=by) for consortium in found)
    return [consortium for consortium in ended if consortium is not None]


def expire_one(session: Session, consortium: Consortium, *, at: datetime, by: Actor) -> Consortium | None:
    """End one consortium if it is still over now that its row is held: somebody may have joined a moment ago."""
    consortium = lock_consortium(session, consortium)
    if consortium.status is ConsortiumStatus.GATHERING and consortium.join_until < at:
        return _end(session, consortium, to=ConsortiumStatus.EXPIRED, reason=NOT_MET, by=by)
    if consortium.status is ConsortiumStatus.MET and _is_undecided(session, consortium, at=at):
        return _end(session, consortium, to=ConsortiumStatus.EXPIRED, reason=NOT_DECIDED, by=by)
    return None


def _is_undecided(session: Session, consortium: Consortium, *, at: datetime) -> bool:
    return any(locked(session, member.pledge_id).hold_until < at for member in staying(session, consortium))


PLEDGES_BECOME = {
    ConsortiumStatus.REFUSED: (PledgeStatus.REFUSED, HoldStatus.RELEASED),
    ConsortiumStatus.CANCELLED: (PledgeStatus.CANCELLED, HoldStatus.RELEASED),
    ConsortiumStatus.EXPIRED: (PledgeStatus.EXPIRED, HoldStatus.EXPIRED),
}


def _end(session: Session, consortium: Consortium, *, to: ConsortiumStatus, reason: str, by: Actor) -> Consortium:
    move_consortium(consortium, to)
    status, hold = PLEDGES_BECOME[to]
    members = staying(session, consortium)
    for member in members:
        let_go(session, member, to=status, reason=reason, hold=hold)
    consortium.decision_reason, consortium.ended_at = reason, clock.now()
    session.flush()
    audit.record(session, f"consortium:{to}", consortium, by=by, reason=reason, promises=len(members))
    return consortium
