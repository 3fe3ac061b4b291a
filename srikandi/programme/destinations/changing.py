"""The four steps of a change of destination, each with its letters in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.errors import Conflict
from srikandi.payments import destinations
from srikandi.payments.destinations import ChangeDecided, DestinationChange, Wanted
from srikandi.programme.destinations.telling import Step, tell
from srikandi.users import Proof


def propose_destination(
    session: Session, wanted: Wanted, *, district_id: int, reason: str, proof: Proof | None, by: Actor
) -> DestinationChange:
    """Propose a change and tell everybody. Raises: what `destinations.propose` refuses."""
    change = destinations.propose(session, wanted, district_id=district_id, reason=reason, proof=proof, by=by)
    tell(session, change, Step.PROPOSED, who=by.name)
    return change


def approve_destination(
    session: Session, change: DestinationChange, *, seen_hash: str, proof: Proof | None, by: Actor
) -> DestinationChange:
    """Approve somebody else's proposal and tell everybody; it takes effect a day later.

    Raises: what `destinations.approve` refuses.
    """
    change = destinations.approve(session, change, seen_hash=seen_hash, proof=proof, by=by)
    tell(session, change, Step.APPROVED, who=by.name)
    return change


def stop_destination(session: Session, change: DestinationChange, *, reason: str, by: Actor) -> DestinationChange:
    """Stop a change before it takes effect, and tell everybody. Raises: ReasonMissing, ChangeDecided."""
    change = destinations.stop(session, change, reason=reason, by=by)
    tell(session, change, Step.STOPPED, who=by.name)
    return change


def change_destinations_due(session: Session, *, at: datetime, by: Actor) -> list[DestinationChange]:
    """Let every change take effect whose day of waiting is over; one that no longer can is stopped, and told."""
    return [_settle(session, change_id, by=by) for change_id in destinations.due(session, at=at)]


def _settle(session: Session, change_id: int, *, by: Actor) -> DestinationChange:
    change = session.get_one(DestinationChange, change_id)
    try:
        with session.begin_nested():
            change = destinations.take_effect(session, change, by=by)
    except ChangeDecided:
        return change
    except Conflict as refusal:
        return stop_destination(session, change, reason=str(refusal), by=by)
    tell(session, change, Step.EFFECTIVE, who=by.name)
    return change
