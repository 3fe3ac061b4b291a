"""The Pemkab's own answer to a share it is asked for, given by its maker."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import pledges
from srikandi.database import current_session
from srikandi.pledges import Pledge
from srikandi.users import Permission
from srikandi.web.district.pledges.forms import DeclineForm
from srikandi.web.district.pledges.views import pledge_page, seen_pledge
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("shares", __name__, url_prefix="/<int:pledge_id>/porsi")


@routes.post("/terima")
@requires(Permission.PLEDGES_AGREE)
def accept(pledge_id: int) -> tuple[str, int] | Response:
    """Say yes to the Pemkab's share."""
    form, pledge = Form(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            pledges.accept_share(current_session(), pledge, by=current_actor())
            return _done(pledge, gettext("Porsi pemerintah kabupaten disetujui."))
    return pledge_page(pledge, accepting=form), 422


@routes.post("/tolak")
@requires(Permission.PLEDGES_AGREE)
def decline(pledge_id: int) -> tuple[str, int] | Response:
    """Say no to the Pemkab's share, with a reason."""
    form, pledge = DeclineForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            pledges.decline_share(current_session(), pledge, reason=form.reason.data, by=current_actor())
            return _done(pledge, gettext("Jawaban tercatat. Pengaju bisa menyusun pembagian lain."))
    return pledge_page(pledge, declining=form), 422


def _done(pledge: Pledge, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("district.pledges.show", pledge_id=pledge.id), 303)
