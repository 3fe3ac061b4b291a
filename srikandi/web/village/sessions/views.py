"""The sessions of a village and those its officer goes to: where, when, and what came of them, also without signal."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import fieldwork
from srikandi.clock import now
from srikandi.database import current_session
from srikandi.fieldwork import FieldSession
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.village.phone import again, once
from srikandi.web.village.sessions.codes import code_of
from srikandi.web.village.sessions.forms import ResultForm

routes = Blueprint("sessions", __name__, url_prefix="/kegiatan")


@routes.get("")
@requires(Permission.FIELD_RECORD)
def index() -> str:
    """List what comes, and what was lately."""
    session, at = current_session(), now()
    rows = fieldwork.rows_of(session, fieldwork.sessions_around(session, viewer=current_actor()))
    coming = [one for one in rows if one.session.ends_at >= at]
    past = [one for one in reversed(rows) if one.session.ends_at < at]
    return render_template("village/sessions/index.html", coming=coming, past=past)


@routes.get("/<int:session_id>")
@requires(Permission.FIELD_RECORD)
def show(session_id: int) -> str:
    """Show one session and ask what came of it."""
    held = _session(session_id)
    code = code_of(held)
    form = ResultForm.beginning(fieldwork.results_of(current_session(), held), brought=code.brought.there)
    return render_template("village/sessions/show.html", form=form, code=code, **_about(held))


def _recorded(session_id: int) -> Response:
    flash(gettext("Hasil kegiatan di %(place)s tersimpan.", place=_session(session_id).place), "success")
    return redirect(url_for("village.sessions.show", session_id=session_id), 303)


@routes.post("/<int:session_id>")
@requires(Permission.FIELD_RECORD)
@once(_recorded)
def record(session_id: int) -> Any:
    """Write down what came of it."""
    held = _session(session_id)
    results = fieldwork.results_of(current_session(), held)
    form = ResultForm().offer(results)
    if form.validate():
        with form.catching():
            fieldwork.record(current_session(), held, form.gathered(), by=current_actor())
            return _recorded(session_id)
    return again(form.knowing(results), "village/sessions/show.html", code=code_of(held), **_about(held))


def _session(session_id: int) -> FieldSession:
    return fieldwork.session_of(current_session(), session_id, viewer=current_actor())


def _about(held: FieldSession) -> dict[str, object]:
    return {"row": fieldwork.rows_of(current_session(), [held])[0], "may_record": held.starts_at <= now()}
