"""Tries from the street, counted in the database by address; the address stands there as a keyed hash only."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.cards.models import StreetTry
from srikandi.cards.refusals import TooManyTries
from srikandi.database import index_of


class Door(StrEnum):
    """What is tried."""

    CODE = "code"
    """A code that was typed and is none."""
    COMPLAINT = "complaint"
    """A complaint that was handed in."""


LIMITS: dict[Door, tuple[int, timedelta]] = {
    Door.CODE: (10, timedelta(minutes=10)),
    Door.COMPLAINT: (10, timedelta(hours=1)),
}
"""So many from one address in so long a time."""
LONGEST = max(window for _, window in LIMITS.values())


def check_tries(session: Session, door: Door, *, address: str) -> None:
    """Refuse an address that has tried too often lately. Raises: TooManyTries."""
    most, window = LIMITS[door]
    own = StreetTry.door == door, StreetTry.address == _hashed(address), StreetTry.at > clock.now() - window
    if (session.scalar(select(func.count()).where(*own)) or 0) >= most:
        raise TooManyTries


def note_try(session: Session, door: Door, *, address: str) -> None:
    """Count a try, and forget those that no longer count."""
    forget_tries(session)
    session.add(StreetTry(door=door, address=_hashed(address), at=clock.now()))
    session.flush()


def forget_tries(session: Session) -> None:
    """Forget from which addresses people tried, once it no longer counts; daily too, lest the last ones stay."""
    old = delete(StreetTry).where(StreetTry.at < clock.now() - LONGEST)
    session.execute(old, execution_options={"synchronize_session": False})


def _hashed(address: str) -> bytes:
    return index_of("street", address)
