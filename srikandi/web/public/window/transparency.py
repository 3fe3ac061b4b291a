"""Transparency: what everybody may know of a district, its money and its reports."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from srikandi import complaints, reports
from srikandi.database import current_session
from srikandi.places import District, districts
from srikandi.web.guard import public

routes = Blueprint("transparency", __name__, url_prefix="/transparansi")


@routes.get("")
@public
def show() -> str:
    """Show the figures of one district, the first unless another is asked for."""
    session = current_session()
    known = districts(session)
    chosen = _chosen(known)
    figures = reports.public_figures(session, chosen) if chosen else None
    told = complaints.public_counts(session, chosen.id) if chosen else None
    return render_template("public/transparency/show.html", districts=known, figures=figures, complaints=told)


def _chosen(known: list[District]) -> District | None:
    wanted = request.args.get("kabupaten", "")
    return next((one for one in known if one.code == wanted), known[0] if known else None)
