"""The poster of a village: made, printed, taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import documents, nominations
from srikandi.database import current_session
from srikandi.nominations import NominationPoster
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("posters", __name__, url_prefix="/usulan/poster")


@routes.post("")
@requires(Permission.NOMINATIONS_DECIDE)
def create() -> Response:
    """Give the village a poster of its own."""
    session, by = current_session(), current_actor()
    nominations.make_poster(session, district_id=by.district_id, village_code=by.village_code, by=by)
    flash(gettext("Poster siap dicetak."), "success")
    return redirect(url_for("village.nominations.index"), 303)


@routes.get("/<int:poster_id>.pdf")
@requires(Permission.NOMINATIONS_DECIDE)
def pdf(poster_id: int) -> Response:
    """Give the page to hang up."""
    return poster_pdf(nominations.poster_of(current_session(), poster_id, viewer=current_actor()))


@routes.post("/<int:poster_id>/cabut")
@requires(Permission.NOMINATIONS_DECIDE)
def revoke(poster_id: int) -> Response:
    """Take the code back."""
    session, by = current_session(), current_actor()
    nominations.revoke_poster(session, nominations.poster_of(session, poster_id, viewer=by), by=by)
    flash(gettext("Kode poster dicabut."), "success")
    return redirect(url_for("village.nominations.index"), 303)


def poster_pdf(poster: NominationPoster) -> Response:
    """Give a poster as a file to take away."""
    content = nominations.draw_poster(current_session(), poster)
    name = f"poster-usulan-{poster.code}.pdf"
    leaving = documents.attachment(content, filename=name, media_type="application/pdf")
    return Response(leaving.content, headers=leaving.headers)
