"""What must always be true of the book, and when it was last found so."""

from __future__ import annotations

from flask import Blueprint, render_template

from srikandi import ledger, places, programme
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("checks", __name__, url_prefix="/pemeriksaan")
SHOWN = 12
"""Two hours of runs."""


@routes.get("")
@requires(Permission.LEDGER_VIEW)
def index() -> str:
    """Show each sentence with what the last run said, and where the money of each district is."""
    session = current_session()
    runs = ledger.last_runs(session, count=SHOWN)
    found = {one.check for one in runs[0].findings} if runs else set()
    mine = current_actor().district_ids
    districts = [one for one in places.districts(session) if one.id in mine]
    equations = [(district, programme.equation_of(session, district.id)) for district in districts]
    return render_template(
        "auditor/checks/index.html", runs=runs, sentences=ledger.invariants(), found=found, equations=equations
    )
