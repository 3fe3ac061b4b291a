"""Where a person stands on a list, why, and the code by which they read it themselves."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pools, residents
from srikandi.database import current_session
from srikandi.residents import Resident
from srikandi.users import Permission
from srikandi.web.district.rules.words import names_of, reason_rows
from srikandi.web.guard import current_actor, requires

routes = Blueprint("places", __name__, url_prefix="/warga/<int:resident_id>/tempat")


def said_of(resident: Resident) -> dict[str, object]:
    """Give what the page of a person's places shows, for whoever may see the person."""
    names = names_of(resident.district_id)
    found = pools.places_of(current_session(), resident)
    page = current_app.extensions["srikandi"].public_url + url_for("public.pools.ask_place")
    return {"resident": resident, "page": page, "places": [(one, reason_rows(one, names)) for one in found]}


def seen(resident_id: int) -> Resident:
    """Give a person this reader may see. Raises: ResidentUnknown."""
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def give_code(resident: Resident, pool_id: int) -> None:
    """Give a new code for a place, and say so."""
    code = pools.give_code(current_session(), pool_id, resident, by=current_actor())
    flash(gettext("Kode baru: %(code)s. Kode yang lama tidak berlaku lagi.", code=code), "success")


def revoke_code(resident: Resident, pool_id: int) -> None:
    """Let the code of a place answer no more, and say so."""
    pools.revoke_code(current_session(), pool_id, resident, by=current_actor())
    flash(gettext("Kodenya dicabut. Tempatnya dalam urutan tetap."), "success")


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def show(resident_id: int) -> str:
    """Show where a person stands and why."""
    return render_template("district/places/show.html", **said_of(seen(resident_id)))


@routes.post("/<int:pool_id>/kode-baru")
@requires(Permission.RESIDENTS_IMPORT)
def renew(resident_id: int, pool_id: int) -> Response:
    """Give the person a new code."""
    give_code(seen(resident_id), pool_id)
    return redirect(url_for("district.places.show", resident_id=resident_id), 303)


@routes.post("/<int:pool_id>/cabut-kode")
@requires(Permission.RESIDENTS_IMPORT)
def revoke(resident_id: int, pool_id: int) -> Response:
    """Let the person's code answer no more."""
    revoke_code(seen(resident_id), pool_id)
    return redirect(url_for("district.places.show", resident_id=resident_id), 303)
