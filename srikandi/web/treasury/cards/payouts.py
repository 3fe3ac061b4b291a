"""One payout: what it settles, and which line of the bank shows it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField

from srikandi import payments, places
from srikandi.database import current_session
from srikandi.payments import StatementLine, banking, cards
from srikandi.payments.cards import Payout
from srikandi.programme.receiving import arrive_by_hand
from srikandi.users import Permission
from srikandi.web.forms import Form, row_number
from srikandi.web.guard import current_actor, requires

routes = Blueprint("payouts", __name__, url_prefix="/pencairan")


class LineForm(Form):
    """The line that was looked at."""

    line = HiddenField()

    @property
    def line_id(self) -> int:
        """Its number; none, when nobody typed one."""
        return row_number(self.line.data)


@routes.get("/<int:payout_id>")
@requires(Permission.PAYMENTS_VIEW)
def show(payout_id: int) -> str:
    """Show a payout with the payments in it."""
    return _page(_payout(payout_id))


@routes.post("/<int:payout_id>/usulkan")
@requires(Permission.STATEMENTS_MATCH)
def propose(payout_id: int) -> tuple[str, int] | Response:
    """Propose the line of the bank that shows it."""
    payout, form = _payout(payout_id), LineForm()
    with form.catching():
        line = banking.line_of(current_session(), form.line_id, viewer=current_actor())
        cards.propose_line(current_session(), payout, line, by=current_actor())
        flash(gettext("Usulan tercatat. Bendahara lain perlu menyetujuinya."), "success")
        return redirect(url_for(".show", payout_id=payout_id), 303)
    return _page(payout, form), 422


@routes.post("/<int:payout_id>/setujui")
@requires(Permission.STATEMENTS_MATCH)
def confirm(payout_id: int) -> tuple[str, int] | Response:
    """Confirm somebody else's proposal; the money has arrived."""
    payout, form = _payout(payout_id), LineForm()
    with form.catching():
        arrive_by_hand(current_session(), payout, seen_line_id=form.line_id, by=current_actor())
        flash(gettext("Pencairan ini sudah sampai di rekening."), "success")
        return redirect(url_for(".show", payout_id=payout_id), 303)
    return _page(payout, form), 422


@routes.post("/<int:payout_id>/tarik")
@requires(Permission.STATEMENTS_MATCH)
def withdraw(payout_id: int) -> Response:
    """Take a proposal back, or turn it down."""
    cards.withdraw_line(current_session(), _payout(payout_id), by=current_actor())
    flash(gettext("Usulan dibatalkan. Pencairan ini kembali menunggu."), "success")
    return redirect(url_for(".show", payout_id=payout_id), 303)


def _payout(payout_id: int) -> Payout:
    return cards.payout_of(current_session(), payout_id, viewer=current_actor())


def _page(payout: Payout, form: LineForm | None = None) -> str:
    session, viewer = current_session(), current_actor()
    items = cards.items_of(session, payout.id, viewer=viewer)
    shares = cards.shares_of(session, payout.id)
    waits = payout.status is cards.PayoutStatus.ON_THE_WAY
    return render_template(
        "treasury/cards/payout.html",
        payout=payout,
        items=items,
        others={one: share for one, share in shares.items() if one not in viewer.district_ids},
        districts={one.id: one.name for one in places.districts(session)},
        payments=payments.by_ids(session, {one.payment_id for one in items if one.payment_id}),
        line=None if payout.line_id is None else session.get(StatementLine, payout.line_id),
        offered=cards.candidates(session, payout, viewer=viewer) if waits and payout.line_id is None else [],
        is_own=payout.matched_by == viewer.user_id,
        may_match=viewer.may(Permission.STATEMENTS_MATCH),
        form=form or LineForm(),
    )
