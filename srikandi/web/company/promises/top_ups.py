"""A tariff has changed inside a promise: its payer accepts the new share, or takes over more of what is missing."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from srikandi import programme
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.pledges import Pledge
from srikandi.programme import ShareAsked, ShareNotAsked, Shortfall
from srikandi.programme.receiving import purpose_of
from srikandi.users import Permission
from srikandi.web.forms import Form, MoneyField, ReasonField
from srikandi.web.guard import current_actor, requires

routes = Blueprint("top_ups", __name__, url_prefix="/porsi")


class ShareForm(Form):
    """How much of each life-month this payer pays from the month on."""

    amount = MoneyField(_l("Porsi per jiwa-bulan"), [InputRequired(_l("Tulis porsinya."))])


class DeclineForm(Form):
    """Why this payer does not take the share it is asked for."""

    reason = ReasonField(description=_l("Kabupaten dan penanggung lain membaca alasan ini."))


@routes.get("/<int:payer_id>/<month>")
@requires(Permission.PAYMENTS_MAKE)
def new(payer_id: int, month: str) -> str:
    """Show what a tariff asks of this payer, and what of the others."""
    _, gap, own = _asked(payer_id, month)
    return _page(gap, own, ShareForm(amount=max(own.asked, own.share)))


@routes.post("/<int:payer_id>/<month>")
@requires(Permission.PAYMENTS_MAKE)
def create(payer_id: int, month: str) -> tuple[str, int] | Response:
    """Accept the share; money that waits is put to use at once."""
    form, (pledge, gap, own) = ShareForm(), _asked(payer_id, month)
    if form.validate():
        with form.catching():
            amount, session = form.amount.data or ZERO, current_session()
            programme.top_up(
                session, pledge, payer_id=payer_id, amount=amount, since=gap.from_month, by=current_actor()
            )
            flash(gettext("Porsi baru tercatat."), "success")
            return _back(pledge)
    return _page(gap, own, form), 422


@routes.post("/<int:payer_id>/<month>/tolak")
@requires(Permission.PAYMENTS_MAKE)
def decline(payer_id: int, month: str) -> tuple[str, int] | Response:
    """Say no to the share, for a reason the district reads."""
    form, (pledge, gap, own) = DeclineForm(), _asked(payer_id, month)
    if form.validate():
        with form.catching():
            since, reason, by = gap.from_month, form.reason.data, current_actor()
            programme.decline_top_up(current_session(), pledge, payer_id=payer_id, since=since, reason=reason, by=by)
            flash(gettext("Penolakan tercatat. Kabupaten membaca alasan Anda."), "success")
            return _back(pledge)
    return _page(gap, own, ShareForm(formdata=None, amount=max(own.asked, own.share)), form), 422


def _asked(payer_id: int, month: str) -> tuple[Pledge, Shortfall, ShareAsked]:
    session = current_session()
    purpose = purpose_of(session, payer_id, viewer=current_actor())
    pledge = session.get_one(Pledge, purpose.pledge_id)
    for gap in programme.pledge_overview(session, pledge).shortfalls:
        own = next((one for one in gap.payers if one.payer_id == payer_id), None)
        if own is not None and gap.from_month == Month.parse(month):
            return pledge, gap, own
    raise ShareNotAsked


def _page(gap: Shortfall, own: ShareAsked, form: ShareForm, declining: DeclineForm | None = None) -> str:
    declining = declining or DeclineForm(formdata=None)
    return render_template("company/topups/new.html", gap=gap, own=own, form=form, declining=declining)


def _back(pledge: Pledge) -> Response:
    area = "company" if current_actor().organisation_id else "district"
    return redirect(url_for(f"{area}.pledges.show", pledge_id=pledge.id), 303)
