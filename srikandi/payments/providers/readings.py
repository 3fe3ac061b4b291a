"""What Stripe's objects say, in our own words. Stripe counts rupiah in hundredths: Rp37.800 is 3780000 there.

Every function may raise KeyError, TypeError or ValueError on an object of no known shape; `stripe.py` turns that into
`ProviderUnavailable`.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from srikandi.clock import JAKARTA
from srikandi.money import LARGEST, ZERO, Money
from srikandi.payments.providers.notices import REFUND_KEY, instant, own_row, payment_row
from srikandi.payments.providers.ports import (
    CheckoutStatus,
    DisputeSeen,
    DisputeState,
    MovementSeen,
    PaymentSeen,
    PayoutSeen,
    PayoutState,
    RefundSeen,
    RefundStatus,
)

CURRENCY = "idr"
HUNDREDTHS = 100
PAYOUT = "payout"
_CLOSED = {
    "won": DisputeState.WON,
    "warning_closed": DisputeState.WON,
    "prevented": DisputeState.WON,
    "lost": DisputeState.LOST,
}
"""An inquiry that is closed, or a dispute that was headed off, is decided for us; whatever it took has to come back."""


def rupiah_of(minor: int, currency: str) -> Money | None:
    """Give Stripe's hundredths as whole rupiah, or nothing where they are another currency or carry sen."""
    if currency.lower() != CURRENCY or minor % HUNDREDTHS or abs(minor) > LARGEST * HUNDREDTHS:
        return None
    return Money(minor // HUNDREDTHS)


def rounded_up(sen: int) -> Money:
    """Give hundredths as whole rupiah, rounded up: a cost with sen is never booked too small."""
    return Money(-(-sen // HUNDREDTHS))


def payment_seen(session: dict[str, Any], disputes: list[dict[str, Any]]) -> PaymentSeen:
    """Read a session with its payment intent, charge, fee and disputes."""
    intent = session["payment_intent"] or {}
    charge = intent.get("latest_charge") or {}
    moved = charge.get("balance_transaction") or {}
    currency, minor = session["currency"], session["amount_total"]
    is_paid = session["payment_status"] == "paid"
    return PaymentSeen(
        provider_reference=session["id"],
        payment_id=payment_row(session["metadata"]),
        status=_status(session),
        amount=rupiah_of(minor, currency),
        amount_minor=minor,
        currency=currency,
        livemode=session["livemode"],
        payment_intent=intent.get("id"),
        charge=charge.get("id"),
        fee=_fee(moved),
        refunded=rupiah_of(charge.get("amount_refunded", 0), currency),
        disputed=bool(charge.get("disputed", False)),
        paid_at=instant(charge["created"]) if is_paid and charge else None,
        disputes=tuple(dispute_seen(one) for one in sorted(disputes, key=lambda one: one["created"])),
    )


def dispute_seen(dispute: dict[str, Any]) -> DisputeSeen:
    """Read a dispute by the movements it made: what was taken, what came back, what it cost."""
    moves = [one for one in dispute["balance_transactions"] if one["currency"] == CURRENCY]
    back = [one for one in moves if one["amount"] > 0]
    due = (dispute.get("evidence_details") or {}).get("due_by")
    taken = rounded_up(-sum(one["amount"] for one in moves if one["amount"] < 0))
    return DisputeSeen(
        provider_reference=dispute["id"],
        state=_CLOSED.get(dispute["status"], DisputeState.OPEN if taken else DisputeState.INQUIRY),
        taken=taken,
        returned=Money(sum(one["amount"] for one in back) // HUNDREDTHS),
        fee=max(rounded_up(sum(one["fee"] for one in moves)), ZERO),
        reason=str(dispute["reason"]),
        opened_at=instant(dispute["created"]),
        answer_until_at=None if due is None else instant(due),
        returned_at=instant(max(one["created"] for one in back)) if back else None,
    )


def payout_seen(payout: dict[str, Any], movements: list[dict[str, Any]]) -> PayoutSeen:
    """Read a payout and the movements it settles, its own left out."""
    is_over = payout["status"] in {"failed", "canceled"}
    state = PayoutState.PAID if payout["status"] == "paid" else PayoutState.ON_THE_WAY
    return PayoutSeen(
        provider_reference=payout["id"],
        state=PayoutState.FAILED if is_over else state,
        amount_sen=payout["amount"],
        currency=payout["currency"],
        livemode=payout["livemode"],
        sent_at=instant(payout["created"]),
        arrives_on=_day(payout["arrival_date"]),
        failure=(payout.get("failure_message") or payout["status"]) if is_over else None,
        movements=tuple(_movement(one) for one in movements if one["type"] != PAYOUT),
    )


def refund_seen(made: dict[str, Any], *, livemode: bool) -> RefundSeen:
    """Read one refund."""
    return RefundSeen(
        provider_reference=made["id"],
        status=refund_status(made["status"]),
        amount=rupiah_of(made["amount"], made["currency"]),
        currency=made["currency"],
        livemode=livemode,
        refund_id=own_row(made.get("metadata"), REFUND_KEY),
        made_at=instant(made["created"]),
    )


def refund_status(word: str) -> RefundStatus:
    """Give our word for where a refund stands."""
    if word == "succeeded":
        return RefundStatus.SUCCEEDED
    return RefundStatus.FAILED if word in {"failed", "canceled"} else RefundStatus.PENDING


def _movement(moved: dict[str, Any]) -> MovementSeen:
    source = moved.get("source")
    whole = source if isinstance(source, dict) else {}
    return MovementSeen(
        provider_reference=moved["id"],
        kind=moved["type"],
        source=whole.get("id") if whole else source,
        payment_intent=whole.get("payment_intent"),
        amount_sen=moved["amount"],
        fee_sen=moved["fee"],
        net_sen=moved["net"],
    )


def _day(seconds: int) -> date:
    return instant(seconds).astimezone(ZoneInfo(JAKARTA)).date()


def _status(session: dict[str, Any]) -> CheckoutStatus:
    """Give where a session stands; money that came outweighs whatever else it says."""
    if session["payment_status"] == "paid":
        return CheckoutStatus.PAID
    return CheckoutStatus.EXPIRED if session["status"] == "expired" else CheckoutStatus.UNPAID


def _fee(moved: dict[str, Any]) -> Money | None:
    """Give what Stripe kept, rounded up to the rupiah; nothing while it isn't known."""
    if not moved or moved["currency"] != CURRENCY:
        return None
    return rounded_up(moved["fee"])
