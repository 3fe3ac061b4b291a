"""What the worker does about promises in time: prices of months, months nobody paid for, reminders, renewals."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app
from sqlalchemy.orm import Session

from srikandi import programme
from srikandi.audit import Actor
from srikandi.programme import Ways
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


def _ways() -> Ways:
    settings: Settings = current_app.extensions["srikandi"]
    return Ways(settings.public_url, has_cards=settings.stripe is not None)


PROMISES: tuple[Callable[[Session], object], ...] = (price_months, slide_months, remind, offer_renewals)
