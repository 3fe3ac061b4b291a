"""Where a person is signed in: sessions in the database, found by the hash of a random token."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi.clock import now, today
from srikandi.users.models import Membership, User, WebSession

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class SignedIn:
    """A person behind a live session, and the membership they work in."""

    web_session: WebSession
    user: User
    membership: Membership


def hash_of(token: str) -> bytes:
    """Give the stored form of a random token."""
    return hashlib.sha256(token.encode()).digest()


def open_session(session: Session, user: User, *, membership: Membership, address: str, browser: str) -> str:
    """Sign a person in; the token it gives is shown to their browser only."""
    token = secrets.token_urlsafe(32)
    row = WebSession(
        token_hash=hash_of(token),
        user_id=user.id,
        membership_id=membership.id,
        expires_at=now() + LIFETIME,
        address=address,
        browser=browser[:200],
    )
    session.add(row)
    session.flush()
    return token


def find_session(session: Session, token: str) -> SignedIn | None:
    """Give who is signed in with this token; nobody once the session, the role or the account has ended."""
    moment = now()
    row = session.execute(
        select(WebSession, User, Membership)
        .join(User, User.id == WebSession.user_id)
        .join(Membership, Membership.id == WebSession.membership_id)
        .where(
            WebSession.token_hash == hash_of(token),
            WebSession.ended_at.is_(None),
            WebSession.expires_at > moment,
            User.ended_at.is_(None),
            Membership.ended_at.is_(None),
            Membership.user_id == User.id,
            Membership.until_on.is_(None) | (Membership.until_on >= today()),
        )
    ).one_or_none()
    return SignedIn(*row) if row else None


def end_sessions(session: Session, user_id: int) -> None:
    """Sign a person out everywhere, at once."""
    session.execute(
        update(WebSession).where(WebSession.user_id == user_id, WebSession.ended_at.is_(None)).values(ended_at=now())
    )
