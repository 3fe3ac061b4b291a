"""Who pays what: answered by each for itself, proposed again by whoever made the promise."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pledges
from srikandi.database import current_session
from srikandi.pledges import Pledge
from srikandi.users import Permission
from srikandi.web.company.pledges.forms import DeclineForm, ReshapeForm
from srikandi.web.company.pledges.page import own_company, pledge_page, seen_pledge
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires
from srikandi.web.letters import send_share_requests

routes = Blueprint("shares", __name__, url_prefix="/<int:pledge_id>/porsi")


@routes.post("/terima")
@requires(Permission.PLEDGES_MAKE)
def accept(pledge_id: int) -> tuple[str, int] | Response:
    """Say yes to the own share."""
    form, pledge = Form(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            pledges.accept_share(current_session(), pledge, by=current_actor())
            return _done(pledge, gettext("Porsi Anda disetujui."))
    return pledge_page(pledge, accepting=form), 422


@routes.post("/tolak")
@requires(Permission.PLEDGES_MAKE)
def decline(pledge_id: int) -> tuple[str, int] | Response:
    """Say no to the own share, with a reason."""
    form, pledge = DeclineForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            pledges.decline_share(current_session(), pledge, reason=form.reason.data, by=current_actor())
            return _done(pledge, gettext("Jawaban Anda tercatat. Pengaju bisa menyusun pembagian lain."))
    return pledge_page(pledge, declining=form), 422


@routes.post("/ubah")
@requires(Permission.PLEDGES_MAKE)
def reshape(pledge_id: int) -> tuple[str, int] | Response:
    """Propose other payers or other shares."""
    form, pledge = ReshapeForm(), seen_pledge(pledge_id)
    form.offer_partners(own_company())
    if form.validate():
        with form.catching():
            why = form.why.data or ""
            pledges.reshape_shares(current_session(), pledge, form.shares(), reason=why, by=current_actor())
            send_share_requests(pledge)
            return _done(pledge, gettext("Pembagian porsi baru diajukan kepada para penanggung."))
    return pledge_page(pledge, reshaping=form), 422


def _done(pledge: Pledge, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
