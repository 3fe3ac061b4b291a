"""Paying a small sum with QRIS: the program's own code with the amount in it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from srikandi import clock, places
from srikandi.database import current_session
from srikandi.money import ZERO, Money
from srikandi.payments import BankAccount, qris
from srikandi.payments.qris import QrisOrder, QrisUnavailable
from srikandi.pledges import Bill
from srikandi.programme.receiving import purpose_of
from srikandi.users import Permission
from srikandi.web.company.paying import account_for, bill_of, organisation_paying, suggested
from srikandi.web.forms import MoneyField, OnceForm
from srikandi.web.guard import current_actor, requires

routes = Blueprint("qris", __name__, url_prefix="/qris")


class QrisForm(OnceForm):
    """How much to pay with QRIS."""

    amount = MoneyField(_l("Jumlah yang dibayar"), [InputRequired(_l("Tulis jumlahnya."))])


@routes.get("/baru/<int:payer_id>")
@requires(Permission.PAYMENTS_MAKE)
def new(payer_id: int) -> str:
    """Ask how much."""
    bill = bill_of(current_session(), payer_id, current_actor())
    wanted, limit = suggested(bill), _limit()
    return _page(bill, QrisForm(amount=wanted if wanted and wanted <= limit else None), limit)


@routes.post("/baru/<int:payer_id>")
@requires(Permission.PAYMENTS_MAKE)
def create(payer_id: int) -> tuple[str, int] | Response:
    """Make the code."""
    form = QrisForm()
    if form.validate():
        with form.catching():
            return redirect(url_for(".show", uid=_ordered(payer_id, form).uid), 303)
    return _page(bill_of(current_session(), payer_id, current_actor()), form, _limit()), 422


@routes.get("/<uuid:uid>")
@requires(Permission.PAYMENTS_MAKE)
def show(uid: UUID) -> str:
    """Show the code with its sum."""
    session, viewer = current_session(), current_actor()
    order = qris.order_of(session, uid, organisation_id=organisation_paying(session, viewer).id)
    account = session.get_one(BankAccount, order.account_id)
    static = qris.read_static(account.qris_payload or "")
    picture = qris.picture(qris.with_amount(static.payload, order.amount))
    bill = bill_of(session, order.payer_id, viewer)
    return render_template("company/qris/show.html", order=order, static=static, picture=picture, bill=bill)


def _ordered(payer_id: int, form: QrisForm) -> QrisOrder:
    session, by = current_session(), current_actor()
    return qris.order(
        session,
        _account(),
        purpose_of(session, payer_id, viewer=by),
        asked=form.amount.data or ZERO,
        limit=_limit(),
        form_key=form.form_key.data,
        by=by,
    )


def _account() -> BankAccount:
    account = account_for(current_session(), organisation_paying(current_session(), current_actor()))
    if account is None or account.qris_payload is None:
        raise QrisUnavailable
    return account


def _limit() -> Money:
    own = organisation_paying(current_session(), current_actor())
    return Money(places.setting(current_session(), own.district_id or 0, "qris_limit", on=clock.today()))


def _page(bill: Bill, form: QrisForm, limit: Money) -> str:
    _account()
    return render_template("company/qris/new.html", bill=bill, form=form, limit=limit)
