"""What is unfunded when its file is due slides to the end of its pledge; who never pays is ended by the district."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, places, pledges
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.places import District
from srikandi.pledges import DueStanding, Pledge, PledgeStatus
from srikandi.programme.finishing import finish
from srikandi.programme.money import price_anew, release_months
from srikandi.programme.refusals import NotOverdue, ReasonMissing

SIGNED = (PledgeStatus.AGREED, PledgeStatus.RUNNING)
RUNNING = (PledgeStatus.APPROVED, *SIGNED)


def slide_unfunded(session: Session, *, by: Actor) -> int:
    """Let every unfunded life-month whose file is due slide to the end of its pledge; say how many there were."""
    slid = 0
    for district in session.scalars(select(District).order_by(District.id)).all():
        before = first_month_in_time(session, district, on=clock.today(district.zone))
        slid += slide_before(session, district.id, before=before, by=by)
    return slid


def first_month_in_time(session: Session, district: District, *, on: date) -> Month:
    """Give the first month whose file can still be handed in on a day."""
    day = places.setting(session, district.id, "batch_day", on=on)
    return Month.of(on) + (1 if on.day <= day else 2)


def slide_before(session: Session, district_id: int, *, before: Month, by: Actor) -> int:
    """Let the unfunded life-months before a month slide, in every running pledge of a district."""
    slid = 0
    for pledge_id in _with_late_months(session, district_id, before):
        pledge = pledges.locked(session, pledge_id)
        count = coverage.slide(session, [pledge_id], before=before) if pledge.status in RUNNING else 0
        if count:
            price_anew(session, pledge, by=by)
            audit.record(session, "pledge:slide", pledge, by=by, before=str(before), life_months=count)
        slid += count
    return slid


def end_unpaid(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> int:
    """Give back the unfunded life-months of a pledge that is overdue; what is paid stays. Says how many they were.

    A decision of people with a reason: nothing ends by itself. Raises: ReasonMissing, NotOverdue.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, pledge.id)
    if not is_overdue(session, pledge) or pledge.status not in SIGNED:
        raise NotOverdue
    rows = (LifeMonth.pledge_id == pledge.id) & (LifeMonth.status == LifeMonthStatus.PLANNED)
    before = coverage.progress(session, [pledge.id])[pledge.id].released
    release_months(session, pledge, rows, by=by)
    ended = coverage.progress(session, [pledge.id])[pledge.id].released - before
    audit.record(session, "pledge:end_unpaid", pledge, by=by, reason=reason.strip(), life_months=ended)
    finish(session, pledge, by=by)
    return ended


def is_overdue(session: Session, pledge: Pledge) -> bool:
    """Is an instalment of this pledge open after its days of grace?"""
    today = clock.today(places.district_of(session, pledge.district_id).zone)
    found = pledges.open_instalments(session, district_id=pledge.district_id, at=today)
    return any(one.pledge_id == pledge.id and one.standing is DueStanding.OVERDUE for one in found)


def _with_late_months(session: Session, district_id: int, before: Month) -> list[int]:
    late = LifeMonth.district_id == district_id, LifeMonth.month < before, LifeMonth.status == LifeMonthStatus.PLANNED
    asked = select(Pledge.id).where(
        Pledge.district_id == district_id,
        Pledge.status.in_(RUNNING),
        select(LifeMonth.seat).where(*late, LifeMonth.pledge_id == Pledge.id).exists(),
    )
    return list(session.scalars(asked.order_by(Pledge.id)))
