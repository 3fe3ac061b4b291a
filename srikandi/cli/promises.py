"""What the worker does about promises in time: prices of months, and months nobody paid for."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from srikandi import programme
from srikandi.audit import Actor

WORKER = Actor.system("worker")


def price_months(session: Session) -> object:
    """Give unfunded months what they cost now."""
    return programme.apply_tariffs(session, by=WORKER)


def slide_months(session: Session) -> object:
    """Let months nobody paid in time slide to the end of their promise."""
    return programme.slide_unfunded(session, by=WORKER)


PROMISES: tuple[Callable[[Session], object], ...] = (price_months, slide_months)
