"""Plain factories: a district, people in roles."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.users import ROLE_PERMISSIONS, Membership, Post, Role, User, grant

SYSTEM = Actor.system("test")


def make_user(
    session: Session, role: Role, *, name: str = "", post: Post | None = None, password_hash: str | None = None
) -> User:
    """Make a person with one role who skips the second factor."""
    number = session.query(User).count() + 1
    user = User(
        email=f"{role.value}{number}@contoh.example",
        name=name or f"{role.value.title()} {number}",
        password_hash=password_hash,
        skips_second_factor=True,
    )
    session.add(user)
    session.flush()
    if post is not None:
        grant(session, user, post=post, by=SYSTEM)
    else:
        session.add(Membership(user_id=user.id, role=role))
        session.flush()
    return user


def actor_for(
    user: User,
    role: Role,
    *,
    district_ids: tuple[int, ...] = (),
    organisation_id: int | None = None,
    village_code: str | None = None,
) -> Actor:
    """Give the actor this person is in a role."""
    rights = frozenset(right.value for right in ROLE_PERMISSIONS[role])
    return Actor(user.id, user.name, role.value, district_ids, organisation_id, village_code, rights, "test")
