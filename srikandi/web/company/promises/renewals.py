"""Promises that come to their end: go on with one click, or say no."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from srikandi import pledges, programme
from srikandi.database import current_session
from srikandi.pledges import Pledge
from srikandi.users import Permission
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("renewals", __name__, url_prefix="/perpanjangan")


class NoForm(Form):
    """Why a company does not go on, if it wants to say so."""

    reason = TextAreaField(_l("Alasan (boleh kosong)"), [Optional(), Length(max=1000), plain_text])


@routes.get("")
@requires(Permission.PLEDGES_MAKE)
def index() -> str:
    """List the promises this company was asked to go on with."""
    return _page()


@routes.post("/<int:pledge_id>")
@requires(Permission.PLEDGES_MAKE)
def renew(pledge_id: int) -> tuple[str, int] | Response:
    """Go on with a promise: same people, same terms."""
    form, pledge = Form(), _pledge(pledge_id)
    if form.validate():
        with form.catching():
            new = programme.renew(current_session(), pledge, by=current_actor())
            flash(gettext("Perpanjangan diajukan sebagai %(number)s. Kabupaten memeriksanya.", number=new.number))
            return redirect(url_for("company.pledges.show", pledge_id=new.id), 303)
    return _page(form), 422


@routes.post("/<int:pledge_id>/tolak")
@requires(Permission.PLEDGES_MAKE)
def decline(pledge_id: int) -> tuple[str, int] | Response:
    """Say that a promise ends as planned."""
    form, pledge = NoForm(), _pledge(pledge_id)
    if form.validate():
        with form.catching():
            programme.decline(current_session(), pledge, reason=form.reason.data or "", by=current_actor())
            flash(gettext("Jawaban Anda tercatat: %(number)s tidak dilanjutkan.", number=pledge.number))
            return redirect(url_for(".index"), 303)
    return _page(form), 422


def _pledge(pledge_id: int) -> Pledge:
    return pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())


def _page(refused: Form | None = None) -> str:
    rows = programme.renewals_for(current_session(), current_actor().organisation_id or 0)
    no = refused if isinstance(refused, NoForm) else NoForm()
    return render_template("company/renewals/index.html", rows=rows, refused=refused, no=no)
