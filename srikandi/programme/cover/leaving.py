"""An urgent case that comes to nothing: the seat waits for the next case, not for the next in order."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import coverage, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.coverage.urgency import UrgentCase
from srikandi.pledges import Pledge
from srikandi.pools import PoolMember
from srikandi.residents import ResidentStatus

REASON = "urgent"


def leave_urgently(session: Session, pledge: Pledge, case: UrgentCase, *, by: Actor) -> None:
    """Free the seat of somebody whose case ended without cover; who stood in the order gets the old place back.

    Pool and pledge are held already. What is known of the person stays; where they go is for people to say.
    """
    who = [case.resident_id]
    coverage.vacate(session, pledge.id, who, reason="rejected")
    member = session.get(PoolMember, (pledge.district_id, pledge.pool_id, case.resident_id))
    if member is not None and member.place is not None:
        pools.give_back(session, pledge.pool_id, who)
    else:
        pools.remove(session, pledge.pool_id, who, reason=REASON)
        residents.move(session, who, to=ResidentStatus.VERIFIED)
    pledges.replace_hold(session, pledge, leaving=who, joining=[], by=by)
    coverage.urgency.give_back_seat(session, pledge.id, case.seat or 0)
