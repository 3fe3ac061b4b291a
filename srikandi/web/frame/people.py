"""Who is behind a request: the session in the cookie becomes a person in a role."""

from __future__ import annotations

from flask import Flask, g
from flask_login import LoginManager, UserMixin

from srikandi.audit import Actor
from srikandi.database import current_session
from srikandi.organisations import districts_served
from srikandi.users import ROLE_PERMISSIONS, Role, SignedIn, find_session


class Person(UserMixin):
    """A signed-in person, as pages and the guard see them."""

    def __init__(self, token: str, signed_in: SignedIn, actor: Actor) -> None:
        """Keep the token of the session, who it is, and what they may do."""
        self.token = token
        self.signed_in = signed_in
        self.actor = actor

    @property
    def name(self) -> str:
        """The person's name."""
        return self.actor.name

    def get_id(self) -> str:
        """Give what the cookie holds: the token of the session, not the person's number."""
        return self.token


def actor_of(signed_in: SignedIn) -> Actor:
    """Give the actor of a membership, with the districts it reaches."""
    user, membership = signed_in.user, signed_in.membership
    districts: tuple[int, ...] = (membership.district_id,) if membership.district_id else ()
    if membership.role is Role.BRANCH and membership.organisation_id:
        districts = districts_served(current_session(), membership.organisation_id)
    return Actor(
        user_id=user.id,
        name=user.name,
        role=membership.role,
        district_ids=districts,
        organisation_id=membership.organisation_id,
        village_code=membership.village_code,
        permissions=frozenset(right.value for right in ROLE_PERMISSIONS[membership.role]),
        request_id=g.get("request_id"),
    )


def person_of(token: str) -> Person | None:
    """Give the person behind a session's token."""
    signed_in = find_session(current_session(), token)
    return Person(token, signed_in, actor_of(signed_in)) if signed_in else None


def install(app: Flask) -> None:
    """Recognise people by their session."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    manager.user_loader(person_of)
