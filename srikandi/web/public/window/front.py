"""The front page: what this is in one look."""

from __future__ import annotations

from flask import Blueprint, render_template

from srikandi import reports
from srikandi.database import current_session
from srikandi.pools import open_pools, public_cards
from srikandi.web.guard import public

routes = Blueprint("front", __name__)
SHOWN_POOLS = 3


@routes.get("/")
@public
def show() -> str:
    """Show what this is, how far it has come, and where to begin."""
    session = current_session()
    pools = open_pools(session)
    return render_template(
        "public/front/show.html",
        live=reports.live_figures(session),
        cards_list=public_cards(session, pools[:SHOWN_POOLS]),
        more_pools=max(len(pools) - SHOWN_POOLS, 0),
    )
