"""A restricted row is kept and nothing else: `usable` leaves it out everywhere until the person lifts it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.residents.models import Resident
from srikandi.residents.refusals import NotRestricted, RestrictedAlready


def restrict(session: Session, resident: Resident, *, by: Actor) -> None:
    """Let nobody list, offer or export this person; cover that is paid goes on. Raises: RestrictedAlready."""
    if resident.restricted_at is not None:
        raise RestrictedAlready
    resident.restricted_at = clock.now()
    audit.record(session, "resident:restrict", resident, by=by)
    session.flush()


def lift_restriction(session: Session, resident: Resident, *, by: Actor) -> None:
    """Let the person's data be used again, as the person asks. Raises: NotRestricted."""
    if resident.restricted_at is None:
        raise NotRestricted
    resident.restricted_at = None
    audit.record(session, "resident:lift_restriction", resident, by=by)
    session.flush()
