"""A promise becomes seats, and an unkept one gives everything back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from srikandi import coverage, pledges, tariffs
from srikandi.audit import Actor
from srikandi.pledges import Consortium, Expired, Pledge, PledgeStatus, renewals
from srikandi.programme.arrears import let_go_astray
from srikandi.programme.money import fund, give_time, release_months


def approve_pledge(session: Session, pledge: Pledge, *, seen_hash: str, by: Actor) -> Pledge:
    """Approve exactly what was seen and give everybody held a seat in every month; money that came early is put to use.

    Raises: what `pledges.approve` refuses, coverage.AlreadyCovered.
    """
    pledge = pledges.approve(session, pledge, seen_hash=seen_hash, by=by)
    _seat(session, pledge, by=by)
    return pledge


def approve_consortium(session: Session, consortium: Consortium, *, seen_hash: str, by: Actor) -> list[Pledge]:
    """Approve the whole of a consortium as seen, seat all of its people and put to use what came early; or nothing.

    Raises: what `pledges.approve_together` refuses, coverage.AlreadyCovered.
    """
    promised = pledges.approve_together(session, consortium, seen_hash=seen_hash, by=by)
    for pledge in promised:
        _seat(session, pledge, by=by)
    return promised


def expire_consortia(session: Session, *, at: datetime, by: Actor | None = None) -> list[Consortium]:
    """Let go, together, of consortia whose day has passed; nobody of theirs has a seat yet, and no money was used."""
    return pledges.expire_consortia(session, at=at, by=by or Actor.system("batas komitmen bersama"))


def _seat(session: Session, pledge: Pledge, *, by: Actor) -> None:
    if not pledge.is_of_arrears:
        _give_seats(session, pledge)
    give_time(session, pledge)
    fund(session, pledge.id, by=by)


def _give_seats(session: Session, pledge: Pledge) -> None:
    months = pledge.start_month.following(pledge.months)
    holds = pledges.holds_of(session, pledge.id)
    held = renewals.people_of(session, pledge.id) or [hold.resident_id for hold in holds]
    held += [None] * (pledge.lives - len(held))
    prices = tariffs.amounts(session, pledge.tariff_basis, months=months)
    coverage.seat(session, pledge.id, district_id=pledge.district_id, residents=held, prices=prices)
    if pledge.urgent_lives:
        kept = range(pledge.lives - pledge.urgent_lives + 1, pledge.lives + 1)
        coverage.urgency.keep_free(session, pledge.district_id, pledge.id, seats=kept)


def cancel_pledge(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> Pledge:
    """Take one's own unfunded promise back, its seats with it. Raises: PledgeUnknown, what `pledges.cancel` refuses."""
    check_maker(pledge, by=by)
    pledge = pledges.cancel(session, pledge, reason=reason, by=by)
    release_months(session, pledge, coverage.LifeMonth.pledge_id == pledge.id, by=by)
    let_go_astray(session, pledge_ids=[pledge.id], by=by)
    return pledge


def refuse_pledge(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> Pledge:
    """Say no with a reason; whoever was reserved for it waits again. Raises: what `pledges.refuse` refuses."""
    pledge = pledges.refuse(session, pledge, reason=reason, by=by)
    let_go_astray(session, pledge_ids=[pledge.id], by=by)
    return pledge


def check_maker(pledge: Pledge, *, by: Actor) -> None:
    """Say nothing when this is whose promise it is; who shares in paying it sees it as well. Raises: PledgeUnknown."""
    if by.organisation_id != pledge.company_id:
        raise pledges.PledgeUnknown


def expire_holds(session: Session, *, at: datetime, by: Actor | None = None) -> list[Expired]:
    """End the holds of some pledges whose deadline has passed, with the seats of those nobody paid for.

    Call again until nothing ends.

    Funded seats stay; the others regain their old place in the pool and a hold of theirs never comes back. A pledge
    that ends here keeps nothing, not even a paid seat that was waiting for its next person.
    """
    actor = by or Actor.system("batas waktu titipan")
    ended = pledges.expire_overdue(session, at=at, by=actor)
    for one in ended:
        if one.pledge.approved_at is not None:
            release_months(session, one.pledge, _given_up(one), by=actor)
        if one.pledge.status is PledgeStatus.RUNNING and coverage.is_delivered(session, one.pledge.id):
            pledges.complete(session, one.pledge, by=actor)
    if ended:
        let_go_astray(session, pledge_ids=[one.pledge.id for one in ended], by=actor)
    return ended


def _given_up(one: Expired) -> ColumnElement[bool]:
    if one.pledge.status is PledgeStatus.EXPIRED:
        return coverage.LifeMonth.pledge_id == one.pledge.id
    return coverage.of_residents(one.pledge.id, one.resident_ids)
