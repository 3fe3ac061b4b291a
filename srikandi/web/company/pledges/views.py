"""A company's promises: worked out, made, followed."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import Response as FileResponse
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import documents, organisations, pledges, programme
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.organisations import Organisation
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.users import Permission
from srikandi.web.company.pledges.calculator import PledgeForm
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("pledges", __name__, url_prefix="/komitmen")
TOKENS = frozenset({"csrf_token", "form_key"})
CAN_CANCEL = frozenset({PledgeStatus.OFFERED, PledgeStatus.APPROVED})


class CancelForm(Form):
    """Why a promise is taken back."""

    reason = TextAreaField(_l("Alasan"), [InputRequired(_l("Tulis alasannya.")), Length(max=1000), plain_text])


@routes.get("")
@requires(Permission.PLEDGES_MAKE)
def index() -> str:
    """List the promises this company pays for, the newest first."""
    asked = pledges.visible_to(current_actor()).order_by(Pledge.id.desc())
    rows = programme.pledge_rows(current_session(), list(current_session().scalars(asked)))
    return render_template("company/pledges/index.html", rows=rows)


@routes.get("/baru")
@requires(Permission.PLEDGES_MAKE)
def new() -> str:
    """Work a promise out: with nothing filled in the usual one, with a query exactly that."""
    return _calculator(PledgeForm(formdata=_asked(request.args)).offer(_company()))


@routes.post("/hitung")
@requires(Permission.PLEDGES_MAKE)
def work_out() -> Response:
    """Turn what was typed into an address that shows its quote; nothing is kept."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in TOKENS]
    return redirect(f"{url_for('company.pledges.new')}?{urlencode(typed)}", 303)


@routes.post("/baru")
@requires(Permission.PLEDGES_MAKE)
def create() -> tuple[str, int] | Response:
    """Hold people for the promise until its deadline."""
    form = PledgeForm().offer(_company())
    if form.validate():
        with form.catching():
            pledge = pledges.offer(current_session(), form.terms(), by=current_actor())
            flash(gettext("%(n)s warga dititipkan untuk Anda. Kabupaten memeriksanya.", n=pledge.lives), "success")
            return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
    return _calculator(form), 422


@routes.get("/<int:pledge_id>")
@requires(Permission.PLEDGES_MAKE)
def show(pledge_id: int) -> str:
    """Show how far a promise is, who pays what, and what is missing."""
    return _page(_pledge(pledge_id), CancelForm())


@routes.get("/<int:pledge_id>/perjanjian/berkas")
@requires(Permission.PLEDGES_MAKE)
def agreement_paper(pledge_id: int) -> FileResponse:
    """Give the signed agreement, as a download."""
    file = documents.download_of(current_session(), _pledge(pledge_id).agreement_file_id)
    return FileResponse(file.content, headers=file.headers)


@routes.post("/<int:pledge_id>/batal")
@requires(Permission.PLEDGES_MAKE)
def cancel(pledge_id: int) -> tuple[str, int] | Response:
    """Take an unfunded promise back."""
    form, pledge = CancelForm(), _pledge(pledge_id)
    if form.validate():
        with form.catching():
            programme.cancel_pledge(current_session(), pledge, reason=form.reason.data, by=current_actor())
            flash(gettext("Komitmen dibatalkan. Semua warga kembali ke urutannya."), "success")
            return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
    return _page(pledge, form), 422


def _company() -> Organisation:
    viewer = current_actor()
    if viewer.organisation_id is None:
        raise NotFound
    return organisations.organisation_of(current_session(), viewer.organisation_id, viewer=viewer)


def _pledge(pledge_id: int) -> Pledge:
    return pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())


def _asked(typed: MultiDict[str, str]) -> MultiDict[str, str] | None:
    """Take a query as a form: a fresh key, so that an address sent around makes a promise of its own."""
    return MultiDict([*typed.items(multi=True), ("form_key", secrets.token_hex(16))]) if typed else None


def _calculator(form: PledgeForm) -> str:
    names = {form.company.id: form.company.name}
    quote = None if form.is_refused else form.quote()
    if quote is not None:
        names = organisations.names(current_session(), [payer.organisation_id for payer in quote.payers])
    return render_template("company/pledges/new.html", form=form, quote=quote, names=names)


def _page(pledge: Pledge, form: CancelForm) -> str:
    overview = programme.pledge_overview(current_session(), pledge)
    own = current_actor().organisation_id
    mine = next((payer for payer in overview.payers if payer.organisation_id == own), None)
    owes = mine is not None and mine.received < mine.total
    can_pay = "company.payments.new" in current_app.view_functions and pledge.ended_at is None and owes
    can_cancel = pledge.status in CAN_CANCEL and not overview.progress.paid and pledge.company_id == own
    shown = {"pay_as": mine if can_pay else None, "can_cancel": can_cancel, "form": form}
    return render_template("company/pledges/show.html", view=overview, **shown)
