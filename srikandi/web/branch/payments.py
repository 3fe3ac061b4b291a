"""Payments made straight to BPJS Kesehatan: the branch confirms what its own records show."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.wrappers import Response as FileResponse
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, StringField
from wtforms.validators import InputRequired, Length

from srikandi import documents, organisations, payments, pledges
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.payments import Payment, PaymentNotFound, Receipt, Route
from srikandi.payments.direct import waits_too_long
from srikandi.programme.receiving import confirm_direct, drop_direct, same_proof
from srikandi.users import Permission
from srikandi.web.forms import Form, MoneyField, ReasonField, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("payments", __name__, url_prefix="/pembayaran")


class SeenForm(Form):
    """What the branch's own records say."""

    receipt_number = StringField(
        _l("Nomor bukti menurut catatan BPJS"),
        [InputRequired(_l("Tulis nomor buktinya.")), Length(max=60), plain_text],
        description=_l("Ketik dari catatan Anda, bukan dari laporan perusahaan."),
    )
    amount = MoneyField(_l("Jumlah yang diterima BPJS"), [InputRequired(_l("Tulis jumlahnya."))])
    paid_on = DateField(_l("Tanggal diterima"), [InputRequired(_l("Pilih tanggalnya."))])
    is_sure = BooleanField(_l("Ya, catatan BPJS memang berbeda dari laporan perusahaan"))


class DropForm(Form):
    """Why a claim is turned down."""

    reason = ReasonField(description=_l("Perusahaan membaca alasan ini."))


@routes.get("")
@requires(Permission.PAYMENTS_CONFIRM)
def index() -> str:
    """List the claims that wait, the oldest first, and what was decided."""
    session, viewer = current_session(), current_actor()
    waiting = payments.direct_claims(session, viewer=viewer, is_waiting=True)
    decided = payments.direct_claims(session, viewer=viewer, is_waiting=False, at_most=50)
    names = organisations.names(session, {one.organisation_id for one in [*waiting, *decided]})
    return render_template(
        "branch/payments/index.html", waiting=waiting, decided=decided, names=names, is_late=waits_too_long
    )


@routes.get("/<uuid:uid>")
@requires(Permission.PAYMENTS_CONFIRM)
def show(uid: UUID) -> str:
    """Show a claim to compare with the branch's records."""
    payment = _payment(uid)
    return _page(payment, SeenForm(paid_on=payment.paid_on), DropForm())


@routes.post("/<uuid:uid>/konfirmasi")
@requires(Permission.PAYMENTS_CONFIRM)
def confirm(uid: UUID) -> tuple[str, int] | Response:
    """Confirm by receipt number and sum; only this credits the payer."""
    payment, form = _payment(uid), SeenForm()
    if form.validate():
        with form.catching():
            seen = Receipt(form.receipt_number.data.strip(), form.amount.data or ZERO, form.paid_on.data)
            confirm_direct(current_session(), payment, seen, is_sure=form.is_sure.data, by=current_actor())
            flash(gettext("Pembayaran dikonfirmasi dan dibukukan."), "success")
            return redirect(url_for(".index"), 303)
    return _page(payment, form, DropForm(formdata=None)), 422


@routes.post("/<uuid:uid>/tolak")
@requires(Permission.PAYMENTS_CONFIRM)
def drop(uid: UUID) -> tuple[str, int] | Response:
    """Turn a claim down."""
    payment, form = _payment(uid), DropForm()
    if form.validate():
        with form.catching():
            drop_direct(current_session(), payment, reason=form.reason.data, by=current_actor())
            flash(gettext("Laporan ditolak. Perusahaan melihat alasannya."), "success")
            return redirect(url_for(".index"), 303)
    return _page(payment, SeenForm(formdata=None, paid_on=payment.paid_on), form), 422


@routes.get("/<uuid:uid>/bukti")
@requires(Permission.PAYMENTS_CONFIRM)
def proof(uid: UUID) -> FileResponse:
    """Give the file the payer added, as a download."""
    file = documents.download_of(current_session(), _payment(uid).proof_file_id)
    return FileResponse(file.content, headers=file.headers)


def _payment(uid: UUID) -> Payment:
    payment = payments.payment_of(current_session(), uid, viewer=current_actor())
    if payment.route is not Route.DIRECT_TO_BPJS:
        raise PaymentNotFound
    return payment


def _page(payment: Payment, form: SeenForm, dropping: DropForm) -> str:
    session, viewer = current_session(), current_actor()
    pledge = pledges.pledge_of(session, payment.pledge_id, viewer=viewer)
    name = organisations.names(session, [payment.organisation_id])[payment.organisation_id]
    return render_template(
        "branch/payments/show.html",
        payment=payment,
        pledge=pledge,
        name=name,
        form=form,
        dropping=dropping,
        twins=same_proof(session, payment),
    )
