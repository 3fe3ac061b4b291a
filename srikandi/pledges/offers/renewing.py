"""How a promise is made again for the same people: offered like any other, but nobody is taken from the pool."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from srikandi import audit, clock, organisations
from srikandi.audit import Actor
from srikandi.places import District
from srikandi.pledges.models import Pledge
from srikandi.pledges.offers.content import content_hash
from srikandi.pledges.offers.offering import ask_for_shares, check_payers, write_pledge
from srikandi.pledges.offers.paying import write_payers
from srikandi.pledges.offers.quoting import quote
from srikandi.pledges.offers.terms import Terms
from srikandi.pledges.renewals import Renewal, RenewalSeat, SeatStatus

Person = tuple[int, int]
"""A resident and the place in the pool."""


def offer_renewal(
    session: Session, old: Pledge, terms: Terms, people: Sequence[Person], *, until: datetime, by: Actor
) -> Pledge:
    """Promise again for these people, in this order; their holds stay where they are.

    District, pool and the old promise are held already. Raises: SharesDoNotAddUp, PayerNotAccepted, and what
    `organisations.check_may_pledge` refuses.
    """
    district = session.get_one(District, old.district_id)
    today = clock.today(district.zone)
    organisations.check_may_pledge(session, old.company_id, on=today)
    check_payers(session, terms.shares, company_id=old.company_id, district=district)
    costs = quote(session, terms, district_id=district.id, on=today)
    pledge = write_pledge(session, terms, district=district, until=until, by=by)
    session.add(Renewal(pledge_id=pledge.id, renews_id=old.id))
    session.flush()
    shared = {"pledge_id": pledge.id, "status": SeatStatus.WAITING}
    rows = [{**shared, "seat": seat, "resident_id": who, "place": place} for seat, (who, place) in enumerate(people, 1)]
    session.execute(insert(RenewalSeat), rows)
    if len(terms.shares) == 1:
        write_payers(session, pledge, costs)
    else:
        ask_for_shares(session, pledge, terms.shares, by=by)
    pledge.content_hash = content_hash(session, pledge)
    session.flush()
    audit.record(session, "pledge:renew", pledge, by=by, renews=old.number, lives=pledge.lives, months=pledge.months)
    return pledge
