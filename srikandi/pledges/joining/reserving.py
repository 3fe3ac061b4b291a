"""A payer sets money aside, and asks some of it back."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations, places
from srikandi.arrears.paying import households_owing
from srikandi.audit import Actor
from srikandi.money import ZERO, Money, total
from srikandi.pledges.consortia import ConsortiumStatus, consortium_of
from srikandi.pledges.holds import holds_of, locked
from srikandi.pledges.models import Instalment, Payer, Pledge, PledgeStatus
from srikandi.pledges.offers import content_hash
from srikandi.pledges.refusals import ReasonMissing
from srikandi.pledges.reserves import (
    AlreadyAsked,
    ArrearsReserve,
    BudgetMayNot,
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
    if amount > ZERO and not may_pay_arrears(session, own, district_id=pledge.district_id):
        raise BudgetMayNot(field="amount")
    together = consortium_of(session, pledge.id)
    if pledge.is_of_arrears:
        raise ReserveFixed
    if pledge.status is not PledgeStatus.OFFERED or (together and together.status is not ConsortiumStatus.GATHERING):
        raise ReserveFixed
    most = max(payer.share * (pledge.lives * MOST_MONTHS), _owed(session, pledge))
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


def _owed(session: Session, pledge: Pledge) -> Money:
    """Give what the people held and their families owe: more than a reserve of premiums may be, in a higher class."""
    places_held = {one.resident_id: one.place for one in holds_of(session, pledge.id)}
    return total([one.amount for one in households_owing(session, places_held)])


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


def may_pay_arrears(session: Session, organisation_id: int, *, district_id: int) -> bool:
    """Tell whether this kind of payer may pay what people owe: the Pemkab only where the district has decided so."""
    payer = session.get_one(organisations.Organisation, organisation_id)
    if payer.kind is not organisations.Kind.GOVERNMENT:
        return True
    district = places.district_of(session, district_id)
    return places.setting(session, district_id, "budget_pays_arrears", on=clock.today(district.zone)) == 1


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
