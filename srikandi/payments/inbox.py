"""What providers tell us: kept first, worked once, tried again while it fails, and shown to a person at the end."""

from __future__ import annotations

import json
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.payments.models import WebhookEvent
from srikandi.payments.providers import VerifiedEvent
from srikandi.payments.providers.notices import one_event
from srikandi.payments.refusals import NoticeDecided, NoticeNotFound, ReasonMissing

STRIPE = "stripe"
REVIEW = "review"
"""How outcomes begin that a person has to look at."""
IGNORED = "ignored"
"""How outcomes begin that say why the book took no notice."""
MOST_ATTEMPTS = 30
"""After about a day of tries a notice is dead: it waits for a person, and is never dropped."""
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_OUTCOME = 200


class NoticeSide(StrEnum):
    """Which notices a person looks at."""

    PERSON = "person"
    FAILED = "failed"
    IGNORED = "ignored"
    ALL = "all"


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
    """List the notices whose turn has come and nobody has worked yet, oldest first, as ids."""
    due = or_(WebhookEvent.next_at.is_(None), WebhookEvent.next_at <= clock.now())
    asked = select(WebhookEvent.id).where(WebhookEvent.provider == provider, _open(), _alive(), due)
    return list(session.scalars(asked.order_by(WebhookEvent.id).limit(at_most)))


def locked_event(session: Session, event_id: int) -> WebhookEvent | None:
    """Give a notice for working on it; none when somebody has worked it meanwhile."""
    asked = select(WebhookEvent).where(WebhookEvent.id == event_id, _open())
    return session.scalar(asked.with_for_update().execution_options(populate_existing=True))


def event_of(row: WebhookEvent) -> VerifiedEvent:
    """Read a kept notice again."""
    return one_event(json.loads(row.body))


def note_worked(event: WebhookEvent, outcome: str) -> None:
    """Note that a notice is done with, and what came of it."""
    event.handled_at, event.outcome, event.attempts = clock.now(), outcome[:LONGEST_OUTCOME], event.attempts + 1
    event.next_at = None


def note_failed(event: WebhookEvent, why: str) -> None:
    """Note that working on a notice failed; it is tried again at once, then after pauses that double up to an hour."""
    pause = min(timedelta(minutes=2 ** min(event.attempts, 10) - 1), LONGEST_PAUSE)
    event.outcome, event.attempts = why[:LONGEST_OUTCOME], event.attempts + 1
    event.next_at = clock.now() + pause


def is_dead(event: WebhookEvent) -> bool:
    """Has it failed so often that only a person's word tries it again?"""
    return event.handled_at is None and event.attempts >= MOST_ATTEMPTS


def retry_event(session: Session, event: WebhookEvent, *, by: Actor) -> None:
    """Let a notice that failed be tried again by itself, as after its first try. Raises: NoticeDecided."""
    if event.handled_at is not None:
        raise NoticeDecided
    event.attempts, event.next_at = 1, None
    session.flush()
    audit.record(session, "notice:retry", event, by=by, event_id=event.event_id, outcome=event.outcome)


def close_notice(session: Session, event: WebhookEvent, *, note: str, by: Actor) -> None:
    """Write down what a person did about a notice. Raises: NoticeDecided, ReasonMissing."""
    if event.closed_at is not None or not (event.outcome or "").startswith(REVIEW):
        raise NoticeDecided
    if not note.strip():
        raise ReasonMissing(field="note")
    event.closed_by, event.closed_at, event.closed_note = by.user_id, clock.now(), note.strip()
    session.flush()
    audit.record(session, "notice:close", event, by=by, event_id=event.event_id, reason=event.closed_note)


def visible_notices(viewer: Actor) -> Select[WebhookEvent]:
    """Ask for the notices about the viewer's districts, and those nobody could place yet."""
    own = WebhookEvent.district_id.in_(viewer.district_ids)
    return select(WebhookEvent).where(or_(own, WebhookEvent.district_id.is_(None)))


def notice_of(session: Session, notice_id: int, *, viewer: Actor) -> WebhookEvent:
    """Give a notice this viewer may see. Raises: NoticeNotFound."""
    found = session.scalar(visible_notices(viewer).where(WebhookEvent.id == notice_id))
    if found is None:
        raise NoticeNotFound
    return found


def notices(
    session: Session, *, viewer: Actor, side: NoticeSide = NoticeSide.PERSON, at_most: int = 200
) -> list[WebhookEvent]:
    """List the notices of one side, newest first."""
    asked = visible_notices(viewer).where(*_SIDES[side])
    return list(session.scalars(asked.order_by(WebhookEvent.id.desc()).limit(at_most)))


def _open() -> ColumnElement[bool]:
    return WebhookEvent.handled_at.is_(None)


def _alive() -> ColumnElement[bool]:
    return WebhookEvent.attempts < MOST_ATTEMPTS


_SIDES: dict[NoticeSide, tuple[ColumnElement[bool], ...]] = {
    NoticeSide.PERSON: (and_(WebhookEvent.outcome.startswith(REVIEW), WebhookEvent.closed_at.is_(None)),),
    NoticeSide.FAILED: (and_(WebhookEvent.handled_at.is_(None), WebhookEvent.attempts > 0),),
    NoticeSide.IGNORED: (WebhookEvent.outcome.startswith(IGNORED),),
    NoticeSide.ALL: (),
}
