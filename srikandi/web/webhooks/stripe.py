"""Stripe tells us that something happened. A true notice is kept for good, then worked; what fails is worked later."""

from __future__ import annotations

import logging

from flask import Blueprint, current_app, request

from srikandi import clock, payments
from srikandi.audit import Actor
from srikandi.database import current_session, unit_of_work
from srikandi.payments.providers import VerifiedEvent, WebhookRefused, connected
from srikandi.programme.receiving import work_notice
from srikandi.web.guard import public

routes = Blueprint("stripe", __name__)
log = logging.getLogger("srikandi.webhooks")
STRIPE = Actor.system("Stripe")
LARGEST_BODY = 1024 * 1024


@routes.post("/stripe")
@public
def receive() -> tuple[str, int]:
    """Keep a signed notice and answer; whatever cannot be worked now waits for the next sweep."""
    provider = connected(current_app.extensions["srikandi"].stripe)
    if provider is None:
        return "", 404
    request.max_content_length = LARGEST_BODY
    try:
        event = provider.verify_webhook(request.get_data(), request.headers.get("Stripe-Signature"), now=clock.now())
    except WebhookRefused as refusal:
        log.warning("webhook refused", extra={"flaw": refusal.flaw.value})
        return refusal.flaw.value, 400
    work_notice(current_session(), provider, _keep(event), by=STRIPE)
    return "", 200


def _keep(event: VerifiedEvent) -> int:
    with unit_of_work(current_session()) as work:
        row = payments.keep_event(work.session, event)
        work.session.flush()
        return row.id
