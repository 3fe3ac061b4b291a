"""The home page: what waits for this person today."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from srikandi import reports
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("home", __name__, url_prefix="/beranda")


@routes.get("")
@requires(Permission.ACCOUNT_USE)
def show() -> str:
    """Show what waits for this person today, and how their part stands."""
    session, actor = current_session(), current_actor()
    open_here = [one for one in reports.waiting(session, actor) if one.endpoint in current_app.view_functions]
    return render_template("account/home/show.html", waiting=open_here, home=reports.home_figures(session, actor))
