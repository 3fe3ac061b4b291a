"""Refunds: the list, one refund with its steps, and the request made by a treasurer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from srikandi import organisations, payments, pledges
from srikandi.database import current_session
from srikandi.payments import Payment, Route, StatementLine, banking, refunding
from srikandi.payments.refunding import Refund, RefundStage
from srikandi.programme.refunds import (
    Room,
    approve_refund,
    ask_refund,
    refuse_refund,
    room_for,
    tie_refund,
    unused_by,
    withdraw_refund,
)
from srikandi.programme.surplus import surpluses
from srikandi.reports import MOST_ROWS
from srikandi.users import Permission, User
from srikandi.web.forms import Form, row_number
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.refunds.files import sent_refunds
from srikandi.web.treasury.refunds.forms import (
    ApproveForm,
    AskForm,
    LineForm,
    LossForm,
    ReasonForm,
    ask_form,
    asked_in,
)

routes = Blueprint("refunds", __name__, url_prefix="/pengembalian")
Answer = tuple[str, int] | Response


@routes.get("")
@requires(Permission.REFUNDS_VIEW)
def index() -> str:
    """List refunds: those that wait for somebody first, then all others."""
    session, viewer = current_session(), current_actor()
    found = refunding.refunds_of(session, viewer=viewer)
    names = organisations.names(session, {one.organisation_id for one in found})
    lost = refunding.losses(session, viewer=viewer)
    waiting = [one for one in found if one.status in (RefundStage.REQUESTED, RefundStage.APPROVED)]
    ended = [one for one in found if one not in waiting]
    left = [one for one in surpluses(session, viewer=viewer) if one.has_ended and one.is_undecided]
    return render_template(
        "treasury/refunds/index.html", waiting=waiting, ended=ended, names=names, lost=lost, left=left
    )


@routes.get("/daftar.csv")
@requires(Permission.REFUNDS_VIEW)
def download() -> Response:
    """Give all refunds of the viewer's districts as a file."""
    session, viewer = current_session(), current_actor()
    found = refunding.refunds_of(session, viewer=viewer, at_most=MOST_ROWS)
    return sent_refunds(found, organisations.names(session, {one.organisation_id for one in found}))


@routes.get("/<int:refund_id>")
@requires(Permission.REFUNDS_VIEW)
def show(refund_id: int) -> str:
    """Show a refund with everything its next step needs."""
    return page_of(refund_in(refund_id), ApproveForm())


@routes.get("/baru/<int:payment_id>")
@requires(Permission.REFUNDS_ASK)
def new(payment_id: int) -> str:
    """Ask how much of a payment goes back, and why."""
    payment, room = _payment(payment_id)
    return _ask_page(payment, room, ask_form(current_session(), payment, room))


@routes.post("/baru/<int:payment_id>")
@requires(Permission.REFUNDS_ASK)
def create(payment_id: int) -> Answer:
    """Write the request down; somebody else decides."""
    payment, room = _payment(payment_id)
    form = ask_form(current_session(), payment, room)
    if form.validate():
        with form.catching():
            refund = ask_refund(current_session(), payment, asked_in(form), by=current_actor())
            flash(gettext("Pengajuan tercatat. Penyetuju kabupaten memeriksanya."), "success")
            return redirect(url_for(".show", refund_id=refund.id), 303)
    return _ask_page(payment, room, form), 422


@routes.post("/<int:refund_id>/setujui")
@requires(Permission.REFUNDS_APPROVE)
def approve(refund_id: int) -> Answer:
    """Approve somebody else's request; the sum leaves credit."""
    refund, form = refund_in(refund_id), ApproveForm()
    if form.validate():
        with form.catching():
            approve_refund(current_session(), refund, **form.typed, by=current_actor())
            flash(gettext("Pengembalian disetujui."), "success")
            return redirect(url_for(".show", refund_id=refund_id), 303)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/tolak")
