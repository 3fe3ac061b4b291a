"""The way to universal cover, for everybody: what was counted, what the tiers ask, where ten lives count the most."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from srikandi import reports
from srikandi.database import current_session
from srikandi.places import District, districts
from srikandi.web.guard import public

routes = Blueprint("uhc", __name__, url_prefix="/transparansi/uhc")


@routes.get("")
@public
def show() -> str:
    """Show the gap of one district, the first unless another is asked for; small counts are hidden."""
    session = current_session()
    known = districts(session)
    chosen = _chosen(known)
    said = reports.standing(session, chosen) if chosen else None
    rows = reports.for_everybody(said.subdistricts) if said else []
    return render_template("public/uhc/show.html", districts=known, said=said, rows=rows)


def _chosen(known: list[District]) -> District | None:
    wanted = request.args.get("kabupaten", "")
    return next((one for one in known if one.code == wanted), known[0] if known else None)
