"""What a payer has to pay when: every open instalment by its day."""

from __future__ import annotations

from flask import Blueprint, render_template

from srikandi import clock, places, programme
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.company.paying import organisation_paying
from srikandi.web.guard import current_actor, requires

routes = Blueprint("dues", __name__, url_prefix="/tagihan")


@routes.get("")
@requires(Permission.PAYMENTS_MAKE)
def index() -> str:
    """List what is due, the first day first."""
    session = current_session()
    own = organisation_paying(session, current_actor())
    today = clock.today(places.district_of(session, own.district_id or 0).zone)
    dues = programme.dues_of(session, district_id=own.district_id or 0, at=today, organisation_id=own.id)
    return render_template("company/dues/index.html", dues=dues, own=own)
