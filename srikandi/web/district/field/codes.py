"""The code of a field session: made, and taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import fieldwork, nominations
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("session_codes", __name__, url_prefix="/lapangan/<int:session_id>/kode")


@routes.post("")
@requires(Permission.FIELD_PLAN)
def create(session_id: int) -> Response:
    """Give a session a code people are named through."""
    session, by = current_session(), current_actor()
    nominations.make_visit_poster(session, fieldwork.session_of(session, session_id, viewer=by), by=by)
    flash(gettext("Kode usulan untuk kegiatan ini siap dipakai."), "success")
    return redirect(url_for("district.sessions.show", session_id=session_id), 303)


@routes.post("/cabut")
@requires(Permission.FIELD_PLAN)
def revoke(session_id: int) -> Response:
    """Take the code back; what came in through it stays."""
    session, by = current_session(), current_actor()
    poster = nominations.visit_poster(session, fieldwork.session_of(session, session_id, viewer=by))
    if poster is None:
        raise nominations.PosterUnknown
    nominations.revoke_poster(session, poster, by=by)
    flash(gettext("Kode kegiatan ini dicabut."), "success")
    return redirect(url_for("district.sessions.show", session_id=session_id), 303)
