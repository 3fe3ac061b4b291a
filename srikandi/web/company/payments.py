"""Paying: what is due, three ways to pay it, and what became of each payment."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.wrappers import Response as FileResponse
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import documents, payments, pledges
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.payments import CardsUnavailable, Payment, PaymentNotFound, PaymentStatus, Route, destinations, refunding
from srikandi.payments.providers import CheckoutLink, CheckoutProvider
from srikandi.pledges import Bill
from srikandi.programme.receiving import (
    begin_card,
    card_order,
    check_card,
    claim_direct,
    purpose_of,
)
from srikandi.users import Permission
from srikandi.web.boundary import asking_outside
from srikandi.web.company.paying import (
    CardForm,
    DirectForm,
    account_for,
    bill_of,
    card_pages,
    cards,
    desk_of,
    is_looking,
    kept_proof,
    looking_again,
    open_codes,
    organisation_paying,
    receipt_in,
    suggested,
)
from srikandi.web.guard import current_actor, requires

routes = Blueprint("payments", __name__, url_prefix="/pembayaran")


def _bill(payer_id: int) -> Bill:
    return bill_of(current_session(), payer_id, current_actor())


def _payment(uid: UUID) -> Payment:
    session, viewer = current_session(), current_actor()
    payment = payments.payment_of(session, uid, viewer=viewer)
    if payment.organisation_id != organisation_paying(session, viewer).id:
        raise PaymentNotFound
    return payment


@routes.get("")
@requires(Permission.PAYMENTS_MAKE)
def index() -> str:
    """Show what is due, what is on its way and what is left."""
    return render_template("company/payments/index.html", desk=desk_of(current_session(), current_actor()))


@routes.get("/baru/<int:payer_id>")
@requires(Permission.PAYMENTS_MAKE)
def new(payer_id: int) -> str:
    """Offer the three ways to pay."""
    account = account_for(current_session(), organisation_paying(current_session(), current_actor()))
    return render_template(
        "company/payments/new.html",
        bill=_bill(payer_id),
        bank_account=account,
        has_cards=cards() is not None,
        codes=open_codes(payer_id),
    )


@routes.get("/baru/<int:payer_id>/transfer")
@requires(Permission.PAYMENTS_MAKE)
def transfer(payer_id: int) -> str:
    """Show where to transfer to, how much, and the code to write beside it."""
    account = account_for(current_session(), organisation_paying(current_session(), current_actor()))
    bill = _bill(payer_id)
    code = pledges.printed(bill.reference)
    return render_template("company/payments/transfer.html", bill=bill, bank_account=account, code=code)


@routes.get("/baru/<int:payer_id>/kartu")
@requires(Permission.PAYMENTS_MAKE)
def card(payer_id: int) -> str:
    """Ask how much to pay by card."""
    bill = _bill(payer_id)
    return _card_page(bill, CardForm(amount=suggested(bill)))


@routes.post("/baru/<int:payer_id>/kartu")
@requires(Permission.PAYMENTS_MAKE)
def begin(payer_id: int) -> tuple[str, int] | Response:
    """Write the payment down, then lead to the payment page."""
    form = CardForm()
    if form.validate():
        with form.catching():
            purpose = purpose_of(current_session(), payer_id, viewer=current_actor())
            payment = begin_card(
                current_session(),
                purpose,
                amount=form.amount.data or ZERO,
                form_key=form.form_key.data,
                by=current_actor(),
            )
            return redirect(url_for(".checkout", uid=payment.uid), 303)
    return _card_page(_bill(payer_id), form), 422


def _card_page(bill: Bill, form: CardForm) -> str:
    _cards()
    g.form_targets = card_pages()
    return render_template("company/payments/card.html", bill=bill, form=form)


@routes.get("/<uuid:uid>/stripe")
@requires(Permission.PAYMENTS_MAKE)
def checkout(uid: UUID) -> Response:
    """Lead to the provider's payment page; the same payment always leads to the same page."""
    payment = _payment(uid)
    if payment.status is not PaymentStatus.CLAIMED:
        return redirect(url_for(".show", uid=uid), 303)
    return redirect(_page_at(_cards(), payment).url, 303)


