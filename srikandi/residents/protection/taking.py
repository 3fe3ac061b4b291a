"""A list of names that leaves the house as a file is written down: who took it, of what, and how many people."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.database import Model


def note_taken(session: Session, subject: Model, *, what: str, people: int, by: Actor) -> None:
    """Write down that somebody took this list away; `what` says which of the subject's lists."""
    audit.record(session, "names:take", subject, by=by, district_id=by.district_id, what=what, people=people)
    session.flush()
