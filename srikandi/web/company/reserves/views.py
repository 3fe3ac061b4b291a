"""The own reserve: set while the promise is an offer, asked back later."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pledges
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.pledges import Pledge
from srikandi.users import Permission
from srikandi.web.company.pledges.forms import ReleaseForm, ReserveForm
from srikandi.web.company.pledges.page import pledge_page, seen_pledge
from srikandi.web.guard import current_actor, requires

routes = Blueprint("reserves", __name__, url_prefix="/komitmen/<int:pledge_id>/cadangan")


@routes.post("")
@requires(Permission.PLEDGES_MAKE)
def hold_back(pledge_id: int) -> tuple[str, int] | Response:
    """Set months or rupiah aside on top of the premiums."""
    form, pledge = ReserveForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            amount = form.sum_for(pledge, _own_share(pledge))
            pledges.set_reserve(current_session(), pledge, amount=amount, by=current_actor())
            return _done(pledge, gettext("Cadangan iuran tersimpan."))
    return pledge_page(pledge, reserving=form), 422


@routes.post("/minta")
@requires(Permission.PLEDGES_MAKE)
def ask(pledge_id: int) -> tuple[str, int] | Response:
    """Ask the district for part of it."""
    form, pledge = ReleaseForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            session, viewer = current_session(), current_actor()
            own = pledges.reserve_of(session, pledge, viewer=viewer)
            pledges.ask_release(
                session, own, amount=form.amount.data or ZERO, reason=form.release_reason.data, by=viewer
            )
            return _done(pledge, gettext("Permintaan dikirim. Kabupaten menjawabnya."))
    return pledge_page(pledge, releasing=form), 422


def _own_share(pledge: Pledge) -> pledges.PayerRow | None:
    own = current_actor().organisation_id
    rows = pledges.payers_of(current_session(), pledge.id)
    return next((row for row in rows if row.organisation_id == own), None)


def _done(pledge: Pledge, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
