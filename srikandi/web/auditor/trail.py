"""Who did what, when and why."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from srikandi.audit import trail
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("trail", __name__, url_prefix="/jejak")


@routes.get("")
@requires(Permission.AUDIT_VIEW)
def index() -> str:
    """List the deeds of the district, the newest first."""
    action, subject = request.args.get("tindakan", "").strip(), request.args.get("hal", "").strip()
    page = trail(
        current_session(),
        viewer=current_actor(),
        action=action,
        subject=subject,
        before=request.args.get("sebelum", type=int),
    )
    return render_template("auditor/trail/index.html", page=page, action=action, subject=subject)
