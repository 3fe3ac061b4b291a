"""A promise whose every month is delivered or given back is completed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import coverage, pledges
from srikandi.audit import Actor
from srikandi.pledges import Pledge, PledgeStatus


def finish(session: Session, pledge: Pledge, *, by: Actor) -> None:
    """Complete a pledge whose every month is delivered or given back."""
    if pledge.status is PledgeStatus.RUNNING and coverage.is_delivered(session, pledge.id):
        pledges.complete(session, pledge, by=by)
