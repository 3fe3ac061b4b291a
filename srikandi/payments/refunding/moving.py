"""How a refund comes to be and moves on; each step in one place, along one table of moves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.payments.making import locked as locked_payment
from srikandi.payments.making import move as move_payment
from srikandi.payments.models import Payment, PaymentStatus, Route
from srikandi.payments.refunding.destinations import Destination
from srikandi.payments.refunding.models import REFUND_MOVES, Refund, RefundStage
from srikandi.payments.refunding.queries import left_of
from srikandi.payments.refunding.refusals import (
    AboveLeft,
    AskerApproves,
    NotRefundable,
    PaidStraightToInsurer,
    RefundMoved,
)
from srikandi.payments.refusals import AmountMissing, FormUsed, ReasonMissing


@dataclass(frozen=True)
class NewRefund:
    """What is asked for: how much, out of which pledge's credit, why, giving up which months, to which account."""

    pledge_id: int
    amount: Money
    reason: str
    months: int = 0
    destination: Destination | None = None
    is_number_seen: bool = False
    form_key: str | None = None


def ask(session: Session, payment: Payment, new: NewRefund, *, by: Actor) -> Refund:
    """Ask for money of a payment back; the same form again gives the same refund.

    Raises: AmountMissing, ReasonMissing, FormUsed, NotRefundable, PaidStraightToInsurer, AboveLeft.
    """
    payment = locked_payment(session, payment.id)
    known = _same(session, payment, new)
    if known is not None:
        return known
    _check_refundable(payment)
    if new.amount <= ZERO:
        raise AmountMissing(field="amount")
    if not new.reason.strip():
        raise ReasonMissing(field="reason")
    left = left_of(session, payment)
    if new.amount > left:
        raise AboveLeft(field="amount", left=left)
    refund = _row(payment, new, by=by)
    session.add(refund)
    session.flush()
    audit.record(session, "refund:ask", refund, by=by, reason=refund.reason, amount=new.amount.rupiah)
    return refund


def note_seen(session: Session, payment: Payment, new: NewRefund, *, by: Actor) -> Refund:
    """Write down a refund somebody has made at the provider's own desk; it is booked like any other."""
    refund = _row(payment, new, by=by)
    refund.requested_by = None
    session.add(refund)
    session.flush()
    audit.record(session, "refund:seen", refund, by=by, amount=new.amount.rupiah)
    return refund


def approve(session: Session, refund: Refund, *, journal_id: int, by: Actor) -> None:
    """Note the journal that has taken the sum out of credit. Raises: RefundMoved, AskerApproves, AboveLeft."""
    if by.user_id is not None and refund.requested_by == by.user_id:
        raise AskerApproves
    _take(session, refund.payment_id, refund.amount)
    refund.journal_id = journal_id
    refund.decided_by, refund.decided_at = by.user_id, clock.now()
    _move(session, refund, RefundStage.APPROVED, by=by)


