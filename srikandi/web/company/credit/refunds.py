"""A payer asks for unused money back, and sees how far its request is."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import payments, pledges
from srikandi.database import current_session
from srikandi.payments import Payment, PaymentNotFound, Route, refunding
from srikandi.payments.refunding import Refund, RefundNotFound
from srikandi.programme.refunds import Room, ask_refund, room_for, withdraw_refund
from srikandi.users import Permission
from srikandi.web.company.paying import organisation_paying
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.refunds.forms import AskForm, ReasonForm, ask_form, asked_in

routes = Blueprint("refunds", __name__, url_prefix="/pengembalian")


@routes.get("/baru/<uuid:payment_uid>")
@requires(Permission.REFUNDS_ASK_OWN)
def new(payment_uid: UUID) -> str:
    """Ask how much of a payment shall come back."""
    payment, room = _payment(payment_uid)
    return _ask_page(payment, room, ask_form(current_session(), payment, room))


@routes.post("/baru/<uuid:payment_uid>")
@requires(Permission.REFUNDS_ASK_OWN)
def create(payment_uid: UUID) -> tuple[str, int] | Response:
    """Write the request down; the district decides."""
    payment, room = _payment(payment_uid)
    form = ask_form(current_session(), payment, room)
    if form.validate():
        with form.catching():
            refund = ask_refund(current_session(), payment, asked_in(form), by=current_actor())
            flash(gettext("Permintaan terkirim. Kabupaten memeriksanya lebih dulu."), "success")
            return redirect(url_for(".show", uid=refund.uid), 303)
    return _ask_page(payment, room, form), 422


@routes.get("/<uuid:uid>")
@requires(Permission.REFUNDS_ASK_OWN)
def show(uid: UUID) -> str:
    """Show how far a request is."""
    return _page(_refund(uid), ReasonForm())


@routes.post("/<uuid:uid>/tarik")
@requires(Permission.REFUNDS_ASK_OWN)
def withdraw(uid: UUID) -> tuple[str, int] | Response:
    """Take a request back before it is decided."""
    refund, form = _refund(uid), ReasonForm()
    if form.validate():
        with form.catching():
            withdraw_refund(current_session(), refund, reason=form.reason.data, by=current_actor())
            return redirect(url_for(".show", uid=uid), 303)
    return _page(refund, form), 422


def _payment(uid: UUID) -> tuple[Payment, Room]:
    session, viewer = current_session(), current_actor()
    payment = payments.payment_of(session, uid, viewer=viewer)
    if payment.organisation_id != organisation_paying(session, viewer).id:
        raise PaymentNotFound
    return payment, room_for(session, payment)


def _refund(uid: UUID) -> Refund:
    session, viewer = current_session(), current_actor()
    refund = refunding.refund_of(session, uid, viewer=viewer)
    if refund.organisation_id != organisation_paying(session, viewer).id:
        raise RefundNotFound
    return refund


def _ask_page(payment: Payment, room: Room, form: AskForm) -> str:
    return render_template(
        "company/refunds/new.html",
        payment=payment,
        room=room,
        form=form,
        is_direct=payment.route is Route.DIRECT_TO_BPJS,
    )


def _page(refund: Refund, form: ReasonForm) -> str:
    session, viewer = current_session(), current_actor()
    pledge = pledges.pledge_of(session, refund.pledge_id, viewer=viewer)
    payment = session.get_one(Payment, refund.payment_id)
    return render_template("company/refunds/show.html", refund=refund, payment=payment, pledge=pledge, form=form)
