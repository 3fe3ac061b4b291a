"""A quota nobody needed by its last day is the next in order's, by itself."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places, pledges
from srikandi.audit import Actor
from srikandi.coverage import urgency
from srikandi.coverage.urgency import UrgentCase, UrgentSeat, UrgentStatus
from srikandi.pledges import Pledge
from srikandi.programme.exits import SEATED, fill_waiting

UNUSED = "Kuota darurat tidak terpakai sampai hari terakhirnya."


def give_up_overdue(session: Session, *, by: Actor) -> int:
    """Give the free seats of quotas whose last day is over to the next in order; say how many.

    A case asked for before that keeps its seat until it is decided.
    """
    given = 0
    for district in places.districts(session):
        today = clock.today(district.zone)
        free = select(UrgentSeat.pledge_id).where(UrgentSeat.taken_at.is_(None), UrgentSeat.given_up_at.is_(None))
        over = Pledge.district_id == district.id, Pledge.urgent_until_on < today, Pledge.id.in_(free)
        for pledge in session.scalars(select(Pledge).where(*over).order_by(Pledge.pool_id, Pledge.id)).all():
            given += _give_up(session, pledge, by=by)
    return given


def _give_up(session: Session, pledge: Pledge, *, by: Actor) -> int:
    pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, pledge.id)
    asked = UrgentCase.pledge_id == pledge.id, UrgentCase.status == UrgentStatus.REQUESTED
    waiting = session.scalar(select(func.count(UrgentCase.id)).where(*asked)) or 0
    count = urgency.give_up_seats(session, pledge.id, but=waiting)
    if count:
        audit.record(session, "urgent:give_up", pledge, by=by, reason=UNUSED, seats=count)
    if count and pledge.status in SEATED and pledge.ended_at is None:
        fill_waiting(session, pledge, by=by)
    return count
