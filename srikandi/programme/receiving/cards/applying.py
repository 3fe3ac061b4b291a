"""Bring a card payment to where the provider says it is, whichever notice led there and in whatever order."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import payments, pledges
from srikandi.audit import Actor
from srikandi.ledger import Arrow
from srikandi.money import ZERO, Money
from srikandi.payments import REVIEW, Arrival, Payment, PaymentNotFound, PaymentStatus, Route
from srikandi.payments.providers import CheckoutStatus, PaymentSeen
from srikandi.pledges import Pledge
from srikandi.programme.money import SettlementNotice, settle
from srikandi.programme.receiving.cards.booking import clearing, fees, post_once
from srikandi.programme.receiving.cards.disputes import end_if_gone, follow_disputes
from srikandi.programme.receiving.cards.refunds import follow_refunds
from srikandi.programme.receiving.purposes import day_of, purpose_again

IN_THE_BOOK = (PaymentStatus.SETTLED, PaymentStatus.REFUNDED, PaymentStatus.REVERSED, PaymentStatus.DISPUTED)
EXPIRED_WORDS = "Halaman pembayaran berakhir tanpa dibayar."
SETTLED, ALREADY, UNPAID, EXPIRED = "settled", "already settled", "not paid", "expired"


def check_card(session: Session, payment: Payment, seen: PaymentSeen, *, is_live: bool, by: Actor) -> str:
    """Do what the provider has just said about this payment. Raises: PaymentNotFound, when it speaks of another."""
    if seen.payment_id != payment.id:
        raise PaymentNotFound
    return apply_seen(session, seen, is_live=is_live, by=by)


def apply_seen(session: Session, seen: PaymentSeen, *, is_live: bool, by: Actor) -> str:
    """Bring a payment to where the provider says it is, and say what came of it.

    It does not matter which notice led here, or in which order notices come: the provider's own word is followed.
    """
    if seen.livemode is not is_live:
        return "ignored: livemode"
    if seen.amount is None:
        return f"ignored: currency {seen.currency}"
    payment = None if seen.payment_id is None else session.get(Payment, seen.payment_id)
    if payment is None or payment.route is not Route.STRIPE:
        return "ignored: not ours" if seen.payment_id is None else f"{REVIEW}: unknown payment"
    pledge = session.get_one(Pledge, payment.pledge_id)
    if seen.refunds:
        pledges.lock_pools(session, [pledge.pool_id])
    pledges.locked(session, pledge.id)
    payment = payments.locked(session, payment.id)
    if seen.status is not CheckoutStatus.PAID:
        return _unpaid(session, payment, seen, by=by)
    paid, outcome = _settled(session, payment, seen, amount=seen.amount, by=by)
    _book_fee(session, paid, seen, by=by)
    told = follow_disputes(session, paid, seen, by=by), follow_refunds(session, paid, seen, by=by)
    end_if_gone(session, paid, by=by)
    return told[0] or told[1] or outcome


def _unpaid(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str:
    if seen.status is CheckoutStatus.EXPIRED and payment.status is PaymentStatus.CLAIMED:
        payments.drop(session, payment, reason=EXPIRED_WORDS, by=by)
    return EXPIRED if seen.status is CheckoutStatus.EXPIRED else UNPAID


def _settled(session: Session, payment: Payment, seen: PaymentSeen, *, amount: Money, by: Actor) -> tuple[Payment, str]:
    """Book the money under the provider's own name for it; a second payment on one row gets a row of its own."""
    name = seen.payment_intent or seen.provider_reference
    known = payments.by_external(session, Route.STRIPE, name)
    if known is not None and known.status in IN_THE_BOOK:
        return known, ALREADY
    paid_at = seen.paid_at or payment.created_at
    paid_on = day_of(session, payment.district_id, paid_at)
    if payment.status in IN_THE_BOOK:
        arrival = Arrival(Route.STRIPE, name, amount, paid_on)
        payment = payments.note_arrival(session, purpose_again(payment), arrival, by=by)
    if payment.amount != amount:
        payment.note = f"Diminta {payment.amount}, dibayar {amount}."
    payment.external_reference, payment.amount, payment.paid_on = name, amount, paid_on
    notice = SettlementNotice(
        reference=f"stripe:{name}",
        route=Route.STRIPE,
        payer_id=payment.payer_id,
        amount=amount,
        occurred_at=paid_at,
        district_id=payment.district_id,
        memo="Pembayaran kartu",
        payment_id=payment.id,
    )
    settlement = settle(session, notice, by=by)
    payments.note_settled(session, payment, journal_id=settlement.journal.id, by=by)
    return payment, SETTLED


def _book_fee(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> None:
    """The payer is credited in full; what the provider keeps is the operator's cost, as soon as it is known."""
    if seen.fee is None or seen.fee <= ZERO:
        return
    kept = Arrow(fees(payment.district_id), clearing(payment.district_id), seen.fee)
    at = seen.paid_at or payment.created_at
    post_once(session, payment, f"{payment.external_reference}:fee", arrows=[kept], at=at, by=by)
