"""A payer sets money aside, and asks some of it back."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.pledges.consortia import ConsortiumStatus, consortium_of
from srikandi.pledges.holds import locked
from srikandi.pledges.models import Instalment, Payer, Pledge, PledgeStatus
from srikandi.pledges.offers import content_hash
from srikandi.pledges.refusals import ReasonMissing
from srikandi.pledges.reserves import (
    AlreadyAsked,
    ArrearsReserve,
    NoReserveHere,
    NotThatMuch,
    ReleaseStatus,
    ReserveFixed,
    ReserveRelease,
    ReserveTooLarge,
    reserves_of,
)

MOST_MONTHS = 24


def set_reserve(session: Session, pledge: Pledge, *, amount: Money, by: Actor) -> ArrearsReserve:
    """Set a payer's own money aside on top of its premiums, with an instalment of its own, the last; nothing ends it.

    Only until the pledge is decided: the approval binds to it. Raises: NoReserveHere, ReserveFixed, ReserveTooLarge.
    """
    own = organisations.spoken_for(session, by, district_id=pledge.district_id)
    pledge = locked(session, pledge.id)
    payer = session.scalar(select(Payer).where(Payer.pledge_id == pledge.id, Payer.organisation_id == own))
    if payer is None:
        raise NoReserveHere
    together = consortium_of(session, pledge.id)
    if pledge.status is not PledgeStatus.OFFERED or (together and together.status is not ConsortiumStatus.GATHERING):
        raise ReserveFixed
    most = payer.share * (pledge.lives * MOST_MONTHS)
    if not ZERO <= amount <= most:
        raise ReserveTooLarge(field="amount", most=most)
    reserve = _row(session, pledge, own, by=by)
    _lay_instalment(session, payer, before=reserve.target, after=amount)
    reserve.target, reserve.set_by, reserve.set_at = amount, by.user_id or 0, clock.now()
    session.flush()
    pledge.content_hash = content_hash(session, pledge)
    session.flush()
    audit.record(session, "reserve:set", pledge, by=by, organisation=own, amount=amount.rupiah)
    return reserve


def ask_release(session: Session, reserve: ArrearsReserve, *, amount: Money, reason: str, by: Actor) -> ReserveRelease:
    """Ask the district for part of the own reserve. Raises: NoReserveHere, ReasonMissing, NotThatMuch, AlreadyAsked."""
    pledge = locked(session, reserve.pledge_id)
    if organisations.spoken_for(session, by, district_id=pledge.district_id) != reserve.organisation_id:
        raise NoReserveHere
    if not reason.strip():
        raise ReasonMissing(field="reason")
    row = reserves_of(session, [pledge.id], only=reserve.id)[0]
    if row.asked is not None:
        raise AlreadyAsked
    if not ZERO < amount <= row.held:
        raise NotThatMuch(field="amount", held=row.held)
    release = ReserveRelease(
        reserve_id=reserve.id, status=ReleaseStatus.ASKED, amount=amount, reason=reason.strip(), asked_by=by.user_id
    )
    session.add(release)
    session.flush()
    audit.record(session, "reserve:ask", pledge, by=by, amount=amount.rupiah, reason=release.reason)
    return release


def _row(session: Session, pledge: Pledge, organisation_id: int, *, by: Actor) -> ArrearsReserve:
    same = ArrearsReserve.pledge_id == pledge.id, ArrearsReserve.organisation_id == organisation_id
    found = session.scalar(select(ArrearsReserve).where(*same))
    if found is None:
        found = ArrearsReserve(
            pledge_id=pledge.id, organisation_id=organisation_id, target=ZERO, moves=0, set_by=by.user_id
        )
        session.add(found)
    return found


def _lay_instalment(session: Session, payer: Payer, *, before: Money, after: Money) -> None:
    """Let the reserve's own instalment be the last: an offer's instalments are not reshaped yet."""
    own = Instalment.payer_id == payer.id
    last = session.scalar(select(func.max(Instalment.sequence)).where(own)) or 0
    if before > ZERO:
        session.execute(delete(Instalment).where(own, Instalment.sequence == last))
        last -= 1
    if after > ZERO:
        due_on = session.scalar(select(func.max(Instalment.due_on)).where(own))
        session.add(Instalment(payer_id=payer.id, sequence=last + 1, due_on=due_on, amount=after))
    session.flush()
