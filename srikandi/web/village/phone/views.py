"""The worker that keeps pages, the page of what waits to be sent, and who is there."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, g, jsonify, render_template, request
from flask import Response as FlaskResponse
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from srikandi.clock import now
from srikandi.database import index_of
from srikandi.users import Permission
from srikandi.web.guard import current_actor, public, requires

routes = Blueprint("phone", __name__)
READER = "X-Telepon"
"""Names the session a page was made for: the worker keeps pages of one session only, and none without this name."""
KEPT = frozenset({"village.residents", "village.sessions", "village.phone"})
"""Whose pages are read at a door without signal. What strangers wrote stays off the phone: nominations and complaints,
with their telephone numbers."""


@routes.get("/kiriman")
@requires(Permission.RESIDENTS_VERIFY)
def index() -> str:
    """Show what waits on this phone; the phone fills it in."""
    return render_template("village/phone/index.html")


@routes.get("/telepon")
@requires(Permission.RESIDENTS_VERIFY)
def pulse() -> Response:
    """Say who is signed in, with the word their forms need and the key of what their phone keeps."""
    return jsonify(who=_person(), token=generate_csrf(), key=index_of("phone_key", _number()).hex())


@routes.get("/pekerja.js")
@public
def worker() -> Response:
    """Give the script that keeps pages readable; it stands here because it may only keep what lies beneath it."""
    script = Path(current_app.static_folder or "") / "js" / "village" / "worker.js"
    return FlaskResponse(script.read_bytes(), mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


def allow_worker() -> None:
    """Let pages of the village start the worker; no other page may."""
    g.worker_source = "'self'"


def name_reader(response: Response) -> Response:
    """Say for whose session a page was made that may be kept on the phone."""
    if response.mimetype == "text/html" and request.blueprint in KEPT and current_user.is_authenticated:
        response.headers[READER] = _session()
    return response


def words_for_page() -> dict[str, object]:
    """Give what the script of a village page begins with."""
    if not current_user.is_authenticated:
        return {}
    return {"phone_who": _person(), "phone_session": _session(), "phone_at": now()}


def _number() -> str:
    return str(current_actor().user_id)


def _person() -> str:
    return index_of("phone", _number()).hex()


def _session() -> str:
    return index_of("phone_session", current_user.signed_in.web_session.token_hash.hex()).hex()
