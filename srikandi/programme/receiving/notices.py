"""Notices of the card provider: where to look. What is booked is what the provider says when it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from srikandi import payments
from srikandi.audit import Actor
from srikandi.errors import Refusal
from srikandi.payments import REVIEW, WebhookEvent
from srikandi.payments.providers import CheckoutProvider, PaymentSeen, UnknownAtProvider
from srikandi.programme.receiving.cards import apply_seen

WATCHED = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.expired",
        "charge.refunded",
        "charge.dispute.created",
    }
)
FOR_A_PERSON = frozenset({"charge.dispute.closed", "payout.failed"})


@dataclass(frozen=True)
class Recovered:
    """What asking the provider brought to light."""

    told: int
    """Notices of the provider in that time."""
    new: int
    """Of these, such as never reached us."""
    settled: int
    """Payments that are in the book only now."""
    failed: int


def look_up(provider: CheckoutProvider, event: WebhookEvent) -> PaymentSeen | None:
    """Ask what became of the payment a notice is about; nothing, when it is about none. Raises: ProviderUnavailable."""
    told = payments.event_of(event)
    reference = told.object_id if told.object_kind == "checkout.session" else told.payment_intent
    if told.kind not in WATCHED or reference is None:
        return None
    try:
        return provider.read(reference)
    except UnknownAtProvider:
        return None


def work_event(session: Session, event_id: int, seen: PaymentSeen | None, *, is_live: bool, by: Actor) -> str:
    """Do what a notice led to, once, and note what came of it; a failure is noted and leaves the rest untouched."""
    event = payments.locked_event(session, event_id)
    if event is None:
        return "worked before"
    if seen is None:
        payments.note_worked(event, f"{REVIEW}: {event.kind}" if event.kind in FOR_A_PERSON else "nothing to do")
        return str(event.outcome)
    try:
        with session.begin_nested():
            outcome = apply_seen(session, seen, is_live=is_live, by=by)
    except Refusal as refusal:
        payments.note_failed(event, type(refusal).__name__)
        return "failed"
    payments.note_worked(event, outcome)
    return outcome


def handle_events(session: Session, provider: CheckoutProvider, *, by: Actor, at_most: int = 200) -> list[str]:
    """Work every notice that waits, oldest first, and give what came of each."""
    outcomes = []
    for event_id in payments.waiting_events(session, at_most=at_most):
        event = payments.locked_event(session, event_id)
        if event is None:
            continue
        try:
            seen = look_up(provider, event)
        except Refusal as refusal:
            payments.note_failed(event, type(refusal).__name__)
            outcomes.append("failed")
            continue
        outcomes.append(work_event(session, event_id, seen, is_live=provider.is_live, by=by))
    return outcomes


def recover(session: Session, provider: CheckoutProvider, *, since: datetime, by: Actor) -> Recovered:
    """Ask the provider for everything since, and work what never reached us. Raises: ProviderUnavailable."""
    told = provider.events_since(since)
    kept = [payments.keep_event(session, event) for event in told]
    session.flush()
    fresh = [row for row in kept if row.handled_at is None and row.attempts == 0]
    outcomes = handle_events(session, provider, by=by, at_most=len(told) + 200)
    return Recovered(len(told), len(fresh), outcomes.count("settled"), outcomes.count("failed"))
