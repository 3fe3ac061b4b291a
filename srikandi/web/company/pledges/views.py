"""A company's promises: worked out, made, followed."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FileResponse
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from srikandi import documents, organisations, pledges, programme
from srikandi.database import current_session
from srikandi.pledges import Pledge, Quote
from srikandi.programme.arrears import HeldOwing
from srikandi.users import Permission
from srikandi.web.company.pledges.calculator import PledgeForm
from srikandi.web.company.pledges.forms import CancelForm
from srikandi.web.company.pledges.page import own_company, pledge_page, seen_pledge
from srikandi.web.forms import FORM_KEY, form_key_of
from srikandi.web.frame.saying.formats import rupiah_words
from srikandi.web.guard import current_actor, requires
from srikandi.web.letters import send_share_requests

routes = Blueprint("pledges", __name__, url_prefix="/komitmen")
TOKENS = frozenset({"csrf_token", "form_key", "seen"})


@routes.get("")
@requires(Permission.PLEDGES_MAKE)
def index() -> str:
    """List the promises this company pays for, the newest first."""
    asked = pledges.visible_to(current_actor()).order_by(Pledge.id.desc())
    rows = programme.pledge_rows(current_session(), list(current_session().scalars(asked)))
    return render_template("company/pledges/index.html", rows=rows, key=secrets.token_hex(16))


@routes.get("/baru")
@requires(Permission.PLEDGES_MAKE)
def new() -> str:
    """Work a promise out: with nothing filled in the usual one, with a query exactly that."""
    form = PledgeForm(formdata=_asked(request.args))
    form.form_key.data = form_key_of(request.args.get(FORM_KEY))
    return _calculator(form.offer(own_company()))


@routes.post("/hitung")
@requires(Permission.PLEDGES_MAKE)
def work_out() -> Response:
    """Turn what was typed into an address that shows its quote; nothing is kept."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in TOKENS]
    typed.append((FORM_KEY, form_key_of(request.form.get("form_key"))))
    return redirect(f"{url_for('company.pledges.new')}?{urlencode(typed)}", 303)


@routes.post("/baru")
@requires(Permission.PLEDGES_MAKE)
def create() -> tuple[str, int] | Response:
    """Hold people for the promise until its deadline."""
    form = PledgeForm().offer(own_company())
    if form.validate():
        with form.catching():
            was_sent = _was_sent(form)
            pledge = pledges.offer(current_session(), form.terms(), by=current_actor())
            _tell(pledge, was_sent=was_sent)
            return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
    return _calculator(form), 422


@routes.get("/<int:pledge_id>")
@requires(Permission.PLEDGES_MAKE)
def show(pledge_id: int) -> str:
    """Show how far a promise is, who pays what, and what is missing."""
    return pledge_page(seen_pledge(pledge_id))


@routes.get("/<int:pledge_id>/perjanjian/berkas")
@requires(Permission.PLEDGES_MAKE)
def agreement_paper(pledge_id: int) -> FileResponse:
    """Give the signed agreement, as a download."""
    file = documents.download_of(current_session(), seen_pledge(pledge_id).agreement_file_id)
    return FileResponse(file.content, headers=file.headers)


@routes.post("/<int:pledge_id>/batal")
@requires(Permission.PLEDGES_MAKE)
def cancel(pledge_id: int) -> tuple[str, int] | Response:
    """Take an unfunded promise back."""
    form, pledge = CancelForm(), seen_pledge(pledge_id)
    if form.validate():
        with form.catching():
            programme.cancel_pledge(current_session(), pledge, reason=form.reason.data, by=current_actor())
            flash(gettext("Komitmen dibatalkan. Semua warga kembali ke urutannya."), "success")
            return redirect(url_for("company.pledges.show", pledge_id=pledge.id), 303)
    return pledge_page(pledge, cancelling=form), 422


def _asked(typed: MultiDict[str, str]) -> MultiDict[str, str] | None:
    """Take a query as a form, where it asks for something."""
    return MultiDict(found) if (found := [one for one in typed.items(multi=True) if one[0] != FORM_KEY]) else None


def _was_sent(form: PledgeForm) -> bool:
    same = Pledge.company_id == form.company.id, Pledge.form_key == form.form_key.data
    return current_session().scalar(select(Pledge.id).where(*same)) is not None


def _tell(pledge: Pledge, *, was_sent: bool) -> None:
    if was_sent:
        flash(gettext("Komitmen ini sudah Anda ajukan. Tidak ada yang diajukan untuk kedua kalinya."), "info")
        return
    send_share_requests(pledge)
    flash(gettext("%(n)s warga dititipkan untuk Anda. Kabupaten memeriksanya.", n=pledge.lives), "success")
    _tell_arrears(pledge)


def _calculator(form: PledgeForm) -> str:
    names = {form.company.id: form.company.name}
    quote = None if form.is_refused else form.quote()
    if quote is not None:
        names = organisations.names(current_session(), [payer.organisation_id for payer in quote.payers])
    spread = form.spread()
    form.seen.data = spread.written if spread else ""
    return render_template(
        "company/pledges/new.html",
        form=form,
        quote=quote,
        is_asked=_asked(request.args) is not None,
        names=names,
        spread=spread,
        owing=_owing(form, quote),
    )


def _tell_arrears(pledge: Pledge) -> None:
    owing = programme.arrears.held_owing(current_session(), pledge)
    if owing.people:
        words = gettext(
            "Di luar iuran: %(n)s dari mereka atau keluarganya menunggak %(amount)s. Anda bisa menyisihkan cadangan "
            "sebesar itu di halaman ini untuk melunasinya.",
            n=owing.people,
            amount=rupiah_words(owing.amount),
        )
        flash(words, "info")


def _owing(form: PledgeForm, quote: Quote | None) -> HeldOwing | None:
    """Give what the next people in order owe, once there is a quote to read beside it."""
    if quote is None or not _asked(request.args):
        return None
    return programme.arrears.next_owing(current_session(), form.pool_id.data, lives=form.lives.data or 0)
