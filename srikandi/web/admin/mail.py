"""The letters of a demonstration, to read instead of to receive."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.messages import Message, newest
from srikandi.users import Permission
from srikandi.web.guard import requires

routes = Blueprint("mail", __name__, url_prefix="/surat")


@routes.get("")
@requires(Permission.MAIL_VIEW)
def index() -> str:
    """List the last letters; only a demonstration shows what they say."""
    return render_template("admin/mail/index.html", messages=newest(current_session()))


@routes.get("/<int:message_id>")
@requires(Permission.MAIL_VIEW)
def show(message_id: int) -> str:
    """Show one letter of a demonstration. In production letters hold links that are for their receivers only."""
    message = current_session().get(Message, message_id)
    if message is None or not current_app.extensions["srikandi"].is_demo:
        raise NotFound
    return render_template("admin/mail/show.html", message=message)
