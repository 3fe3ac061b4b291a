"""Payments by card: begun with a row of our own, believed when the provider is asked, booked gross and once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, ledger, payments, pledges
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, AlreadyReversed, Arrow, Entry, Journal, NotEnoughMoney
from srikandi.money import ZERO, Money
from srikandi.payments import REVIEW, Arrival, Payment, PaymentMoved, PaymentNotFound, PaymentStatus, Purpose, Route
from srikandi.payments.providers import CheckoutOrder, CheckoutStatus, PaymentSeen
from srikandi.pledges import Payer, Pledge
from srikandi.programme.money import SettlementNotice, settle
from srikandi.programme.receiving.purposes import day_of, purpose_again

IN_THE_BOOK = (PaymentStatus.SETTLED, PaymentStatus.REFUNDED, PaymentStatus.REVERSED, PaymentStatus.DISPUTED)
SETTLED, ALREADY, UNPAID, EXPIRED = "settled", "already settled", "not paid", "expired"


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
    pledges.locked(session, payment.pledge_id)
    payment = payments.locked(session, payment.id)
    if seen.status is not CheckoutStatus.PAID:
        return _unpaid(session, payment, seen, by=by)
    paid, outcome = _settled(session, payment, seen, amount=seen.amount, by=by)
    return _after(session, paid, seen, by=by) or outcome


def _unpaid(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str:
    if seen.status is CheckoutStatus.EXPIRED and payment.status is PaymentStatus.CLAIMED:
        payments.drop(session, payment, reason="Halaman pembayaran berakhir tanpa dibayar.", by=by)
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
    _book_fee(session, payment, seen, by=by)
    return payment, SETTLED


def _book_fee(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> None:
    """The payer is credited in full; what the provider keeps is the operator's cost."""
    if seen.fee is None or seen.fee <= ZERO:
        return
    fees = AccountKey(AccountKind.PROVIDER_FEES, payment.district_id)
    _post(session, payment, "fee", Arrow(fees, _clearing(payment), seen.fee), by=by)


def _after(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str | None:
    """Follow what happened after the payment: a dispute, or money given back."""
    if seen.disputed and payment.status is PaymentStatus.SETTLED:
        owed = AccountKey(AccountKind.CHARGEBACK_RECEIVABLE, payment.district_id)
        _post(session, payment, "dispute", Arrow(owed, _clearing(payment), payment.amount), by=by)
        payments.move(session, payment, PaymentStatus.DISPUTED, by=by)
        return f"{REVIEW}: disputed"
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


def _clearing(payment: Payment) -> AccountKey:
    return AccountKey(AccountKind.PROVIDER_CLEARING, payment.district_id)


def _post(session: Session, payment: Payment, kind: str, arrow: Arrow, *, by: Actor) -> None:
    name = payment.external_reference
    entry = Entry(
        reference=f"stripe:{name}:{kind}",
        kind=f"card_{kind}",
        district_id=payment.district_id,
        memo=f"Kartu {name}",
        occurred_at=payment.settled_at or clock.now(),
        arrows=(arrow,),
        document=f"payment/{payment.id}",
    )
    ledger.post(session, entry, by=by)
