"""Where somebody of the village stands on a list, and the code the officer hands over."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from srikandi.users import Permission
from srikandi.web.district.rules import places
from srikandi.web.guard import requires
from srikandi.web.village.residents.views import routes


@routes.get("/<int:resident_id>/tempat")
@requires(Permission.RESIDENTS_VERIFY)
def place(resident_id: int) -> str:
    """Show where a person stands and why."""
    return render_template("village/residents/place.html", **places.said_of(places.seen(resident_id)))


@routes.post("/<int:resident_id>/tempat/<int:pool_id>/kode-baru")
@requires(Permission.RESIDENTS_VERIFY)
def renew_code(resident_id: int, pool_id: int) -> Response:
    """Give the person a new code."""
    places.give_code(places.seen(resident_id), pool_id)
    return redirect(url_for("village.residents.place", resident_id=resident_id), 303)


@routes.post("/<int:resident_id>/tempat/<int:pool_id>/cabut-kode")
@requires(Permission.RESIDENTS_VERIFY)
def revoke_code(resident_id: int, pool_id: int) -> Response:
    """Let the person's code answer no more."""
    places.revoke_code(places.seen(resident_id), pool_id)
    return redirect(url_for("village.residents.place", resident_id=resident_id), 303)
