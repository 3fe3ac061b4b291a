"""Claiming a key: the first to send it does the deed, everybody after that learns that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.database import index_of, insert_new, instant_text
from srikandi.receipts.models import Receipt
from srikandi.receipts.refusals import KeyReused

OLDEST = timedelta(days=7)
"""How long after the deed a phone may still say when it was."""
KEPT = timedelta(days=90)
"""How long a deed sent again is recognised; a page that old is refused for what has changed since."""
CLAIMED = "user_id", "key", "content_hash", "received_at"


@dataclass(frozen=True)
class Sent:
    """A deed as it came: the phone's key, and in words what was sent where."""

    key: str
    what: str


def claim(session: Session, sent: Sent, *, by: Actor) -> bool:
    """Say whether this is the first time; whoever sends at the same moment waits for the first one's end.

    A deed that is refused drops its claim with it, and may be sent again. Raises: KeyReused.
    """
    content = index_of("receipt", sent.what).hex()
    row = (by.user_id, sent.key, content, instant_text(clock.now()))
    if insert_new(session, Receipt, CLAIMED, [row], key="key"):
        return True
    kept = session.scalar(select(Receipt).where(Receipt.user_id == by.user_id, Receipt.key == sent.key))
    if kept is None or kept.content_hash != content:
        raise KeyReused
    return False


def forget_receipts(session: Session) -> None:
    """Delete what no phone will send again."""
    old = delete(Receipt).where(Receipt.received_at < clock.now() - KEPT)
    session.execute(old, execution_options={"synchronize_session": False})


def moment_of(milliseconds: int) -> datetime | None:
    """Give when a phone says something was done, if that can be: not in the future, not long ago."""
    now = clock.now()
    earliest = now - OLDEST
    if not earliest.timestamp() * 1000 <= milliseconds <= now.timestamp() * 1000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
