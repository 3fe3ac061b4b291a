"""The outbox: what is to be sent stands in a row first."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.clock import now
from srikandi.messages.models import Message

TRIES = 8
FIRST_PAUSE = timedelta(minutes=2)
A_BATCH = 50
CLAIM = timedelta(minutes=15)
"""Longer than a whole batch takes at a mail server that lets every letter wait."""


def write(
    session: Session, to_address: str, *, kind: str, subject: str, body: str, district_id: int | None = None
) -> Message:
    """Put a letter in the outbox; it leaves only if the deed around it is kept."""
    message = Message(
        to_address=to_address, kind=kind, subject=subject.replace("\n", " "), body=body, district_id=district_id
    )
    session.add(message)
    return message


def due(session: Session) -> list[Message]:
    """Give the letters whose turn it is; rows another worker holds are left to it."""
    chosen = (
        select(Message)
        .where(Message.sent_at.is_(None), Message.next_try_at <= now())
        .order_by(Message.next_try_at)
        .limit(A_BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(chosen))


def newest(session: Session, *, limit: int = 100) -> list[Message]:
    """Give the last letters, the newest first."""
    return list(session.scalars(select(Message).order_by(Message.id.desc()).limit(limit)))


def claim(session: Session) -> list[Message]:
    """Take the letters whose turn it is, and put their next turn off until these tries must be over.

    They are detached: they can be handed over with no transaction open, and no other worker takes them meanwhile.
    """
    claimed = due(session)
    for message in claimed:
        message.next_try_at = now() + CLAIM
    session.flush()
    for message in claimed:
        session.expunge(message)
    return claimed


def note_sent(message: Message) -> None:
    """Write down that a letter has left."""
    message.sent_at, message.failure = now(), None


def note_failure(message: Message, *, reason: str) -> None:
    """Write down why a letter did not leave and when it is tried again, each pause double the last."""
    message.attempts += 1
    message.failure = reason[:300]
    pause = FIRST_PAUSE * 2 ** (message.attempts - 1)
    message.next_try_at = now() + pause if message.attempts < TRIES else None
