"""Succession in a district: who left, what their months became, what was wasted, which companies are asked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from srikandi.audit import Actor
from srikandi.coverage import succession
from srikandi.database import current_session
from srikandi.places import villages_of
from srikandi.programme import exits
from srikandi.programme.exits import lists
from srikandi.residents import EXIT_WORDS
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("exits", __name__, url_prefix="/pergantian")


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """Show where every life-month is, and who has left."""
    session, viewer, before = current_session(), current_actor(), request.args.get("sebelum", type=int)
    rows, following = exits.left_rows(session, viewer=viewer, before=before)
    return render_template(
        "district/exits/index.html",
        balance=succession.district_balance(session, viewer.district_id),
        **_wasted(viewer),
        asked=exits.questions_in(session, viewer.district_id),
        files=lists.list_summaries(session, viewer=viewer) if before is None else [],
        rows=rows,
        pages_at=(before is None, following),
        villages={one.code: one for one in villages_of(session, viewer.district_id)},
        exit_words=EXIT_WORDS,
    )


def _wasted(viewer: Actor) -> dict[str, Any]:
    """Give what was confirmed for people who had left, and what of that has come back."""
    session, districts = current_session(), [viewer.district_id]
    return {"wasted": exits.wasted_rows(session, districts), "given_back": exits.credited_rows(session, districts)}
