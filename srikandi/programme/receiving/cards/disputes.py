"""A card holder disputes a payment: the provider takes the money at once, and we are owed it until it is decided."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import payments
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow
from srikandi.payments import REVIEW, Payment, PaymentStatus
from srikandi.payments.providers import PaymentSeen
from srikandi.programme.receiving.cards.booking import clearing, post


def follow_dispute(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str | None:
    """Bring a payment to where its dispute stands; nothing when there is none."""
    if not seen.disputed or payment.status is not PaymentStatus.SETTLED:
        return None
    owed = AccountKey(AccountKind.CHARGEBACK_RECEIVABLE, payment.district_id)
    post(session, payment, "dispute", Arrow(owed, clearing(payment), payment.amount), by=by)
    payments.move(session, payment, PaymentStatus.DISPUTED, by=by)
    return f"{REVIEW}: disputed"
