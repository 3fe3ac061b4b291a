"""The gap of the reader's district, tier by tier and kecamatan by kecamatan."""

from __future__ import annotations

from flask import Blueprint, render_template

from srikandi import places, reports
from srikandi.database import current_session
from srikandi.places import uhc
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("gaps", __name__, url_prefix="/uhc")


@routes.get("")
@requires(Permission.GAPS_VIEW)
def show() -> str:
    """Show which tier is reached, what the next one takes, and where ten lives count the most."""
    session, viewer = current_session(), current_actor()
    district = places.district_of(session, viewer.district_id)
    said = reports.standing(session, district)
    return render_template("district/gaps/show.html", said=said, figures=uhc.figures_of(session, district.id))
