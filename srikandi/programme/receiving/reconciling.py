"""Reconciling with the card provider: the same book as if every notice had come, and none is needed.

The provider is asked what happened, and then about everything of ours that is not at rest: pages nobody has paid,
disputes, payouts. Each answer is worked in a unit of its own with none open while it is asked, so a slow provider keeps
nobody waiting, and a run that is cut off is simply run again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from srikandi import clock, payments
from srikandi.audit import Actor
from srikandi.database import unit_of_work
from srikandi.errors import Refusal
from srikandi.payments import Payment, PaymentStatus, Route
from srikandi.payments.cards import Dispute, DisputeStatus, Payout, PayoutStatus
from srikandi.payments.providers import CheckoutProvider, UnknownAtProvider
from srikandi.programme.receiving.cards import EXPIRED_WORDS
from srikandi.programme.receiving.notices import FAILED, Looked, apply_looked, look_further, work_notice

LONGEST = timedelta(days=30)
"""How far a provider remembers."""
PAGE_LIVES = timedelta(hours=25)
"""After this no payment page of ours can be paid any more; a page lives a day."""


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
    dropped: int = 0
    """Payments nobody finished, ended now."""


@dataclass
class _Round:
    """One run at work."""

    session: Session
    provider: CheckoutProvider
    by: Actor
    outcomes: Counter[str] = field(default_factory=Counter)

    def apply(self, looked: Looked) -> None:
        """Do what the provider said, in a unit of its own."""
        try:
            looked = look_further(self.session, self.provider, looked)
            with unit_of_work(self.session):
                outcome = apply_looked(self.session, looked, is_live=self.provider.is_live, by=self.by)
        except Refusal:
            outcome = FAILED
        self.outcomes[outcome] += 1


def recover(session: Session, provider: CheckoutProvider, *, since: datetime, by: Actor) -> Recovered:
    """Bring the book to where the provider stands. Raises: ProviderUnavailable, when it cannot be asked at all."""
    work, before = _Round(session, provider, by), _booked(session)
    told, new = _notices(work, since)
    _pages(work, since)
    _disputes(work, since)
    _payouts(work, since)
    with unit_of_work(session):
        dropped = drop_stale(session, by=by)
    return Recovered(told, new, _booked(session) - before, work.outcomes[FAILED], dropped)


def _booked(session: Session) -> int:
    """Count the card payments that are in the book."""
    in_book = Payment.route == Route.STRIPE, Payment.journal_id.is_not(None)
    with unit_of_work(session, write=False):
        return session.scalar(select(func.count(Payment.id)).where(*in_book)) or 0


def _notices(work: _Round, since: datetime) -> tuple[int, int]:
    """Keep what never reached us, and work it in the order in which it happened."""
    told = work.provider.events_since(since)
    with unit_of_work(work.session):
        kept = [payments.keep_event(work.session, event) for event in told]
        work.session.flush()
        fresh = sum(1 for row in kept if row.handled_at is None and row.attempts == 0)
        waiting = [row.id for row in kept if row.handled_at is None]
    for event_id in waiting:
        work.outcomes[work_notice(work.session, work.provider, event_id, by=work.by)] += 1
    return len(told), fresh


def _pages(work: _Round, since: datetime) -> None:
    """Ask about every page opened since the oldest payment nobody has finished."""
    with unit_of_work(work.session, write=False):
        waiting = dict.fromkeys(work.session.scalars(select(Payment.id).where(*_unfinished())))
        oldest = work.session.scalar(select(func.min(Payment.created_at)).where(*_unfinished()))
    if not waiting:
        return
    start = max(min(since, oldest or since), clock.now() - LONGEST)
    for seen in work.provider.pages_since(start - timedelta(minutes=5)):
        if seen.payment_id in waiting:
            work.apply(Looked(payments=(seen,)))


def _unfinished() -> tuple[ColumnElement[bool], ...]:
    return Payment.route == Route.STRIPE, Payment.status == PaymentStatus.CLAIMED


def _disputes(work: _Round, since: datetime) -> None:
    """Ask about every payment disputed since, and those whose dispute was open when we last looked, or lost of late."""
    disputed = Payment.route == Route.STRIPE, Payment.status == PaymentStatus.DISPUTED
    told = work.provider.disputes_since(since)
    with unit_of_work(work.session, write=False):
        lost = select(Dispute.payment_id).where(Dispute.status == DisputeStatus.LOST, Dispute.closed_at > _long_ago())
        asked = select(Payment.external_reference).where(or_(and_(*disputed), Payment.id.in_(lost)))
        ours = work.session.scalars(asked.order_by(Payment.id)).all()
    for intent in dict.fromkeys([*told, *(one for one in ours if one is not None)]):
        _ask(work, intent)


def _long_ago() -> datetime:
    """Give the moment before which a lost dispute is not given back any more."""
    return clock.now() - 4 * LONGEST


def _payouts(work: _Round, since: datetime) -> None:
    """Ask about every payout sent since, and every one no bank had shown when we last looked."""
    told = work.provider.payouts_since(since)
    with unit_of_work(work.session, write=False):
        open_ones = select(Payout.external_reference).where(Payout.status == PayoutStatus.ON_THE_WAY)
        ours = work.session.scalars(open_ones.order_by(Payout.id)).all()
    for reference in dict.fromkeys([*told, *ours]):
        try:
            seen = work.provider.read_payout(reference)
        except UnknownAtProvider:
            continue
        work.apply(Looked(payout=seen))


def _ask(work: _Round, reference: str) -> None:
    try:
        seen = work.provider.read(reference)
    except UnknownAtProvider:
        return
    work.apply(Looked(payments=(seen,)))


def drop_stale(session: Session, *, by: Actor) -> int:
    """End the card payments whose page can no longer be paid; money that came late all the same is still booked."""
    old = Payment.created_at < clock.now() - PAGE_LIVES
    found = session.scalars(select(Payment).where(*_unfinished(), old).order_by(Payment.id).with_for_update()).all()
    for payment in found:
        payments.drop(session, payment, reason=EXPIRED_WORDS, by=by)
    return len(found)
