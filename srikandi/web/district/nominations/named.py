"""Somebody asks at the desk what is held of them, who is on no list but was nominated: shown, or forgotten, at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from srikandi import nominations
from srikandi.database import current_session
from srikandi.nominations import Nomination, Said
from srikandi.places import villages_of
from srikandi.users import Permission
from srikandi.web.forms import Form, ReasonField
from srikandi.web.frame.saying.vocabulary.nominating import NOMINATED_BY
from srikandi.web.guard import current_actor, requires

routes = Blueprint("named", __name__, url_prefix="/hak-warga/usulan")


class ProofForm(Form):
    """How the desk made sure who is asking."""

    reason = ReasonField(
        _l("Bagaimana Anda memastikan orangnya?"), description=_l("Misalnya: KTP asli ditunjukkan. Tersimpan di jejak.")
    )


@routes.get("/<int:nomination_id>")
@requires(Permission.RIGHTS_KEEP)
def show(nomination_id: int) -> str:
    """Say that somebody was nominated, masked."""
    return _page(_nomination(nomination_id))


@routes.post("/<int:nomination_id>/buka")
@requires(Permission.RIGHTS_KEEP)
def reveal(nomination_id: int) -> str | tuple[str, int]:
    """Show everything that is held, on this one answer; who opened it is kept in the trail."""
    form, nomination = ProofForm(prefix="buka"), _nomination(nomination_id)
    if form.validate():
        with form.catching():
            said = nominations.reveal(current_session(), nomination, reason=form.reason.data, by=current_actor())
            return _page(nomination, said=said)
    return _page(nomination, opening=form), 422


@routes.post("/<int:nomination_id>/hapus")
@requires(Permission.RIGHTS_KEEP)
def withdraw(nomination_id: int) -> tuple[str, int] | Response:
    """Forget the nomination, as the person asks."""
    form, nomination = ProofForm(prefix="hapus"), _nomination(nomination_id)
    if form.validate():
        with form.catching():
            nominations.withdraw(current_session(), nomination, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan itu sudah dihapus. Sampaikan kepada orangnya."), "success")
            return redirect(url_for("district.rights.index"), 303)
    return _page(nomination, ending=form), 422


def _nomination(nomination_id: int) -> Nomination:
    return nominations.nomination_of(current_session(), nomination_id, viewer=current_actor())


def _page(
    nomination: Nomination, *, said: Said | None = None, opening: Form | None = None, ending: Form | None = None
) -> str:
    session, viewer = current_session(), current_actor()
    return render_template(
        "district/nominations/named.html",
        one=nomination,
        nik=nominations.masked_nik(nomination),
        said=said,
        village=next(one for one in villages_of(session, viewer.district_id) if one.code == nomination.village_code),
        by_words=NOMINATED_BY,
        opening=opening or ProofForm(formdata=None, prefix="buka"),
        ending=ending or ProofForm(formdata=None, prefix="hapus"),
    )
