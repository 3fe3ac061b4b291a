"""Payments as the keepers of the book see them: from a journal to its payment, and what the card provider left open."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.wrappers import Response

from srikandi import documents, organisations, payments, pledges
from srikandi.database import current_session
from srikandi.payments import NoticeSide, refunding
from srikandi.payments.direct import late_claims
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires

routes = Blueprint("payments", __name__, url_prefix="/pembayaran")


@routes.get("")
@requires(Permission.PAYMENTS_VIEW)
def index() -> str:
    """List the payments of the district, the newest first, and the card notices a person must look at."""
    session, viewer = current_session(), current_actor()
    found = payments.latest(session, viewer=viewer)
    late = late_claims(session, viewer=viewer)
    names = organisations.names(session, {one.organisation_id for one in [*found, *late]})
    open_notices = payments.notices(session, viewer=viewer, side=NoticeSide.PERSON)
    return render_template("treasury/payments/index.html", payments=found, late=late, names=names, notices=open_notices)


@routes.get("/<int:payment_id>")
@requires(Permission.PAYMENTS_VIEW)
def show(payment_id: int) -> str:
    """Show one payment with its journal and its pledge."""
    session, viewer = current_session(), current_actor()
    payment = payments.payment_by_id(session, payment_id, viewer=viewer)
    pledge = pledges.pledge_of(session, payment.pledge_id, viewer=viewer)
    name = organisations.names(session, [payment.organisation_id])[payment.organisation_id]
    refunds = refunding.of_payment(session, payment.id)
    return render_template("treasury/payments/show.html", payment=payment, pledge=pledge, name=name, refunds=refunds)


@routes.get("/<int:payment_id>/berkas")
@requires(Permission.PAYMENTS_VIEW)
def paper(payment_id: int) -> Response:
    """Give the proof its payer has added, as a download."""
    session = current_session()
    payment = payments.payment_by_id(session, payment_id, viewer=current_actor())
    file = documents.download_of(session, payment.proof_file_id)
    return Response(file.content, headers=file.headers)