def refuse(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Turn a refund down. Raises: ReasonMissing, RefundMoved, AskerApproves."""
    if by.user_id is not None and refund.requested_by == by.user_id:
        raise AskerApproves
    refund.decided_by, refund.decided_at = by.user_id, clock.now()
    _end(session, locked(session, refund.id), RefundStage.REFUSED, reason=reason, by=by)


def withdraw(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Take one's request back. Raises: ReasonMissing, RefundMoved."""
    _end(session, locked(session, refund.id), RefundStage.WITHDRAWN, reason=reason, by=by)


def note_sent(session: Session, refund: Refund, *, reference: str) -> None:
    """Note under which name the provider works on a refund."""
    refund.external_reference = reference
    session.flush()


def note_paid(session: Session, refund: Refund, *, reference: str, journal_id: int, by: Actor) -> None:
    """Note that the money was seen leaving; a payment that is back whole is refunded. Raises: RefundMoved."""
    refund.external_reference, refund.left_journal_id = reference, journal_id
    refund.ended_at = clock.now()
    _move(session, refund, RefundStage.PAID, by=by)
    payment = locked_payment(session, refund.payment_id)
    paid = sum(one.amount.rupiah for one in _paid(session, payment))
    if paid == payment.amount.rupiah and payment.status is PaymentStatus.SETTLED:
        move_payment(session, payment, PaymentStatus.REFUNDED, by=by)


def fail(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Note that the money did not go, or came back: the payment may be refunded again. Raises: RefundMoved."""
    _come_back(session, refund, RefundStage.FAILED, reason=reason, by=by)


def _come_back(session: Session, refund: Refund, to: RefundStage, *, reason: str, by: Actor) -> None:
    _take(session, refund.payment_id, -refund.amount)
    _end(session, refund, to, reason=reason, by=by)
    payment = locked_payment(session, refund.payment_id)
    if payment.status is PaymentStatus.REFUNDED:
        move_payment(session, payment, PaymentStatus.SETTLED, by=by, reason=reason)


def note_returned(session: Session, refund: Refund, *, journal_id: int, reason: str, by: Actor) -> None:
    """Note that the bank has sent the money back: the payment may be refunded again. Raises: RefundMoved."""
    refund.returned_journal_id = journal_id
    _come_back(session, refund, RefundStage.RETURNED, reason=reason, by=by)


def locked(session: Session, refund_id: int) -> Refund:
    """Give a refund nobody else can move until this work ends, as it is now."""
    asked = select(Refund).where(Refund.id == refund_id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def _row(payment: Payment, new: NewRefund, *, by: Actor) -> Refund:
    to = new.destination
    return Refund(
        district_id=payment.district_id,
        payment_id=payment.id,
        pledge_id=new.pledge_id,
        organisation_id=payment.organisation_id,
        status=RefundStage.REQUESTED,
        amount=new.amount,
        months=new.months,
        reason=new.reason.strip(),
        form_key=new.form_key,
        bank=to.bank.strip() if to else None,
        number=to.digits if to else None,
        holder=to.holder.strip() if to else None,
        is_number_seen=new.is_number_seen,
        requested_by=by.user_id,
        loss=ZERO,
    )


def _check_refundable(payment: Payment) -> None:
    if payment.route is Route.DIRECT_TO_BPJS:
        raise PaidStraightToInsurer
    if payment.status is not PaymentStatus.SETTLED:
        raise NotRefundable


def _same(session: Session, payment: Payment, new: NewRefund) -> Refund | None:
    if new.form_key is None:
        return None
    asked = select(Refund).where(Refund.payment_id == payment.id, Refund.form_key == new.form_key)
    known = session.scalar(asked)
    if known is not None and (known.amount, known.pledge_id, known.months) != (new.amount, new.pledge_id, new.months):
        raise FormUsed
    return known


def _take(session: Session, payment_id: int, amount: Money) -> None:
    """Count a sum as gone back; the database lets no payment give back more than it brought."""
    gone = update(Payment).where(Payment.id == payment_id).values(refunded=Payment.refunded + amount.rupiah)
    try:
        with session.begin_nested():
            session.execute(gone, execution_options={"synchronize_session": False})
    except IntegrityError as error:
        payment = locked_payment(session, payment_id)
        raise AboveLeft(left=payment.amount - payment.refunded) from error
    locked_payment(session, payment_id)


def _paid(session: Session, payment: Payment) -> list[Refund]:
    own = Refund.payment_id == payment.id, Refund.status == RefundStage.PAID
    return list(session.scalars(select(Refund).where(*own)))


def _end(session: Session, refund: Refund, to: RefundStage, *, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    refund.decision, refund.ended_at = reason.strip(), clock.now()
    _move(session, refund, to, by=by, reason=reason.strip())


def _move(session: Session, refund: Refund, to: RefundStage, *, by: Actor, reason: str | None = None) -> None:
    if (refund.status, to) not in REFUND_MOVES:
        raise RefundMoved
    was, refund.status = refund.status, to
    session.flush()
    audit.record(session, f"refund:{to.value}", refund, by=by, reason=reason, was=was.value)
