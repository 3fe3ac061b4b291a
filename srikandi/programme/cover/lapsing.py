"""Cover that has run out: who is in no further month is not counted as covered, and may be listed again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.places import District
from srikandi.pledges import Hold, HoldStatus, Pledge, PledgeStatus
from srikandi.pledges.renewals import RenewalSeat, SeatStatus
from srikandi.residents import Resident, ResidentStatus

REASON = "completed"


def lapse_ended(session: Session, *, by: Actor) -> int:
    """End the cover of everybody whose completed pledge has no month left in their district; give how many."""
    ended = 0
    for district_id, zone in session.execute(select(District.id, District.zone)).all():
        month = Month.of(clock.today(zone))
        for pledge_id, pool_id in _over(session, district_id, month):
            pledges.lock_pools(session, [pool_id])
            ended += _lapse(session, pledges.locked(session, pledge_id), by=by)
    return ended


def _over(session: Session, district_id: int, month: Month) -> list[tuple[int, int]]:
    used = LifeMonth.pledge_id == Pledge.id, LifeMonth.status != LifeMonthStatus.RELEASED
    last = select(func.max(LifeMonth.month)).where(*used).scalar_subquery()
    kept = Hold.pledge_id == Pledge.id, Hold.status == HoldStatus.KEPT
    seated = exists().where(*kept, ~_awaits_renewal(Hold.resident_id))
    chosen = select(Pledge.id, Pledge.pool_id).where(
        Pledge.district_id == district_id, Pledge.status == PledgeStatus.COMPLETED, seated, last < month
    )
    return [(row[0], row[1]) for row in session.execute(chosen.order_by(Pledge.pool_id, Pledge.id))]


def _lapse(session: Session, pledge: Pledge, *, by: Actor) -> int:
    covered = _seated(session, pledge, ResidentStatus.COVERED)
    waiting = _seated(session, pledge, ResidentStatus.HELD)
    leaving = [*covered, *waiting]
    residents.move(session, covered, to=ResidentStatus.LAPSED)
    residents.move(session, waiting, to=ResidentStatus.VERIFIED)
    pools.remove(session, pledge.pool_id, leaving, reason=REASON)
    pledges.release_holds(session, pledge, leaving)
    audit.record(session, "pledge:lapse", pledge, by=by, lives=len(covered))
    return len(covered)


def _seated(session: Session, pledge: Pledge, status: ResidentStatus) -> list[int]:
    kept = select(Hold.resident_id).where(
        Hold.pledge_id == pledge.id, Hold.status == HoldStatus.KEPT, ~_awaits_renewal(Hold.resident_id)
    )
    return list(session.scalars(select(Resident.id).where(Resident.id.in_(kept), Resident.status == status)))


def _awaits_renewal(resident_id: Any) -> ColumnElement[bool]:
    """Has somebody a seat in a renewal that is not decided yet? They stay held until it is paid or has lapsed."""
    return exists().where(RenewalSeat.resident_id == resident_id, RenewalSeat.status == SeatStatus.WAITING)
