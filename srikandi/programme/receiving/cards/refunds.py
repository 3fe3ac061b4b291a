"""Money that went back to a card, as the provider shows it: what was asked for here, and what was made at its desk."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, coverage, pledges
from srikandi.audit import Actor
from srikandi.money import ZERO
from srikandi.payments import REVIEW, Payment, refunding
from srikandi.payments.providers import PaymentSeen, RefundSeen, RefundStatus
from srikandi.payments.refunding import AboveLeft, NewRefund, Refund, RefundStage
from srikandi.pledges import Pledge
from srikandi.programme.money import book_approved, book_left, fail_refund, take_back, unfund_months, unused
from srikandi.programme.receiving.cards.booking import clearing

ELSEWHERE = "Dikembalikan di dasbor penyedia kartu"
FAILED = "Bank penerbit kartu menolak pengembalian ini"
REFUNDED, PARTLY, BACK, ON_THE_WAY = "refunded", "refunded in part", "refund failed", "refund on its way"


def follow_refunds(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str | None:
    """Bring each refund of a payment to where the provider says it is; nothing when there is none."""
    outcomes = [follow_refund(session, payment, one, by=by) for one in seen.refunds]
    told = [one for one in outcomes if one is not None]
    return told[-1] if told else None


def follow_refund(session: Session, payment: Payment, seen: RefundSeen, *, by: Actor) -> str | None:
    """Bring one refund to where the provider says it is. Pool, pledge and payment are held already."""
    if seen.amount is None:
        return f"{REVIEW}: refund in {seen.currency}"
    refund = _known(session, payment, seen)
    if refund is None and seen.status is RefundStatus.FAILED:
        return None
    try:
        refund = refund or _made_elsewhere(session, payment, seen, by=by)
    except AboveLeft:
        return f"{REVIEW}: refunded more than was paid"
    return _brought(session, payment, refunding.locked(session, refund.id), seen, by=by)


def _brought(session: Session, payment: Payment, refund: Refund, seen: RefundSeen, *, by: Actor) -> str | None:
    if refund.amount != seen.amount:
        return f"{REVIEW}: refund of another sum"
    if seen.status is RefundStatus.FAILED and refund.status in (RefundStage.APPROVED, RefundStage.PAID):
        fail_refund(session, refund, reason=FAILED, by=by)
        return BACK
    if seen.status is RefundStatus.FAILED or refund.status is RefundStage.PAID:
        return None
    if refund.status is not RefundStage.APPROVED:
        return f"{REVIEW}: refund nobody approved"
    if seen.status is RefundStatus.PENDING:
        refunding.note_sent(session, refund, reference=seen.provider_reference)
        return ON_THE_WAY
    name, at = seen.provider_reference, seen.made_at or clock.now()
    journal = book_left(session, refund, clearing(payment.district_id), reference=f"stripe:{name}", at=at, by=by)
    refunding.note_paid(session, refund, reference=name, journal_id=journal.id, by=by)
    return REFUNDED if payment.refunded == payment.amount else PARTLY


def _known(session: Session, payment: Payment, seen: RefundSeen) -> Refund | None:
    """Give our own row of a refund; one that names a row of another payment names none."""
    found = refunding.by_reference(session, seen.provider_reference)
    if found is None and seen.refund_id is not None:
        found = session.get(Refund, seen.refund_id)
    return found if found is not None and found.payment_id == payment.id else None


def _made_elsewhere(session: Session, payment: Payment, seen: RefundSeen, *, by: Actor) -> Refund:
    """Book a refund nobody here asked for: out of credit, then of unsent months and the reserve; the rest is a loss.

    Nobody here gave these months up, so they keep their people and wait for other money.
    """
    pledge = session.get_one(Pledge, payment.pledge_id)
    amount = seen.amount or ZERO
    refund = refunding.note_seen(session, payment, NewRefund(pledge.id, amount, ELSEWHERE), by=by)
    short = amount - unused(session, pledge, payment.organisation_id)
    if short > ZERO:
        share = min(one.share for one in pledges.payers_of(session, pledge.id) if one.id == payment.payer_id)
        wanted = -(-short.rupiah // share.rupiah) if share else 0
        refund.months = min(wanted, coverage.count_unsent(session, pledge.id))
        rows = coverage.last_funded(session, pledge.id, count=refund.months)
        if rows is not None:
            unfund_months(session, pledge, rows, by=by)
        left = unused(session, pledge, payment.organisation_id)
        take_back(session, pledge, payment.organisation_id, worth=amount - left, by=by)
    refund.loss = max(amount - unused(session, pledge, payment.organisation_id), ZERO)
    journal = book_approved(session, pledge, refund, by=by)
    refunding.approve(session, refund, journal_id=journal.id, by=by)
    return refund
