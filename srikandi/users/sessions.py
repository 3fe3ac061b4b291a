"""Signing in: tries are counted in the database, sessions stand there and can be ended at once.

Ten tries in five minutes for an account and for an address, counted as keyed hashes; an unknown account costs the same
time and gets the same answer as a wrong password.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from srikandi.audit import Actor, record
from srikandi.clock import now, today
from srikandi.database import Secret
from srikandi.throttles import Gate, count, is_full
from srikandi.users.credentials import hash_password, is_password_of, use_code
from srikandi.users.models import Membership, User, WebSession
from srikandi.users.permissions import Role
from srikandi.users.refusals import TooManyTries, WrongCode, WrongCredentials, WrongPassword

LIFETIME = timedelta(hours=12)
STAFF = frozenset(Role) - {Role.COMPANY}
"""Every role but the company's must show a second factor; a company may."""


@dataclass(frozen=True)
class SignedIn:
    """A person behind a live session, and the membership they work in."""

    web_session: WebSession
    user: User
    membership: Membership

    @property
    def needs_second_factor(self) -> bool:
        """Must this session still show, or set up, its second factor?"""
        if self.user.skips_second_factor or self.web_session.second_factor_at is not None:
            return False
        return self.membership.role in STAFF or self.user.totp_seed is not None


@dataclass(frozen=True)
class Proof:
    """Somebody has just shown again who they are. Only `prove_again` makes one."""

    user_id: int
    at: datetime


def check_tries(session: Session, email: str, *, address: str) -> None:
    """Refuse whoever has tried too often lately. Raises: TooManyTries."""
    if is_full(session, Gate.ACCOUNT, _account(email)) or is_full(session, Gate.SIGN_IN, address):
        raise TooManyTries


def note_try(session: Session, email: str, *, address: str) -> None:
    """Count a try that failed, for the account and for the address."""
    count(session, Gate.ACCOUNT, _account(email))
    count(session, Gate.SIGN_IN, address)


def authenticate(session: Session, email: str, *, password: str) -> User:
    """Give the person whose password this is. Raises: WrongCredentials."""
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    if not is_password_of(user, password) or user is None or user.ended_at is not None:
        raise WrongCredentials
    return user


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
    record(session, "session:open", row, by=Actor(user.id, user.name, membership.role))
    return token


def pass_second_factor(session: Session, signed_in: SignedIn, *, code: str) -> None:
    """Accept the authenticator's code for this session. Raises: WrongCode, TooManyTries."""
    user = signed_in.user
    if user.totp_seed is None:
        raise WrongCode(field="code")
    use_code(user, code, seed=user.totp_seed.open(user.uid), at=now())
    signed_in.web_session.second_factor_at = now()
    record(
        session, "session:second_factor", signed_in.web_session, by=Actor(user.id, user.name, signed_in.membership.role)
    )


def set_up_second_factor(session: Session, signed_in: SignedIn, *, seed: str, code: str) -> None:
    """Bind an authenticator to the account once it has shown a right code. Raises: WrongCode."""
    user = signed_in.user
    if user.totp_seed is not None:
        raise WrongCode(field="code")
    use_code(user, code, seed=seed, at=now())
    user.totp_seed = Secret(seed, user.uid)
    signed_in.web_session.second_factor_at = now()
    record(session, "user:set_up_second_factor", user, by=Actor(user.id, user.name, signed_in.membership.role))


def held_on(day: date) -> ColumnElement[bool]:
    """Say which memberships give their role on a day: neither ended nor run out."""
    return and_(Membership.ended_at.is_(None), or_(Membership.until_on.is_(None), Membership.until_on >= day))


def find_session(session: Session, token: str) -> SignedIn | None:
    """Give who is signed in with this token; nobody once the session, the role or the account has ended."""
    row = session.execute(
        select(WebSession, User, Membership)
        .join(User, User.id == WebSession.user_id)
        .join(Membership, Membership.id == WebSession.membership_id)
        .where(
            WebSession.token_hash == hash_of(token),
            WebSession.ended_at.is_(None),
            WebSession.expires_at > now(),
            User.ended_at.is_(None),
            Membership.user_id == User.id,
            held_on(today()),
        )
    ).one_or_none()
    return SignedIn(*row) if row else None


def work_as(session: Session, signed_in: SignedIn, *, membership: Membership) -> None:
    """Let this browser work in another role of the same person."""
    signed_in.web_session.membership_id = membership.id
    by = Actor(signed_in.user.id, signed_in.user.name, membership.role)
    record(session, "session:switch_role", signed_in.web_session, by=by, role=membership.role)


def change_password(session: Session, signed_in: SignedIn, *, current: str, new: str) -> None:
    """Set a new password and sign every other browser out. Raises: WrongCredentials, WeakPassword."""
    user = signed_in.user
    if not is_password_of(user, current):
        raise WrongCredentials(field="current")
    user.password_hash = hash_password(new, about=(*user.email.replace("@", ".").split("."), *user.name.split()))
    others = update(WebSession).where(WebSession.user_id == user.id, WebSession.id != signed_in.web_session.id)
    session.execute(others.where(WebSession.ended_at.is_(None)).values(ended_at=now()))
    record(session, "user:change_password", user, by=Actor(user.id, user.name, signed_in.membership.role))


def prove_again(session: Session, user_id: int, *, password: str, code: str) -> Proof:
    """Give proof that the person at the keys is still this one: the password, and the code of their authenticator.

    Raises: WrongPassword, WrongCode.
    """
    user = session.get_one(User, user_id)
    if not is_password_of(user, password):
        raise WrongPassword(field="password")
    if user.totp_seed is not None:
        use_code(user, code, seed=user.totp_seed.open(user.uid), at=now())
    return Proof(user_id, now())


def sessions_of(session: Session, user_id: int) -> list[WebSession]:
    """Give where a person is signed in, the newest first."""
    chosen = select(WebSession).where(
        WebSession.user_id == user_id, WebSession.ended_at.is_(None), WebSession.expires_at > now()
    )
    return list(session.scalars(chosen.order_by(WebSession.id.desc())))


def end_session(session: Session, web_session: WebSession, *, by: Actor) -> None:
    """Sign one browser out."""
    web_session.ended_at = now()
    record(session, "session:end", web_session, by=by)


def end_sessions(session: Session, user_id: int) -> None:
    """Sign a person out everywhere, at once."""
    session.execute(
        update(WebSession).where(WebSession.user_id == user_id, WebSession.ended_at.is_(None)).values(ended_at=now())
    )


def hash_of(token: str) -> bytes:
    """Give the stored form of a random token."""
    return hashlib.sha256(token.encode()).digest()


def _account(email: str) -> str:
    return email.strip().lower()
