"""Notices of the card provider: where to look. What is booked is what the provider says when it is asked."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from srikandi import payments
from srikandi.audit import Actor
from srikandi.database import unit_of_work
from srikandi.errors import Refusal
from srikandi.payments import Payment, Route, WebhookEvent, cards
from srikandi.payments.providers import (
    WATCHED_EVENTS,
    CheckoutProvider,
    PaymentSeen,
    PayoutSeen,
    UnknownAtProvider,
    VerifiedEvent,
)
from srikandi.programme.receiving.cards import apply_seen
from srikandi.programme.receiving.payouts import apply_payout, unknown_intents, unknown_payouts

log = logging.getLogger("srikandi.notices")
NOTHING, FAILED, BEFORE = "nothing to do", "failed", "worked before"


@dataclass(frozen=True)
class Looked:
    """What the provider said when it was asked about a notice."""

    payments: tuple[PaymentSeen, ...] = ()
    payout: PayoutSeen | None = None
    earlier: tuple[PayoutSeen, ...] = ()
    """Payouts the book does not have, whose money came back and goes out in this one; the first of all first."""

    @property
    def is_empty(self) -> bool:
        """Was there nothing to ask about?"""
        return not self.payments and self.payout is None


def look_up(provider: CheckoutProvider, event: WebhookEvent) -> Looked:
    """Ask what became of the payment or the payout a notice is about. Raises: ProviderUnavailable."""
    told = payments.event_of(event)
    try:
        if told.object_kind == "payout":
            return Looked(payout=provider.read_payout(told.object_id))
        reference = _payment_in(told)
        if reference is None:
            return Looked()
        seen = provider.read(reference)
        # A refund that failed is no longer in the sum that went back, so it has to be asked for by name.
        back = provider.refunds_of(reference) if told.object_kind == "refund" else seen.refunds
        return Looked(payments=(replace(seen, refunds=back),))
    except UnknownAtProvider:
        return Looked()


def _payment_in(told: VerifiedEvent) -> str | None:
    if told.kind not in WATCHED_EVENTS:
        return None
    return told.object_id if told.object_kind == "checkout.session" else told.payment_intent


def look_further(session: Session, provider: CheckoutProvider, looked: Looked) -> Looked:
    """Ask for the payments and failed payouts behind a payout that the book does not have yet.

    So each is credited to its payer, and no money that came back is taken for a stranger's, in whatever order notices
    come. Opens units of its own to see which they are. Raises: ProviderUnavailable.
    """
    if looked.payout is None:
        return looked
    payouts = _with_earlier(session, provider, looked.payout)
    with unit_of_work(session, write=False):
        wanted = dict.fromkeys(intent for one in payouts for intent in unknown_intents(session, one))
    found = []
    for intent in wanted:
        with suppress(UnknownAtProvider):
            found.append(provider.read(intent))
    return Looked(tuple(found), looked.payout, tuple(payouts[:-1]))


def _with_earlier(session: Session, provider: CheckoutProvider, last: PayoutSeen) -> list[PayoutSeen]:
    """Give a payout behind those whose money it sends again and the book does not have."""
    known, found = {last.provider_reference}, [last]
    for one in found:
        with unit_of_work(session, write=False):
            wanted = [name for name in unknown_payouts(session, one) if name not in known]
        for name in wanted:
            known.add(name)
            with suppress(UnknownAtProvider):
                found.append(provider.read_payout(name))
    return found[::-1]


def apply_looked(session: Session, looked: Looked, *, is_live: bool, by: Actor) -> str:
    """Do what the provider said, payments before the payout that settles them, and say what came of it."""
    outcomes = [apply_seen(session, one, is_live=is_live, by=by) for one in looked.payments]
    payouts = [*looked.earlier, *([looked.payout] if looked.payout else [])]
    outcomes += [apply_payout(session, one, is_live=is_live, by=by) for one in payouts]
    return outcomes[-1] if outcomes else NOTHING


def work_event(session: Session, event_id: int, looked: Looked, *, is_live: bool, by: Actor) -> str:
    """Do what a notice led to, once, and note what came of it; a failure is noted and leaves the rest untouched."""
    event = payments.locked_event(session, event_id)
    if event is None:
        return BEFORE
    try:
        with session.begin_nested():
            outcome = apply_looked(session, looked, is_live=is_live, by=by)
    except Refusal as refusal:
        payments.note_failed(event, type(refusal).__name__)
        return FAILED
    event.district_id = _district(session, looked)
    payments.note_worked(event, outcome)
    return outcome


def _district(session: Session, looked: Looked) -> int | None:
    if looked.payout is not None:
        payout = cards.payout_named(session, looked.payout.provider_reference)
        return None if payout is None else payout.district_id
    known = {one.payment_id for one in looked.payments if one.payment_id is not None}
    found = [payment for one in known if (payment := session.get(Payment, one)) and payment.route is Route.STRIPE]
    return found[0].district_id if found else None


def work_notice(session: Session, provider: CheckoutProvider, event_id: int, *, by: Actor) -> str:
    """Ask about a kept notice and do what the provider says, each in a unit of its own, none open while it is asked.

    Whatever fails is noted on the notice, which is tried again later and never dropped.
    """
    try:
        with unit_of_work(session, write=False):
            event = session.get_one(WebhookEvent, event_id)
            session.expunge(event)
        if event.handled_at is not None:
            return BEFORE
        looked = look_further(session, provider, look_up(provider, event))
        with unit_of_work(session):
            return work_event(session, event_id, looked, is_live=provider.is_live, by=by)
    except Exception as trouble:
        if not isinstance(trouble, Refusal):
            log.exception("a notice failed", extra={"sweep": "notices", "kind": type(trouble).__name__})
        _note_failed(session, event_id, why=type(trouble).__name__)
        return FAILED


def _note_failed(session: Session, event_id: int, *, why: str) -> None:
    with unit_of_work(session):
        event = payments.locked_event(session, event_id)
        if event is not None:
            payments.note_failed(event, why)


def handle_events(session: Session, provider: CheckoutProvider, *, by: Actor, at_most: int = 200) -> list[str]:
    """Work every notice whose turn has come, oldest first, and give what came of each."""
    with unit_of_work(session, write=False):
        waiting = payments.waiting_events(session, at_most=at_most)
    return [work_notice(session, provider, event_id, by=by) for event_id in waiting]
