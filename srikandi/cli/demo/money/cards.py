"""A company pays by card, and weeks later the holder of the card disputes it: the provider's word, as it would come."""

from __future__ import annotations

from datetime import datetime, timedelta

from srikandi.audit import Actor
from srikandi.cli.demo.deeds import Stage
from srikandi.cli.demo.money.receiving import payer_of
from srikandi.money import ZERO, Money
from srikandi.payments import Payment
from srikandi.payments.providers import CheckoutStatus, DisputeSeen, DisputeState, PaymentSeen
from srikandi.programme import receiving

PROVIDER = Actor.system("stripe")
MINOR = 100
FEE = Money(22_732)
DISPUTE_FEE = Money(245_000)
DAYS_TO_ANSWER = 14


def pay_by_card(stage: Stage, box: str, amount: Money, *, at: datetime) -> Payment:
    """Let a company pay by card; the provider says a few minutes later that it is paid."""
    by, payer = stage.by(box), payer_of(stage, box)
    with stage.at(at):
        purpose = receiving.purpose_of(stage.session, payer.id, viewer=by)
        key = f"contoh-kartu-{payer.id}"
        payment = receiving.begin_card(stage.session, purpose, amount=amount, form_key=key, by=by)
        receiving.check_card(stage.session, payment, _seen(payment, paid_at=at), is_live=False, by=PROVIDER)
    return payment


def dispute(stage: Stage, payment: Payment, *, at: datetime) -> None:
    """Let the provider say that the holder of the card disputes a payment; it takes the money back meanwhile."""
    seen = DisputeSeen(
        provider_reference=f"dp_contoh_{payment.id}",
        state=DisputeState.OPEN,
        taken=payment.amount,
        returned=ZERO,
        fee=DISPUTE_FEE,
        reason="unrecognized",
        opened_at=at,
        answer_until_at=at + timedelta(days=DAYS_TO_ANSWER),
    )
    with stage.at(at):
        told = _seen(payment, paid_at=payment.created_at, disputes=(seen,))
        receiving.check_card(stage.session, payment, told, is_live=False, by=PROVIDER)


def _seen(payment: Payment, *, paid_at: datetime, disputes: tuple[DisputeSeen, ...] = ()) -> PaymentSeen:
    return PaymentSeen(
        provider_reference=f"cs_contoh_{payment.id}",
        payment_id=payment.id,
        status=CheckoutStatus.PAID,
        amount=payment.amount,
        amount_minor=payment.amount.rupiah * MINOR,
        currency="idr",
        livemode=False,
        payment_intent=f"pi_contoh_{payment.id}",
        charge=f"ch_contoh_{payment.id}",
        fee=FEE,
        disputed=bool(disputes),
        paid_at=paid_at,
        disputes=disputes,
    )
