"""A reserve pays what the people held for its pledge, and their families, owe: planned in order, funded as it fills."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import pledges
from srikandi.arrears import paying
from srikandi.audit import Actor
from srikandi.money import ZERO, Money, total
from srikandi.pledges import Pledge


def pay_arrears(session: Session, pledge: Pledge, *, by: Actor) -> Money:
    """Plan arrears of a held pledge as far as its reserves reach, and fund what they hold; give what was funded."""
    reserves = [row for row in pledges.reserves_of(session, [pledge.id]) if row.target]
    if not reserves:
        return ZERO
    promised = paying.promised_arrears(session, [pledge.id])[pledge.id]
    limit = total([row.target for row in reserves]) - promised.amount
    places = {one.resident_id: one.place for one in pledges.holds_of(session, pledge.id)}
    if limit > ZERO:
        paying.plan(session, pledge.id, paying.households_owing(session, places), limit=limit)
    held = {row.organisation_id: row.held for row in reserves}
    return paying.fund_arrears(session, (pledge.district_id, pledge.id), held, order=places, by=by)