def _cards() -> CheckoutProvider:
    provider = cards()
    if provider is None:
        raise CardsUnavailable
    return provider


def _page_at(provider: CheckoutProvider, payment: Payment) -> CheckoutLink:
    """Open the page for a payment. The key is our own row, so asking again costs nothing."""
    back = f"{current_app.extensions['srikandi'].public_url}{url_for('.show', uid=payment.uid)}"
    success = f"{back}?sesi={{CHECKOUT_SESSION_ID}}"
    order = card_order(current_session(), payment, success_url=success, cancel_url=back)
    with asking_outside():
        return provider.begin(order)


@routes.get("/<uuid:uid>")
@requires(Permission.PAYMENTS_MAKE)
def show(uid: UUID) -> Response:
    """Show a payment and what comes next."""
    payment, turn = _payment(uid), request.args.get("ke", 0, type=int)
    pledge = pledges.pledge_of(current_session(), payment.pledge_id, viewer=current_actor())
    page = render_template(
        "company/payments/show.html",
        payment=payment,
        pledge=pledge,
        refunds=refunding.of_payment(current_session(), payment.id),
        returned=_returned(),
        is_card=_is_card(payment),
        is_looking=is_looking(payment, session_id=_returned(), turn=turn),
    )
    return looking_again(page, payment, session_id=_returned(), turn=turn)


@routes.get("/<uuid:uid>/berkas")
@requires(Permission.PAYMENTS_MAKE)
def paper(uid: UUID) -> FileResponse:
    """Give the proof that was added to a payment, as a download."""
    file = documents.download_of(current_session(), _payment(uid).proof_file_id)
    return FileResponse(file.content, headers=file.headers)


def _returned() -> str:
    return request.args.get("sesi", "")[:255]


def _is_card(payment: Payment) -> bool:
    return payment.route is Route.STRIPE


@routes.post("/<uuid:uid>/periksa")
@requires(Permission.PAYMENTS_MAKE)
def check(uid: UUID) -> Response:
    """Ask the provider what became of a payment, and book it when it is paid."""
    payment, provider = _payment(uid), _cards()
    session_id = request.form.get("sesi") or _page_at(provider, payment).provider_reference
    with asking_outside():
        seen = provider.read(session_id)
    check_card(current_session(), payment, seen, is_live=provider.is_live, by=current_actor())
    if payment.status is PaymentStatus.CLAIMED:
        flash(
            gettext("Belum ada pembayaran yang masuk. Bila Anda baru saja membayar, coba lagi sebentar lagi."), "info"
        )
    return redirect(url_for(".show", uid=uid), 303)


@routes.get("/baru/<int:payer_id>/langsung")
@requires(Permission.PAYMENTS_MAKE)
def direct(payer_id: int) -> str:
    """Ask for the receipt of a payment made at BPJS Kesehatan."""
    bill = _bill(payer_id)
    return _direct_page(bill, DirectForm(amount=suggested(bill)))


@routes.post("/baru/<int:payer_id>/langsung")
@requires(Permission.PAYMENTS_MAKE)
def claim(payer_id: int) -> tuple[str, int] | Response:
    """Write the claim down; it counts when the branch confirms it."""
    form = DirectForm()
    if form.validate():
        with form.catching():
            payment = _claimed(payer_id, form)
            return redirect(url_for(".show", uid=payment.uid), 303)
    return _direct_page(_bill(payer_id), form), 422


def _direct_page(bill: Bill, form: DirectForm) -> str:
    own = organisation_paying(current_session(), current_actor())
    to = destinations.direct_account_of(current_session(), own.district_id or 0)
    return render_template("company/payments/direct.html", bill=bill, to=to, form=form)


def _claimed(payer_id: int, form: DirectForm) -> Payment:
    session, by = current_session(), current_actor()
    purpose = purpose_of(session, payer_id, viewer=by)
    proof = kept_proof(session, form.proof.data, district_id=purpose.district_id, by=by)
    return claim_direct(session, purpose, receipt_in(form), form_key=form.form_key.data, proof_file_id=proof, by=by)
