"""Who may open which page: every view says `@requires(Permission.X)` or `@public`; an undeclared one stops the start.

The guard runs before the view. Nobody signed in is sent to the sign-in page, somebody without the right gets a refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from srikandi.audit import Actor
from srikandi.errors import NotAllowed
from srikandi.users import Permission

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
ACCESS = "access"
"""Under which a view carries who may open it."""
SECOND_FACTOR_ENDPOINTS = frozenset({"account.second_factor.new", "account.second_factor.create"})
"""What somebody may open who has given the password but not yet the code."""
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static"})


class Undeclared(Exception):
    """A view does not say who may open it."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only people with this right open the view."""

    def declare(view: View) -> View:
        vars(view)[ACCESS] = permission.value
        return view

    return declare


def public(view: View) -> View:
    """Let everybody open the view."""
    vars(view)[ACCESS] = PUBLIC
    return view


def access_of(app: Flask, endpoint: str) -> str | None:
    """Give what a view declared: a permission's word, `public`, or nothing."""
    if endpoint in OPEN_ENDPOINTS:
        return PUBLIC
    return getattr(app.view_functions[endpoint], ACCESS, None)


def check_declared(app: Flask) -> None:
    """Stop the start when a view has not said who may open it. Raises: Undeclared."""
    silent = sorted(rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None)
    if silent:
        raise Undeclared(", ".join(silent))


def current_actor() -> Actor:
    """Give the person behind this request. Raises: NotAllowed, when nobody is signed in."""
    if not current_user.is_authenticated:
        raise NotAllowed
    actor: Actor = current_user.actor
    return actor


def visitor() -> Actor:
    """Give the person behind this request, or a stranger from the street."""
    if current_user.is_authenticated:
        return current_actor()
    return Actor(None, "Masyarakat", "public", request_id=g.get("request_id"))


def check_access() -> Response | None:
    """Ask the guard before the view runs."""
    if request.endpoint is None or request.url_rule is None:
        return None
    access = access_of(current_app, request.endpoint)
    if access == PUBLIC:
        return None
    if not current_user.is_authenticated:
        wanted = request.full_path if request.method == "GET" else None
        return redirect(url_for("public.sign_in.new", lanjut=wanted), 303)
    if current_user.signed_in.needs_second_factor and request.endpoint not in SECOND_FACTOR_ENDPOINTS:
        return redirect(url_for("account.second_factor.new"), 303)
    if not current_actor().may(str(access)):
        raise NotAllowed
    return None


def install(app: Flask) -> None:
    """Put the guard before every view."""
    app.before_request(check_access)
