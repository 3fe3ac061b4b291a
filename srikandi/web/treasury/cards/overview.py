"""Card money in one look: the balance of clearing explained, what is on its way, what is disputed."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from srikandi import ledger, organisations, payments
from srikandi.database import current_session
from srikandi.ledger import AccountKind
from srikandi.money import Money, total
from srikandi.payments import NoticeSide, cards
from srikandi.programme.receiving import held_by_provider
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.treasury.exports import payouts_csv

routes = Blueprint("overview", __name__)


@routes.get("")
@requires(Permission.PAYMENTS_VIEW)
def index() -> str:
    """Show what the provider holds and why, payouts, disputes, and how many notices wait for a person."""
    session, viewer = current_session(), current_actor()
    holding = held_by_provider(session, viewer.district_id, viewer=viewer)
    waiting = {side: len(payments.notices(session, viewer=viewer, side=side)) for side in WAITING}
    return render_template(
        "treasury/cards/index.html",
        holding=holding,
        names=organisations.names(session, {one.payment.organisation_id for one in holding.held}),
        payouts=cards.payouts_of(session, viewer=viewer, at_most=20),
        disputes=cards.disputes_of(session, viewer=viewer, at_most=20),
        sums={kind.value: _sum(kind, viewer.district_id) for kind in SHOWN},
        waiting=waiting,
    )


@routes.get("/pencairan.csv")
@requires(Permission.PAYMENTS_VIEW)
def export() -> Response:
    """Give every payout as a table for a spreadsheet."""
    viewer = current_actor()
    return payouts_csv(cards.payouts_of(current_session(), viewer=viewer, at_most=None))


WAITING = (NoticeSide.PERSON, NoticeSide.FAILED)
SHOWN = (
    AccountKind.PAYOUTS_IN_TRANSIT,
    AccountKind.CHARGEBACK_RECEIVABLE,
    AccountKind.OPERATOR_LOSSES,
    AccountKind.BETWEEN_DISTRICTS,
)


def _sum(kind: AccountKind, district_id: int) -> Money:
    found = ledger.balances(current_session(), kind=kind, district_id=district_id)
    return total(list(found.values()))