@requires(Permission.REFUNDS_APPROVE)
def refuse(refund_id: int) -> Answer:
    """Turn a request down, with a reason."""
    refund, form = refund_in(refund_id), ReasonForm()
    if form.validate():
        with form.catching():
            refuse_refund(current_session(), refund, reason=form.reason.data, by=current_actor())
            return redirect(url_for(".show", refund_id=refund_id), 303)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/tarik")
@requires(Permission.REFUNDS_ASK)
def withdraw(refund_id: int) -> Answer:
    """Take a request back."""
    refund, form = refund_in(refund_id), ReasonForm()
    if form.validate():
        with form.catching():
            withdraw_refund(current_session(), refund, reason=form.reason.data, by=current_actor())
            return redirect(url_for(".show", refund_id=refund_id), 303)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/kaitkan")
@requires(Permission.STATEMENTS_MATCH)
def tie(refund_id: int) -> Answer:
    """Say which line of a statement has paid it."""
    refund, form = refund_in(refund_id), LineForm()
    with form.catching():
        line = banking.line_of(current_session(), row_number(form.line.data), viewer=current_actor())
        tie_refund(current_session(), refund, line, by=current_actor())
        flash(gettext("Pengembalian selesai: mutasi bank membuktikan uangnya sudah keluar."), "success")
        return redirect(url_for(".show", refund_id=refund_id), 303)
    return page_of(refund, form), 422


def refund_in(refund_id: int) -> Refund:
    """Give the refund an address names, if this viewer may see it."""
    return refunding.refund_by_id(current_session(), refund_id, viewer=current_actor())


def _payment(payment_id: int) -> tuple[Payment, Room]:
    payment = payments.payment_by_id(current_session(), payment_id, viewer=current_actor())
    return payment, room_for(current_session(), payment)


def _ask_page(payment: Payment, room: Room, form: AskForm) -> str:
    session = current_session()
    name = organisations.names(session, [payment.organisation_id])[payment.organisation_id]
    return render_template(
        "treasury/refunds/new.html", payment=payment, room=room, form=form, name=name, sender=_sender(payment)
    )


def _sender(payment: Payment) -> StatementLine | None:
    is_transfer = payment.route is Route.BANK_TRANSFER
    return refunding.line_of_payment(current_session(), payment) if is_transfer else None


def page_of(refund: Refund, form: Form) -> str:
    """Show a refund with everything its next step needs, and a form that came back."""
    session, viewer = current_session(), current_actor()
    payment = payments.payment_by_id(session, refund.payment_id, viewer=viewer)
    is_out = refund.status is RefundStage.APPROVED and payment.route is Route.BANK_TRANSFER
    return render_template(
        "treasury/refunds/show.html",
        refund=refund,
        payment=payment,
        pledge=pledges.pledge_of(session, refund.pledge_id, viewer=viewer),
        name=organisations.names(session, [refund.organisation_id])[refund.organisation_id],
        people=_people(refund),
        lines=banking.outgoing_waiting(session, refund.district_id, amount=refund.amount) if is_out else [],
        is_own=refund.requested_by == viewer.user_id,
        me=viewer.user_id,
        sender=_sender(payment),
        is_named=refunding.names_sender(session, payment),
        credit=unused_by(session, refund) if refund.claim else None,
        form=form,
        approving=form if isinstance(form, ApproveForm) else ApproveForm(formdata=None),
        ending=form if isinstance(form, ReasonForm) else ReasonForm(formdata=None),
        losing=form if isinstance(form, LossForm) else LossForm.of(refund),
    )


def _people(refund: Refund) -> dict[int, str]:
    said = refund.loss_owner_id, refund.loss_confirmed_by, refund.ending_by, refund.ended_by
    ids = {refund.requested_by, refund.decided_by, *said} - {None}
    asked = select(User.id, User.name).where(User.id.in_(ids))
    return {row[0]: row[1] for row in current_session().execute(asked)}
