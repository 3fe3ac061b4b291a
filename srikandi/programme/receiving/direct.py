"""Money paid straight to BPJS Kesehatan: claimed by the payer, true when the branch confirms it by its receipt."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import payments, places
from srikandi.audit import Actor
from srikandi.payments import Payment, PaymentMoved, PaymentStatus, Purpose, Receipt, Route
from srikandi.programme.money import Settlement, SettlementNotice, settle
from srikandi.programme.receiving.purposes import noon

WAITING = (PaymentStatus.CLAIMED, PaymentStatus.SEEN)


def claim_direct(
    session: Session, purpose: Purpose, receipt: Receipt, *, form_key: str, proof_file_id: int | None, by: Actor
) -> Payment:
    """Note a payment somebody says they made; it credits nothing. Raises: what `payments.claim_direct` refuses."""
    return payments.claim_direct(session, purpose, receipt, form_key=form_key, proof_file_id=proof_file_id, by=by)


def confirm_direct(session: Session, payment: Payment, seen: Receipt, *, by: Actor) -> Settlement:
    """Book what the branch has seen: its receipt number and sum count, not what was claimed.

    Raises: PaymentMoved, ReceiptMissing, ReceiptTaken, AmountMissing, PaidInTheFuture.
    """
    payment = _waiting(session, payment)
    payments.correct_receipt(session, payment, seen, by=by)
    notice = SettlementNotice(
        reference=f"bpjs:{seen.reference}",
        route=Route.DIRECT_TO_BPJS,
        payer_id=payment.payer_id,
        amount=seen.amount,
        occurred_at=noon(places.district_of(session, payment.district_id), seen.paid_on),
        district_id=payment.district_id,
        memo=f"Dibayar langsung ke BPJS Kesehatan, bukti {seen.reference}",
        payment_id=payment.id,
    )
    settlement = settle(session, notice, by=by)
    payments.note_settled(session, payment, journal_id=settlement.journal.id, by=by)
    return settlement


def drop_direct(session: Session, payment: Payment, *, reason: str, by: Actor) -> None:
    """Turn a claim down: BPJS Kesehatan knows no such payment. Raises: PaymentMoved, ReasonMissing."""
    payments.drop(session, _waiting(session, payment), reason=reason, by=by)


def _waiting(session: Session, payment: Payment) -> Payment:
    payment = payments.locked(session, payment.id)
    if payment.route is not Route.DIRECT_TO_BPJS or payment.status not in WAITING:
        raise PaymentMoved
    return payment
