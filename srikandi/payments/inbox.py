"""What providers tell us: kept first, worked once, tried again while it fails."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.payments.models import WebhookEvent
from srikandi.payments.providers import VerifiedEvent
from srikandi.payments.providers.notices import one_event

STRIPE = "stripe"
REVIEW = "review"
"""How outcomes begin that a person has to look at."""
MOST_ATTEMPTS = 50
LONGEST_OUTCOME = 200


def keep_event(session: Session, event: VerifiedEvent, *, provider: str = STRIPE) -> WebhookEvent:
    """Keep a notice; one that came before gives the row it has."""
    asked = select(WebhookEvent).where(WebhookEvent.provider == provider, WebhookEvent.event_id == event.event_id)
    known = session.scalar(asked)
    if known is not None:
        return known
    row = WebhookEvent(
        provider=provider,
        event_id=event.event_id,
        kind=event.kind,
        object_id=event.object_id,
        body=json.dumps(event.body, separators=(",", ":")),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.scalars(asked).one()
    return row


def waiting_events(session: Session, *, at_most: int = 200, provider: str = STRIPE) -> list[int]:
    """List the notices nobody has worked yet, oldest first, as ids."""
    waiting = WebhookEvent.provider == provider, WebhookEvent.handled_at.is_(None)
    asked = select(WebhookEvent.id).where(*waiting, WebhookEvent.attempts < MOST_ATTEMPTS)
    return list(session.scalars(asked.order_by(WebhookEvent.id).limit(at_most)))


def locked_event(session: Session, event_id: int) -> WebhookEvent | None:
    """Give a notice for working on it; none when somebody has worked it meanwhile."""
    asked = select(WebhookEvent).where(WebhookEvent.id == event_id, WebhookEvent.handled_at.is_(None))
    return session.scalar(asked.with_for_update().execution_options(populate_existing=True))


def notices_for_a_person(session: Session, *, at_most: int = 50) -> list[WebhookEvent]:
    """List what came in that the book could not follow by itself, newest first."""
    asked = select(WebhookEvent).where(WebhookEvent.outcome.startswith(REVIEW))
    return list(session.scalars(asked.order_by(WebhookEvent.id.desc()).limit(at_most)))


def event_of(row: WebhookEvent) -> VerifiedEvent:
    """Read a kept notice again."""
    return one_event(json.loads(row.body))


def note_worked(event: WebhookEvent, outcome: str) -> None:
    """Note that a notice is done with, and what came of it."""
    event.handled_at, event.outcome, event.attempts = clock.now(), outcome[:LONGEST_OUTCOME], event.attempts + 1


def note_failed(event: WebhookEvent, why: str) -> None:
    """Note that working on a notice failed; it stays for the next sweep."""
    event.outcome, event.attempts = why[:LONGEST_OUTCOME], event.attempts + 1
