"""Stripe tells us that something happened. A true notice is kept for good, then worked; what fails is worked later."""

from __future__ import annotations

import logging

from flask import Blueprint, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from srikandi import clock, payments
from srikandi.audit import Actor
from srikandi.database import current_session, unit_of_work
from srikandi.errors import Refusal
from srikandi.payments import WebhookEvent
from srikandi.payments.providers import CheckoutProvider, VerifiedEvent, WebhookRefused, connected
from srikandi.programme.receiving import look_up, work_event
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
    _work(_keep(event), provider)
    return "", 200


def _keep(event: VerifiedEvent) -> int:
    with unit_of_work(current_session()) as work:
        row = payments.keep_event(work.session, event)
        work.session.flush()
        return row.id


def _work(event_id: int, provider: CheckoutProvider) -> None:
    """Ask first, with no transaction open, then write: a slow provider keeps nobody waiting."""
    try:
        with unit_of_work(current_session(), write=False) as reading:
            event = reading.session.get_one(WebhookEvent, event_id)
            reading.session.expunge(event)
        if event.handled_at is None:
            seen = look_up(provider, event)
            with unit_of_work(current_session()) as work:
                work_event(work.session, event_id, seen, is_live=provider.is_live, by=STRIPE)
    except (Refusal, SQLAlchemyError) as trouble:
        log.warning("webhook left for the sweep", extra={"event": event_id, "kind": type(trouble).__name__})
