"""What a browser remembers so that nobody lists whom they have named: the officer who signed in, what was sent from it.

Both stand in the signed session cookie and nowhere else. Of people who are no officers nothing is remembered that tells
who they are.
"""

from __future__ import annotations

from flask import session

from srikandi import nominations
from srikandi.audit import Actor
from srikandi.database import current_session
from srikandi.nominations import OFFICERS
from srikandi.users import User

OFFICER, NAMED = "officer", "named"
MOST = 20


def officer_here() -> int | None:
    """Give the officer who signed in on this device last, also when they have signed out."""
    found = session.get(OFFICER)
    known = isinstance(found, int) and current_session().get(User, found) is not None
    return found if known else None


def remember_sent(code: str) -> None:
    """Remember that a nomination was sent from this device, for whoever signs in next."""
    session[NAMED] = [*session.get(NAMED, []), nominations.mark_of(code)][-MOST:]


def recognise(by: Actor) -> None:
    """Remember the officer who has just signed in, and note what was sent from here before."""
    if by.role not in OFFICERS:
        return
    nominations.claim(current_session(), session.pop(NAMED, []), by=by)
    session[OFFICER] = by.user_id
