"""What the worker does about promises in time: prices, months nobody paid for, reminders, renewals, empty seats."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app
from sqlalchemy.orm import Session

from srikandi import programme
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.programme import Ways, exits
from srikandi.settings import Settings

WORKER = Actor.system("worker")


def price_months(session: Session) -> object:
    """Give unfunded months what they cost now."""
    return programme.apply_tariffs(session, by=WORKER)


def slide_months(session: Session) -> object:
    """Let months nobody paid in time slide to the end of their promise."""
    return programme.slide_unfunded(session, by=WORKER)


def remind(session: Session) -> object:
    """Write the reminders whose time has come."""
    return programme.remind(session, ways=_ways())


def offer_renewals(session: Session) -> object:
    """Ask companies whose promise comes to its end."""
    return programme.offer_renewals(session, ways=_ways())


def pass_on_unanswered(session: Session) -> object:
    """Let the next in order have what no company answered about in time."""
    return exits.pass_unanswered(session, at=now(), by=WORKER)


def ask_companies(session: Session) -> object:
    """Write to companies that are asked who comes next."""
    return exits.tell_questions(session, ways=_ways())


def put_off_empty(session: Session) -> object:
    """Let paid months nobody could be registered for come again later."""
    return exits.put_off_empty(session, by=WORKER)


def give_up_quotas(session: Session) -> object:
    """Give urgent quotas whose last day is over to the next in order."""
    return programme.urgency.give_up_overdue(session, by=WORKER)


def fill_seats(session: Session) -> object:
    """Seat the next in order wherever a seat waits and its pool has people."""
    return exits.fill_seats(session, by=WORKER)


def _ways() -> Ways:
    settings: Settings = current_app.extensions["srikandi"]
    return Ways(settings.public_url, has_cards=settings.stripe is not None)


PROMISES: tuple[Callable[[Session], object], ...] = (
    price_months,
    slide_months,
    remind,
    offer_renewals,
    pass_on_unanswered,
    put_off_empty,
    give_up_quotas,
    fill_seats,
    ask_companies,
)
