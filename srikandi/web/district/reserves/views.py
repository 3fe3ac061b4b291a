"""The Pemkab sets its own reserve and asks it back; part of any reserve goes back when the district agrees."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pledges, programme
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.money import ZERO
from srikandi.pledges import Pledge, ReserveRelease
from srikandi.users import Permission
from srikandi.web.company.pledges.forms import ReleaseForm, ReserveForm
from srikandi.web.district.pledges.forms import KeepForm
from srikandi.web.district.pledges.views import government_id_for, pledge_page, seen_pledge
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("reserves", __name__, url_prefix="/komitmen/<int:pledge_id>/cadangan")


@routes.post("")
@requires(Permission.PLEDGES_AGREE)
def hold_back(pledge_id: int) -> tuple[str, int] | Response:
    """Set months or rupiah of the Pemkab's aside, on top of its premiums."""
    form, pledge = ReserveForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            amount = form.sum_for(pledge, _pemkabs_share(pledge))
            pledges.set_reserve(current_session(), pledge, amount=amount, by=current_actor())
            return _done(pledge, gettext("Cadangan iuran tersimpan."))
    return pledge_page(pledge, holding=form), 422


@routes.post("/minta")
@requires(Permission.PLEDGES_AGREE)
def ask(pledge_id: int) -> tuple[str, int] | Response:
    """Ask for part of the Pemkab's reserve; somebody else in the district answers."""
    form, pledge = ReleaseForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            session, viewer = current_session(), current_actor()
            own = pledges.reserve_of(session, pledge, viewer=viewer)
            words = {"amount": form.amount.data or ZERO, "reason": form.release_reason.data}
            pledges.ask_release(session, own, **words, by=viewer)
            return _done(pledge, gettext("Permintaan dikirim. Penyetuju kabupaten menjawabnya."))
    return pledge_page(pledge, asking=form), 422


@routes.post("/<int:release_id>/setujui")
@requires(Permission.PLEDGES_APPROVE)
def agree(pledge_id: int, release_id: int) -> tuple[str, int] | Response:
    """Give it back to its payer's credit."""
    form, pledge = Form(), seen_pledge(pledge_id)
    asked = _asked(pledge, release_id)
    if form.validate():
        with form.catching():
            programme.agree_release(current_session(), asked, reason="", by=current_actor())
            return _done(pledge, gettext("Cadangan kembali menjadi titipan penanggungnya."))
    return pledge_page(pledge, releasing=form), 422


@routes.post("/<int:release_id>/tolak")
@requires(Permission.PLEDGES_APPROVE)
def decline(pledge_id: int, release_id: int) -> tuple[str, int] | Response:
    """Keep it where it is, and say why."""
    form, pledge = KeepForm(), seen_pledge(pledge_id)
    asked = _asked(pledge, release_id)
    if form.validate():
        with form.catching():
            programme.decline_release(current_session(), asked, reason=form.keep_reason.data, by=current_actor())
            return _done(pledge, gettext("Jawaban tercatat. Cadangannya tetap."))
    return pledge_page(pledge, keeping=form), 422


def _pemkabs_share(pledge: Pledge) -> pledges.PayerRow | None:
    own = government_id_for(pledge)
    return next((row for row in pledges.payers_of(current_session(), pledge.id) if row.organisation_id == own), None)


def _asked(pledge: Pledge, release_id: int) -> ReserveRelease:
    """Give a question about a reserve of this very pledge. Raises: NotFound."""
    found = current_session().get(ReserveRelease, release_id)
    own = {row.id for row in pledges.reserves_of(current_session(), [pledge.id])}
    if found is None or found.reserve_id not in own:
        raise NotFound
    return found


def _done(pledge: Pledge, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("district.pledges.show", pledge_id=pledge.id), 303)
