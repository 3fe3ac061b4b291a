"""Accounts: invited by link, given roles for a time, ended at once."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor, record
from srikandi.clock import now
from srikandi.users.credentials import hash_password
from srikandi.users.models import Invitation, Membership, User
from srikandi.users.permissions import FORBIDDEN_PAIRS, ROLE_PERMISSIONS, Role
from srikandi.users.refusals import AddressTaken, ForbiddenPair, InvitationEnded, PlaceMissing
from srikandi.users.sessions import end_sessions, hash_of

INVITATION_DAYS = 7
NEEDS_ORGANISATION = frozenset({Role.COMPANY, Role.BRANCH, Role.FORUM})
NEEDS_DISTRICT = frozenset(
    {Role.VILLAGE, Role.MAKER, Role.CHECKER, Role.COMPANY, Role.TREASURER, Role.FORUM, Role.AUDITOR}
)


@dataclass(frozen=True)
class Post:
    """A role and where it is held, until when."""

    role: Role
    district_id: int | None = None
    organisation_id: int | None = None
    village_code: str | None = None
    until_on: date | None = None

    def check(self) -> None:
        """Refuse a role without its place. Raises: PlaceMissing."""
        if self.role in NEEDS_DISTRICT and self.district_id is None:
            raise PlaceMissing(field="district", place="kabupaten")
        if self.role in NEEDS_ORGANISATION and self.organisation_id is None:
            raise PlaceMissing(field="organisation", place="organisasi")
        if self.role is Role.VILLAGE and self.village_code is None:
            raise PlaceMissing(field="village", place="desa")


def invite(session: Session, email: str, *, name: str, post: Post, by: Actor) -> tuple[Invitation, str]:
    """Give an invitation and the token its link carries; the token is kept nowhere else."""
    post.check()
    user = find_user(session, email)
    if user is not None:
        _check_pairs(session, user, post)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=hash_of(token),
        email=email.strip().lower(),
        name=name.strip(),
        invited_by=by.user_id,
        expires_at=now() + timedelta(days=INVITATION_DAYS),
        **vars(post),
    )
    session.add(invitation)
    session.flush()
    record(session, "user:invite", invitation, by=by, role=post.role)
    return invitation, token


def open_invitation(session: Session, token: str) -> Invitation:
    """Give the invitation behind a link. Raises: InvitationEnded."""
    found = session.scalar(
        select(Invitation).where(
            Invitation.token_hash == hash_of(token),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now(),
        )
    )
    if found is None:
        raise InvitationEnded
    return found


def accept(session: Session, invitation: Invitation, *, password: str) -> User:
    """Make the account and give it its role; a person who already has one keeps it and gains the role."""
    user = find_user(session, invitation.email)
    if user is None:
        user = add_user(session, invitation.email, name=invitation.name, password=password)
    invitation.accepted_at = now()
    post = Post(
        invitation.role,
        invitation.district_id,
        invitation.organisation_id,
        invitation.village_code,
        invitation.until_on,
    )
    actor = Actor(user.id, user.name, invitation.role)
    grant(session, user, post=post, by=actor)
    return user


def withdraw(session: Session, invitation: Invitation, *, by: Actor) -> None:
    """Make a link worthless."""
    invitation.withdrawn_at = now()
    record(session, "user:withdraw_invitation", invitation, by=by)


def add_user(session: Session, email: str, *, name: str, password: str) -> User:
    """Make an account. Raises: AddressTaken, WeakPassword."""
    address = email.strip().lower()
    if find_user(session, address) is not None:
        raise AddressTaken(field="email")
    about = (*address.replace("@", ".").split("."), *name.split())
    user = User(email=address, name=name.strip(), password_hash=hash_password(password, about=about))
    session.add(user)
    session.flush()
    return user


def grant(session: Session, user: User, *, post: Post, by: Actor) -> Membership:
    """Give somebody a role. Raises: ForbiddenPair, PlaceMissing."""
    post.check()
    _check_pairs(session, user, post)
    membership = Membership(user_id=user.id, **vars(post))
    session.add(membership)
    session.flush()
    record(session, "user:grant", user, by=by, role=post.role, district_id=post.district_id)
    return membership


def end_membership(session: Session, membership: Membership, *, by: Actor) -> None:
    """Take a role away; whoever holds it is signed out at once."""
    membership.ended_at = now()
    end_sessions(session, membership.user_id)
    record(session, "user:end_role", membership, by=by, role=membership.role)


def end_user(session: Session, user: User, *, reason: str, by: Actor) -> None:
    """Close an account for good; its past deeds keep their name."""
    user.ended_at = now()
    end_sessions(session, user.id)
    record(session, "user:end", user, by=by, reason=reason)


def find_user(session: Session, email: str) -> User | None:
    """Give the account with this address."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def remember_language(session: Session, by: Actor, *, language: str) -> None:
    """Write letters to this person in the language they read our pages in."""
    user = session.get(User, by.user_id)
    if user is not None:
        user.language = language
        session.flush()


def memberships_of(session: Session, user_id: int) -> list[Membership]:
    """Give the live roles of a person, the oldest first."""
    chosen = select(Membership).where(Membership.user_id == user_id, Membership.ended_at.is_(None))
    return list(session.scalars(chosen.order_by(Membership.id)))


def live_people(
    session: Session, *, search: str = "", role: Role | None = None, after: int = 0, limit: int | None = None
) -> list[tuple[User, Membership]]:
    """Give people with a live role, a row a role, in the order they came; `search` is part of a name or address."""
    chosen = select(User, Membership).join(Membership, Membership.user_id == User.id)
    chosen = chosen.where(User.ended_at.is_(None), Membership.ended_at.is_(None), Membership.id > after)
    if search:
        part = search.strip().lower()
        named = func.lower(User.name).contains(part, autoescape=True) | User.email.contains(part, autoescape=True)
        chosen = chosen.where(named)
    if role is not None:
        chosen = chosen.where(Membership.role == role)
    return [(user, membership) for user, membership in session.execute(chosen.order_by(Membership.id).limit(limit))]


def names_of(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """Give the names of these people."""
    asked = select(User.id, User.name).where(User.id.in_(user_ids))
    return {row[0]: row[1] for row in session.execute(asked)}


def open_invitations(session: Session) -> list[Invitation]:
    """Give the invitations nobody has taken up yet."""
    chosen = select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > now()
    )
    return list(session.scalars(chosen.order_by(Invitation.id.desc())))


def _check_pairs(session: Session, user: User, post: Post) -> None:
    wanted = ROLE_PERMISSIONS[post.role]
    for held in memberships_of(session, user.id):
        if None not in (held.district_id, post.district_id) and held.district_id != post.district_id:
            continue
        has = ROLE_PERMISSIONS[held.role]
        for one, other in FORBIDDEN_PAIRS:
            if (one in has and other in wanted) or (other in has and one in wanted):
                raise ForbiddenPair(one=one.value, other=other.value)
