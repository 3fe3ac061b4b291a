"""A reserve pays what the people held for its pledge, and their families, owe: planned in order, funded as it fills."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, pledges
from srikandi.arrears import paying
from srikandi.arrears.paying import Household
from srikandi.audit import Actor
from srikandi.money import ZERO, Money, total
from srikandi.pledges import Pledge, ReserveRow, owing


def pay_arrears(session: Session, pledge: Pledge, *, by: Actor) -> Money:
    """Plan arrears of a held pledge as far as its reserves reach, and fund what they hold; give what was funded.

    A promise of arrears alone goes on down its pool's order; past its deadline only as far as money is there.
    """
    reserves = [row for row in pledges.reserves_of(session, [pledge.id]) if row.target]
    if not reserves:
        return ZERO
    places = {one.resident_id: one.place for one in pledges.holds_of(session, pledge.id)}
    limit = _limit(session, pledge, reserves)
    if limit > ZERO:
        paying.plan(session, pledge.id, _families(session, pledge, places, limit=limit), limit=limit)
    if pledge.is_of_arrears:
        places = owing.places_promised(session, pledge)
    held = {row.organisation_id: row.held for row in reserves}
    return paying.fund_arrears(session, (pledge.district_id, pledge.id), held, order=places, by=by)


def _limit(session: Session, pledge: Pledge, reserves: list[ReserveRow]) -> Money:
    """Give how much more may be planned."""
    promised = paying.promised_arrears(session, [pledge.id])[pledge.id]
    limit = total([row.target for row in reserves]) - promised.amount
    if pledge.is_of_arrears and pledge.hold_until <= clock.now():
        there = total([row.held for row in reserves]) - promised.planned[1]
        return min(limit, there)
    return limit


def _families(session: Session, pledge: Pledge, places: dict[int, int], *, limit: Money) -> list[Household]:
    if pledge.is_of_arrears:
        return owing.families_within(session, pledge.pool_id, limit=limit)
    return paying.households_owing(session, places)
