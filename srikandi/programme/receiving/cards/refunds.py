"""Money that went back to a card, as the provider shows it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import ledger, payments
from srikandi.audit import Actor
from srikandi.ledger import AlreadyReversed, Journal, NotEnoughMoney
from srikandi.payments import REVIEW, Payment, PaymentStatus
from srikandi.payments.providers import PaymentSeen


def follow_refund(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str | None:
    """Bring a payment to where its refund stands; nothing when there is none."""
    if not seen.refunded or payment.status is not PaymentStatus.SETTLED:
        return None
    if seen.refunded != payment.amount:
        return f"{REVIEW}: refunded in part"
    try:
        ledger.reverse(
            session, session.get_one(Journal, payment.journal_id), reason="Dikembalikan lewat penyedia kartu", by=by
        )
    except (NotEnoughMoney, AlreadyReversed):
        return f"{REVIEW}: refunded after its money was used"
    payments.move(session, payment, PaymentStatus.REFUNDED, by=by)
    return "refunded"
