"""Approved refunds to cards go to the provider: asked with no transaction open, once however often this is tried."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import unit_of_work
from srikandi.i18n import N_
from srikandi.payments import Payment, refunding
from srikandi.payments.providers import (
    CheckoutProvider,
    OrderChanged,
    ProviderUnavailable,
    RefundNotPossible,
    RefundOrder,
    RefundSeen,
    UnknownAtProvider,
)
from srikandi.payments.refunding import Refund, RefundStage
from srikandi.programme.money import fail_refund
from srikandi.programme.receiving import follow_refund
from srikandi.programme.refunds.deciding import hold

LATER, ENDED = "later", "refused"
REFUSED = N_("Penyedia kartu menolak pengembalian ini")


def send_refunds(session: Session, provider: CheckoutProvider, *, by: Actor) -> list[str]:
    """Bring every approved refund to a card further; opens units of its own, none while the provider is asked."""
    with unit_of_work(session, write=False):
        waiting = refunding.to_send(session)
    return [_send(session, provider, refund_id, by=by) for refund_id in waiting]


def _send(session: Session, provider: CheckoutProvider, refund_id: int, *, by: Actor) -> str:
    with unit_of_work(session, write=False):
        order = _order(session, refund_id)
    try:
        seen = _asked(provider, order)
    except ProviderUnavailable:
        return LATER
    except (RefundNotPossible, OrderChanged, UnknownAtProvider):
        with unit_of_work(session):
            return _refused(session, refund_id, by=by)
    with unit_of_work(session):
        _, payment, _ = hold(session, session.get_one(Refund, refund_id))
        return follow_refund(session, payment, seen, by=by) or LATER


def _asked(provider: CheckoutProvider, order: RefundOrder) -> RefundSeen:
    """Send a refund, or give the one that was sent when an answer was lost.

    A provider forgets its idempotency keys after a day, its refunds never. Raises: what `refund` raises.
    """
    made = [one for one in provider.refunds_of(order.payment_intent) if one.refund_id == order.refund_id]
    return made[-1] if made else provider.refund(order)


def _order(session: Session, refund_id: int) -> RefundOrder:
    refund = session.get_one(Refund, refund_id)
    payment = session.get_one(Payment, refund.payment_id)
    return RefundOrder(refund.id, payment.external_reference or "", refund.amount)


def _refused(session: Session, refund_id: int, *, by: Actor) -> str:
    _, _, refund = hold(session, session.get_one(Refund, refund_id))
    if refund.status is RefundStage.APPROVED:
        fail_refund(session, refund, reason=REFUSED, by=by)
    return ENDED
