"""The home page: what waits for this person today."""

from __future__ import annotations

from flask import Blueprint, render_template

from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("home", __name__, url_prefix="/beranda")


@routes.get("")
@requires(Permission.ACCOUNT_USE)
def show() -> str:
    """Show what waits for this person today."""
    return render_template("account/home/show.html", actor=current_actor())
