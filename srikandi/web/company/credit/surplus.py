"""Credit that no life-month needs: its owner says what becomes of it, and may say otherwise until it is done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from srikandi import payments, pledges
from srikandi.database import current_session
from srikandi.payments import Payment, PaymentStatus, Route
from srikandi.pledges import Payer, Pledge
from srikandi.pledges.credits import CreditUse
from srikandi.programme.surplus import (
    Surplus,
    choose_credit,
    most_months,
    surplus_of,
    surpluses,
    targets_for,
    withdraw_credit_choice,
)
from srikandi.users import Permission
from srikandi.web.company.paying import organisation_paying
from srikandi.web.forms import Form, IntegerField
from srikandi.web.guard import current_actor, requires

routes = Blueprint("surplus", __name__, url_prefix="/saldo")
MOVE = "move:"


class ChoiceForm(Form):
    """What becomes of free credit."""

    use = RadioField(_l("Untuk apa saldo ini?"), [InputRequired(_l("Pilih salah satu."))])
    months = IntegerField(
        _l("Berapa bulan?"),
        [Optional(), NumberRange(min=1, max=60, message=_l("Tulis 1 sampai 60 bulan."))],
        default=1,
        description=_l(
            "Hanya berlaku bila Anda memperpanjang; untuk semua jiwa yang sama. Bila ada penanggung lain, dijalankan "
            "setelah semuanya memilih jumlah bulan yang sama."
        ),
    )


@routes.get("")
@requires(Permission.PAYMENTS_MAKE)
def index() -> str:
    """List free credit, pledge by pledge, with what was chosen for it."""
    session, viewer = current_session(), current_actor()
    own = organisation_paying(session, viewer)
    found = surpluses(session, viewer=viewer, organisation_id=own.id)
    return render_template("company/surplus/index.html", found=found, organisation=own, numbers=_numbers(found))


@routes.get("/<int:payer_id>")
@requires(Permission.PAYMENTS_MAKE)
def show(payer_id: int) -> str:
    """Offer what this credit can become."""
    payer = _payer(payer_id)
    return _page(payer, _form(payer))


@routes.post("/<int:payer_id>")
@requires(Permission.PAYMENTS_MAKE)
def choose(payer_id: int) -> tuple[str, int] | Response:
    """Write the choice down, and do it where it can be done at once."""
    payer = _payer(payer_id)
    form = _form(payer)
    if form.validate():
        with form.catching():
            _choose(payer, form)
            flash(gettext("Pilihan Anda tercatat."), "success")
            return redirect(_next(payer, form), 303)
    return _page(payer, form), 422


@routes.post("/<int:payer_id>/batal")
@requires(Permission.PAYMENTS_MAKE)
def withdraw(payer_id: int) -> Response:
    """Take a choice back; the credit stays where it is."""
    withdraw_credit_choice(current_session(), _payer(payer_id), by=current_actor())
    flash(gettext("Pilihan dibatalkan; saldonya tetap ada."), "success")
    return redirect(url_for(".show", payer_id=payer_id), 303)


def _choose(payer: Payer, form: ChoiceForm) -> None:
    use, _, target = form.use.data.partition(":")
    choose_credit(
        current_session(),
        payer,
        CreditUse(use),
        target_id=int(target) if target else None,
        months=form.months.data or 1,
        by=current_actor(),
    )


def _next(payer: Payer, form: ChoiceForm) -> str:
    """Give where a choice leads: to the request where money shall come back."""
    payment = _refundable(payer) if form.use.data == CreditUse.REFUND.value else None
    if payment is not None:
        return url_for("company.refunds.new", payment_uid=payment.uid)
    return url_for(".index")


def _refundable(payer: Payer) -> Payment | None:
    """Give the newest payment of this pledge from which money can go back."""
    found = payments.payments_of(current_session(), [payer.pledge_id], viewer=current_actor())
    fitting = [
        one
        for one in found
        if one.payer_id == payer.id
        and one.status is PaymentStatus.SETTLED
        and one.route is not Route.DIRECT_TO_BPJS
        and one.refunded < one.amount
    ]
    return fitting[0] if fitting else None


def _payer(payer_id: int) -> Payer:
    session, viewer = current_session(), current_actor()
    payer = pledges.payer_of(session, payer_id, viewer=viewer)
    if payer.organisation_id != organisation_paying(session, viewer).id:
        raise pledges.PayerUnknown
    return payer


def _form(payer: Payer) -> ChoiceForm:
    surplus = surplus_of(current_session(), payer)
    form = ChoiceForm(use=_chosen(surplus))
    form.use.choices = _choices(payer, surplus)
    return form


def _chosen(surplus: Surplus) -> str | None:
    choice = surplus.choice
    if choice is None:
        return None
    return f"{MOVE}{choice.target_id}" if choice.use is CreditUse.MOVE else str(choice.use.value)


def _choices(payer: Payer, surplus: Surplus) -> list[tuple[str, Any]]:
    session = current_session()
    most = most_months(session, surplus.pledge)
    offered: list[tuple[str, Any]] = []
    if most:
        words = gettext("Perpanjang komitmen ini, paling banyak %(months)s bulan untuk jiwa yang sama", months=most)
        offered.append((CreditUse.EXTEND.value, words))
    for target in targets_for(session, surplus.pledge, payer.organisation_id):
        words = gettext("Pindahkan ke komitmen %(number)s", number=target.number)
        offered.append((f"{MOVE}{target.id}", words))
    offered.append((CreditUse.KEEP.value, gettext("Simpan untuk komitmen saya berikutnya")))
    if _refundable(payer) is not None:
        offered.append((CreditUse.REFUND.value, gettext("Minta kembali ke rekening atau kartu asal")))
    return offered


def _page(payer: Payer, form: ChoiceForm) -> str:
    surplus = surplus_of(current_session(), payer)
    return render_template("company/surplus/show.html", surplus=surplus, form=form, most=_most(form))


def _most(form: ChoiceForm) -> bool:
    return any(value == CreditUse.EXTEND.value for value, _ in form.use.choices)


def _numbers(found: list[Surplus]) -> dict[int, str]:
    """Give the numbers of pledges that credit is to move to."""
    ids = {one.choice.target_id for one in found if one.choice is not None and one.choice.target_id is not None}
    return {pledge_id: current_session().get_one(Pledge, pledge_id).number for pledge_id in ids}
