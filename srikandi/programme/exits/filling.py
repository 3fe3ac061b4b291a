"""Seats do not stay empty: they are filled as soon as their pool has people, and late months come again later."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, places, pledges, pools
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import succession
from srikandi.pledges import Pledge, SuccessionRule
from srikandi.programme.exits.passing_on import SEATED, seat_next
from srikandi.programme.money import price_anew, release_months
from srikandi.programme.promises import first_month_in_time


def fill_seats(session: Session, *, by: Actor) -> int:
    """Seat the next people in order wherever a promise with the rule `next` has an empty seat; say how many came."""
    came = 0
    for pledge_id in succession.pledges_with_free(session):
        pledge = session.get_one(Pledge, pledge_id)
        if _passes_on(pledge) and pools.available(session, pledge.pool_id):
            held = pledges.locked_with_pool(session, pledge)
            seats = coverage.waiting_seats(session, pledge_id) if _passes_on(held) else []
            came += len(seat_next(session, held, seats=seats, leaving=(), by=by).successors) if seats else 0
    return came


def put_off_empty(session: Session, *, by: Actor) -> int:
    """Let paid months nobody sits in, and whose file is due, come again at the end of their promise.

    Their money is its payers' credit until somebody sits there. Says how many months there were.
    """
    put_off = 0
    for district in places.districts(session):
        before = first_month_in_time(session, district, on=clock.today(district.zone))
        for pledge_id in succession.pledges_with_late(session, district.id, before):
            put_off += _put_off(session, pledge_id, before=before, by=by)
    return put_off


def _put_off(session: Session, pledge_id: int, *, before: Month, by: Actor) -> int:
    pledge = pledges.locked(session, pledge_id)
    if pledge.status not in SEATED or pledge.ended_at is not None:
        return 0
    rows = succession.late_and_empty(pledge_id, before)
    count = succession.come_again(session, pledge_id, rows)
    release_months(session, pledge, rows, by=by)
    price_anew(session, pledge, by=by)
    audit.record(session, "pledge:put_off", pledge, by=by, before=str(before), life_months=count)
    return count


def _passes_on(pledge: Pledge) -> bool:
    return pledge.succession_rule is SuccessionRule.NEXT and pledge.status in SEATED and pledge.ended_at is None
