"""A promise to pay what families owe, without cover: worked out and made."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from srikandi.database import current_session
from srikandi.pledges import owing
from srikandi.users import Permission
from srikandi.web.company.arrears.forms import ArrearsForm
from srikandi.web.company.pledges.page import own_company
from srikandi.web.forms import FORM_KEY, form_key_of
from srikandi.web.guard import current_actor, requires

routes = Blueprint("arrears", __name__, url_prefix="/komitmen/tunggakan")
ASKED = ("pool_id", "families")


@routes.get("")
@requires(Permission.PLEDGES_MAKE)
def new() -> str:
    """Say what the next families owe; with a query, just so many."""
    form = ArrearsForm(formdata=MultiDict(request.args) if request.args else None)
    form.form_key.data = form_key_of(request.args.get(FORM_KEY))
    return _calculator(form.offer(own_company()))


@routes.post("/hitung")
@requires(Permission.PLEDGES_MAKE)
def work_out() -> Response:
    """Turn what was typed into an address that shows its sum; nothing is kept."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name in ASKED]
    typed.append((FORM_KEY, form_key_of(request.form.get("form_key"))))
    return redirect(f"{url_for('company.arrears.new')}?{urlencode(typed)}", 303)


@routes.post("")
@requires(Permission.PLEDGES_MAKE)
def create() -> tuple[str, int] | Response:
    """Reserve what these families owe until the deadline."""
    form, company = ArrearsForm(), own_company()
    first = owing.offered_as(current_session(), company.id, form.form_key.data or "")
    if first is not None:
        flash(gettext("Komitmen ini sudah Anda ajukan. Tidak ada yang diajukan untuk kedua kalinya."), "info")
        return redirect(url_for("company.pledges.show", pledge_id=first), 303)
    if form.offer(company).validate():
        with form.catching():
            pledge = owing.offer_arrears(current_session(), form.terms(), by=current_actor())
            flash(form.said, "success")
            return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
    return _calculator(form), 422


def _calculator(form: ArrearsForm) -> str:
    quote = form.quote() if form.is_asked and form.pool_id.choices else None
    form.seen.data = str(quote.amount.rupiah) if quote else ""
    return render_template("company/arrears/new.html", form=form, quote=quote)
