"""What becomes of an offer: approved, refused, cancelled, extended, agreed, running, completed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.pledges import renewals, sharing
from srikandi.pledges.consortia import consortium_deciding
from srikandi.pledges.holds import PROMISED, end_holds, holds_of, locked, locked_with_pool, move, pays_arrears
from srikandi.pledges.models import PLEDGE_MOVES, HoldStatus, Pledge, PledgeStatus
from srikandi.pledges.offers import content_hash, deadline
from srikandi.pledges.refusals import (
    AlreadyFunded,
    ContentChanged,
    HoldExpired,
    NoMoreExtensions,
    PartOfConsortium,
    PledgeMoved,
    ReasonMissing,
    SamePerson,
)

MOST_EXTENSIONS = 2


@dataclass(frozen=True)
class Agreement:
    """The signed paper (PKS) behind a pledge."""

    number: str
    signed_on: date
    file_id: int | None = None


def approve(session: Session, pledge: Pledge, *, seen_hash: str, by: Actor) -> Pledge:
    """Approve exactly what was seen.

    Raises: PledgeMoved, HoldExpired, SamePerson, ContentChanged, PartOfConsortium, sharing.SharesNotAgreed.
    """
    pledge = locked(session, pledge.id)
    _check_move(pledge, PledgeStatus.APPROVED)
    _check_alone(session, pledge)
    if sharing.is_open(session, pledge.id):
        raise sharing.SharesNotAgreed
    _check_deadline(pledge)
    if by.user_id is None or by.user_id == pledge.offered_by:
        raise SamePerson
    if not seen_hash == pledge.content_hash == content_hash(session, pledge):
        raise ContentChanged
    pledge.status, pledge.approved_by, pledge.approved_at = PledgeStatus.APPROVED, by.user_id, clock.now()
    session.flush()
    audit.record(session, "pledge:approve", pledge, by=by, content=seen_hash)
    return pledge


def refuse(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> Pledge:
    """Say no with a reason; everybody held waits again at the old place. Raises: PledgeMoved, ReasonMissing."""
    return _end(session, pledge, to=PledgeStatus.REFUSED, reason=reason, by=by)


def cancel(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> Pledge:
    """Take an unfunded promise back. Raises: PledgeMoved, ReasonMissing, AlreadyFunded."""
    return _end(session, pledge, to=PledgeStatus.CANCELLED, reason=reason, by=by)


def extend(session: Session, pledge: Pledge, *, by: Actor) -> Pledge:
    """Move the deadline by the district's number of days. Raises: PledgeMoved, HoldExpired, NoMoreExtensions."""
    pledge = locked(session, pledge.id)
    if pledge.status not in PROMISED:
        raise PledgeMoved
    _check_alone(session, pledge)
    _check_deadline(pledge)
    district = places.district_of(session, pledge.district_id)
    allowed = places.setting(session, district.id, "hold_extensions", on=clock.today(district.zone))
    if pledge.extensions >= min(allowed, MOST_EXTENSIONS):
        raise NoMoreExtensions(count=pledge.extensions)
    pledge.extensions += 1
    pledge.hold_until = deadline(session, district, after=pledge.hold_until)
    session.flush()
    audit.record(session, "pledge:extend", pledge, by=by, times=pledge.extensions)
    return pledge


def can_extend(pledge: Pledge) -> bool:
    """Can the deadline still be moved?"""
    return pledge.status in PROMISED and pledge.extensions < MOST_EXTENSIONS and pledge.hold_until > clock.now()


def agree(session: Session, pledge: Pledge, *, agreement: Agreement, by: Actor) -> Pledge:
    """Note the signed agreement. Raises: PledgeMoved, ReasonMissing when it has no number."""
    pledge = locked(session, pledge.id)
    if not agreement.number.strip():
        raise ReasonMissing("Tulis nomor perjanjian kerja sama.", field="number")
    move(pledge, PledgeStatus.AGREED)
    pledge.agreement_number, pledge.agreement_on = agreement.number.strip(), agreement.signed_on
    pledge.agreement_file_id, pledge.agreed_at = agreement.file_id, clock.now()
    session.flush()
    audit.record(session, "pledge:agree", pledge, by=by, number=pledge.agreement_number)
    return pledge


def start_running(session: Session, pledge: Pledge, *, by: Actor) -> Pledge:
    """Note that somebody is covered by this pledge; again changes nothing. Raises: PledgeMoved."""
    pledge = locked(session, pledge.id)
    if pledge.status is not PledgeStatus.RUNNING:
        move(pledge, PledgeStatus.RUNNING)
        session.flush()
        audit.record(session, "pledge:start", pledge, by=by)
    return pledge


def complete(session: Session, pledge: Pledge, *, by: Actor) -> Pledge:
    """Note that every month of the promise has been delivered or given back. Raises: PledgeMoved."""
    pledge = locked(session, pledge.id)
    move(pledge, PledgeStatus.COMPLETED)
    pledge.ended_at = clock.now()
    session.flush()
    audit.record(session, "pledge:complete", pledge, by=by)
    return pledge


def _end(session: Session, pledge: Pledge, *, to: PledgeStatus, reason: str, by: Actor) -> Pledge:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    pledge = locked_with_pool(session, pledge)
    _check_alone(session, pledge)
    move(pledge, to)
    gone = (*end_holds(session, pledge, to=HoldStatus.RELEASED), *renewals.drop(session, pledge.id))
    if holds_of(session, pledge.id) or pays_arrears(session, pledge):
        raise AlreadyFunded
    pledge.decision_reason, pledge.ended_at = reason.strip(), clock.now()
    session.flush()
    audit.record(session, f"pledge:{to}", pledge, by=by, reason=pledge.decision_reason, released=len(gone))
    return pledge


def _check_move(pledge: Pledge, to: PledgeStatus) -> None:
    if (pledge.status, to) not in PLEDGE_MOVES:
        raise PledgeMoved


def _check_alone(session: Session, pledge: Pledge) -> None:
    """What is promised together is decided together. Raises: PartOfConsortium."""
    number = consortium_deciding(session, pledge.id)
    if number is not None:
        raise PartOfConsortium(number=number)


def _check_deadline(pledge: Pledge) -> None:
    if pledge.hold_until <= clock.now():
        raise HoldExpired
