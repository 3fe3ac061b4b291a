"""What two people say about an approved refund: that it is not coming, and who bears what it has lost."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi.database import current_session
from srikandi.payments import refunding
from srikandi.payments.refunding import LossBearer, RefundMoved
from srikandi.programme.refunds import collect_claim, end_refund, propose_end
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.refunds.forms import LossForm, ReasonForm, SeenForm
from srikandi.web.treasury.refunds.views import Answer, page_of, refund_in

routes = Blueprint("afterwards", __name__)


@routes.post("/<int:refund_id>/tidak-keluar")
@requires(Permission.STATEMENTS_MATCH)
def propose(refund_id: int) -> Answer:
    """Say that an approved transfer is not coming."""
    refund, form = refund_in(refund_id), ReasonForm()
    if form.validate():
        with form.catching():
            propose_end(current_session(), refund, reason=form.reason.data, by=current_actor())
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return _back(refund_id)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/tidak-keluar/setujui")
@requires(Permission.STATEMENTS_MATCH)
def confirm(refund_id: int) -> Answer:
    """End a transfer somebody else says is not coming; it is credit again."""
    refund, form = refund_in(refund_id), SeenForm()
    with form.catching():
        end_refund(current_session(), refund, by=current_actor())
        flash(gettext("Transfer ini diakhiri; dananya kembali menjadi saldo penanggung."), "success")
        return _back(refund_id)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/tidak-keluar/batal")
@requires(Permission.STATEMENTS_MATCH)
def drop(refund_id: int) -> Response:
    """Take back, or turn down, that a transfer is not coming."""
    refunding.drop_end(current_session(), refund_in(refund_id), by=current_actor())
    flash(gettext("Usulan dibatalkan. Transfer ini tetap ditunggu."), "success")
    return _back(refund_id)


@routes.post("/<int:refund_id>/kerugian")
@requires(Permission.STATEMENTS_MATCH)
def bear(refund_id: int) -> Answer:
    """Say who bears a loss, and why."""
    refund, form = refund_in(refund_id), LossForm()
    if form.validate():
        with form.catching():
            bearer, reason = LossBearer(form.bearer.data), form.reason.data
            refunding.propose_bearer(current_session(), refund, bearer, reason=reason, by=current_actor())
            flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
            return _back(refund_id)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/kerugian/setujui")
@requires(Permission.STATEMENTS_MATCH)
def agree(refund_id: int) -> Answer:
    """Confirm who somebody else says bears a loss."""
    refund, form = refund_in(refund_id), SeenForm()
    with form.catching():
        refunding.confirm_bearer(current_session(), refund, seen=_seen(form), by=current_actor())
        flash(gettext("Keputusan tentang kerugian ini berlaku."), "success")
        return _back(refund_id)
    return page_of(refund, form), 422


@routes.post("/<int:refund_id>/kerugian/lunasi")
@requires(Permission.STATEMENTS_MATCH)
def collect(refund_id: int) -> Answer:
    """Take what the payer has unused, up to what is claimed from it."""
    refund, form = refund_in(refund_id), SeenForm()
    with form.catching():
        collect_claim(current_session(), refund, by=current_actor())
        flash(gettext("Tagihan dibayar dari saldo penanggung."), "success")
        return _back(refund_id)
    return page_of(refund, form), 422


def _seen(form: SeenForm) -> LossBearer:
    known = {one.value: one for one in LossBearer}
    if form.bearer.data not in known:
        raise RefundMoved
    return known[form.bearer.data]


def _back(refund_id: int) -> Response:
    return redirect(url_for("treasury.refunds.show", refund_id=refund_id), 303)
