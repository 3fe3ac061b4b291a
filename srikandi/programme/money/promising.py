"""What each payer has promised by now, and instalments that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from srikandi import clock, coverage, places, pledges
from srikandi.clock import Month
from srikandi.money import ZERO, Money, total
from srikandi.pledges import New, PayerRow, Pledge

DAYS_TO_PAY = 7
"""The least notice anybody gets of a sum that is asked for anew."""


def promises_of(session: Session, pledge_ids: Sequence[int], payers: Sequence[PayerRow]) -> dict[int, Money]:
    """Give what each payer of these pledges promises: life-months, its share of those that wait, and its reserve."""
    paid = coverage.paid_by_payer(session, pledge_ids)
    waiting = coverage.waiting_months(session, pledge_ids)
    aside = {(row.pledge_id, row.organisation_id): row.target for row in pledges.reserves_of(session, pledge_ids)}
    return {
        payer.id: paid.get(payer.id, ZERO)
        + aside.get((payer.pledge_id, payer.organisation_id), ZERO)
        + total([payer.share_in(one.month) * one.count for one in waiting[payer.pledge_id]])
        for payer in payers
    }


def reshape_promise(session: Session, pledge: Pledge, *, since: Month | None = None) -> None:
    """Let the instalments of a pledge add up to what its payers promise now; the pledge is held already.

    What a change adds counts from the instalments of a month on. A promise that has ended keeps its instalments as
    they were; one without life-months is still an offer, and they follow from its terms.
    """
    payers = pledges.payers_of(session, pledge.id)
    if pledge.ended_at is not None:
        return
    if not pledge.is_of_arrears and not coverage.progress(session, [pledge.id])[pledge.id].committed:
        return
    pledges.reshape_to(session, payers, promises_of(session, [pledge.id], payers), new=_new(session, pledge, since))


def give_time(session: Session, pledge: Pledge) -> None:
    """Give a promise that has just been approved some days before its first instalment is due."""
    zone = places.district_of(session, pledge.district_id).zone
    earliest = min(clock.today(zone) + timedelta(days=DAYS_TO_PAY), max(clock.today(zone), pledge.hold_until.date()))
    pledges.move_first_due(session, pledge.id, earliest=earliest)


def _new(session: Session, pledge: Pledge, since: Month | None) -> New:
    today = clock.today(places.district_of(session, pledge.district_id).zone)
    soonest = today + timedelta(days=DAYS_TO_PAY)
    if since is None:
        return New(date.min, soonest)
    day = places.setting(session, pledge.district_id, "due_day", on=today)
    due = (since + -1).first_day.replace(day=day)
    return New(due, max(due, soonest))
