"""A card payment begins with a row of our own; what the provider is asked for is always told from that row."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import payments
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.payments import Payment, PaymentMoved, Purpose, Route
from srikandi.payments.providers import CheckoutOrder
from srikandi.pledges import Payer, Pledge


def begin_card(session: Session, purpose: Purpose, *, amount: Money, form_key: str, by: Actor) -> Payment:
    """Write the row a card payment will stand on. Raises: AmountMissing, FormUsed."""
    return payments.begin_card(session, purpose, amount=amount, form_key=form_key, by=by)


def card_order(session: Session, payment: Payment, *, success_url: str, cancel_url: str) -> CheckoutOrder:
    """Give what the provider is asked for; always the same for the same row. Raises: PaymentMoved."""
    if payment.route is not Route.STRIPE:
        raise PaymentMoved
    payer, pledge = session.get_one(Payer, payment.payer_id), session.get_one(Pledge, payment.pledge_id)
    return CheckoutOrder(
        payment_id=payment.id,
        reference=payer.reference,
        amount=payment.amount,
        description=f"Iuran JKN komitmen {pledge.number}",
        success_url=success_url,
        cancel_url=cancel_url,
    )
