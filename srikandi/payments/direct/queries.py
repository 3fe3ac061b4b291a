"""Questions to receipts and to claims that wait."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.payments.direct.models import InsurerReceipt, ReceiptOutcome
from srikandi.payments.models import Payment, PaymentStatus, Route

PATIENCE = timedelta(days=3)
UNDER_WAY = (PaymentStatus.CLAIMED, PaymentStatus.SEEN)


def receipts_of(session: Session, *, viewer: Actor, at_most: int = 100) -> list[InsurerReceipt]:
    """List the receipts of the viewer's districts, the newest first."""
    asked = select(InsurerReceipt).where(InsurerReceipt.district_id.in_(viewer.district_ids))
    return list(session.scalars(asked.order_by(InsurerReceipt.id.desc()).limit(at_most)))


def late_claims(session: Session, *, viewer: Actor, at_most: int = 200) -> list[Payment]:
    """List claims the branch has not confirmed for three days, the oldest first."""
    waiting = Payment.route == Route.DIRECT_TO_BPJS, Payment.status.in_(UNDER_WAY)
    old = Payment.district_id.in_(viewer.district_ids), Payment.created_at < clock.now() - PATIENCE
    return list(session.scalars(select(Payment).where(*waiting, *old).order_by(Payment.created_at).limit(at_most)))


def differing_receipt(session: Session, payment_id: int) -> InsurerReceipt | None:
    """Give the receipt of a list that says something else than this claim and waits for the branch's word."""
    own = InsurerReceipt.payment_id == payment_id, InsurerReceipt.outcome == ReceiptOutcome.DIFFERS
    return session.scalar(select(InsurerReceipt).where(*own))


def unclaimed_receipt(session: Session, reference: str) -> InsurerReceipt | None:
    """Give the receipt of a list, whichever district it was listed in, that nobody had reported by then."""
    own = InsurerReceipt.number == reference, InsurerReceipt.outcome == ReceiptOutcome.SUSPENSE
    return session.scalar(select(InsurerReceipt).where(*own).with_for_update())


def waits_too_long(payment: Payment) -> bool:
    """Has this claim waited three days for the branch?"""
    return payment.status in UNDER_WAY and payment.created_at < clock.now() - PATIENCE


def same_proofs(session: Session, payment: Payment, *, file_ids: list[int]) -> list[Payment]:
    """List the other payments that came with one of these files."""
    others = Payment.id != payment.id, Payment.proof_file_id.in_(file_ids)
    return list(session.scalars(select(Payment).where(*others).order_by(Payment.id)))
