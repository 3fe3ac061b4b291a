"""Proofs a company takes with it: of a payment, and of a month's count, without a name."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, render_template
from flask_babel import gettext

from srikandi import documents, payments, pledges
from srikandi.clock import Month, NotAMonth
from srikandi.database import current_session
from srikandi.payments import PaymentNotFound
from srikandi.pledges import Pledge
from srikandi.programme.sealing import provable_months, prove_life_months, prove_payment
from srikandi.users import Permission
from srikandi.web.company.paying import organisation_paying
from srikandi.web.guard import current_actor, requires

routes = Blueprint("proofs", __name__, url_prefix="/bukti")


def _pledge(pledge_id: int) -> Pledge:
    return pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())


def _month(written: str) -> Month:
    try:
        return Month.parse(written)
    except NotAMonth:
        abort(404)


def _file(proof: dict[str, Any], about: dict[str, str], filename: str) -> Response:
    """Give a proof as a file. `about` helps a reader; nothing of it is proved."""
    whole = {**proof, "about": {**about, "from": current_app.extensions["srikandi"].public_url}}
    content = json.dumps(whole, indent=1, ensure_ascii=False).encode()
    leaving = documents.attachment(content, filename=filename, media_type="application/json")
    return Response(leaving.content, headers=leaving.headers)


@routes.get("/komitmen/<int:pledge_id>")
@requires(Permission.PAYMENTS_MAKE)
def show(pledge_id: int) -> str:
    """Show the months of a pledge whose count can be proved."""
    pledge = _pledge(pledge_id)
    months = provable_months(current_session(), pledge)
    return render_template("company/proofs/show.html", pledge=pledge, months=months)


@routes.get("/komitmen/<int:pledge_id>/<month>.json")
@requires(Permission.PAYMENTS_MAKE)
def life_months(pledge_id: int, month: str) -> Response:
    """Give the proof of how many life-months were active in a month."""
    pledge, chosen = _pledge(pledge_id), _month(month)
    proof = prove_life_months(current_session(), pledge, chosen)
    return _file(proof, {"pledge": pledge.number}, gettext("bukti-%(what)s.json", what=f"{pledge.number}-{chosen}"))


@routes.get("/pembayaran/<uuid:uid>.json")
@requires(Permission.PAYMENTS_MAKE)
def payment(uid: UUID) -> Response:
    """Give the proof that a payment is in the book."""
    session, viewer = current_session(), current_actor()
    found = payments.payment_of(session, uid, viewer=viewer)
    if found.organisation_id != organisation_paying(session, viewer).id:
        raise PaymentNotFound
    about = {"payment": str(found.uid), "pledge": _pledge(found.pledge_id).number}
    return _file(prove_payment(session, found), about, gettext("bukti-%(what)s.json", what=found.uid))
