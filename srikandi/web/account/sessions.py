"""Where I am signed in, and in which role I work."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.users import Membership, Permission, WebSession, end_session, memberships_of, sessions_of, work_as
from srikandi.web.guard import current_actor, requires

routes = Blueprint("sessions", __name__, url_prefix="/akun")


def _own(session_id: int) -> WebSession:
    for one in sessions_of(current_session(), current_user.signed_in.user.id):
        if one.id == session_id:
            return one
    raise NotFound


def _own_membership(membership_id: int) -> Membership:
    for one in memberships_of(current_session(), current_user.signed_in.user.id):
        if one.id == membership_id:
            return one
    raise NotFound


@routes.get("")
@requires(Permission.ACCOUNT_USE)
def index() -> str:
    """Show my account: roles, second factor, sessions."""
    user = current_user.signed_in.user
    return render_template(
        "account/sessions/index.html",
        user=user,
        here=current_user.signed_in.web_session,
        sessions=sessions_of(current_session(), user.id),
        memberships=memberships_of(current_session(), user.id),
        membership=current_user.signed_in.membership,
    )


@routes.post("/sesi/<int:session_id>/akhiri")
@requires(Permission.ACCOUNT_USE)
def destroy(session_id: int) -> Response:
    """Sign one of my browsers out."""
    end_session(current_session(), _own(session_id), by=current_actor())
    flash(gettext("Sesi itu sudah diakhiri."), "success")
    return redirect(url_for("account.sessions.index"), 303)


@routes.post("/peran")
@requires(Permission.ACCOUNT_USE)
def switch() -> Response:
    """Work in another of my roles from now on."""
    chosen = request.form.get("membership", type=int) or 0
    work_as(current_session(), current_user.signed_in, membership=_own_membership(chosen))
    return redirect(url_for("account.home.show"), 303)
