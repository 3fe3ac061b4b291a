"""How a payment comes to be and moves on: begun, claimed, seen, settled, dropped. Nothing is booked here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import insert_many, instant_text
from srikandi.money import ZERO, Money
from srikandi.payments.models import PAYMENT_MOVES, Payment, PaymentStatus, Route
from srikandi.payments.references import pack
from srikandi.payments.refusals import (
    AmountMissing,
    FormUsed,
    PaidInTheFuture,
    PaymentMoved,
    ReasonMissing,
    ReceiptMissing,
    ReceiptTaken,
)

SHORTEST_RECEIPT = 4
_SETTLED = (
    *("uid", "district_id", "pledge_id", "payer_id", "organisation_id", "route", "status", "amount"),
    *("external_reference", "statement_line_id", "journal_id", "paid_on"),
    *("created_by", "created_at", "settled_by", "settled_at"),
)


@dataclass(frozen=True)
class Purpose:
    """What somebody pays for: an organisation's share of one pledge."""

    district_id: int
    pledge_id: int
    payer_id: int
    organisation_id: int


@dataclass(frozen=True)
class Receipt:
    """What BPJS Kesehatan gave for a direct payment: its number, the sum, the day."""

    number: str
    amount: Money
    paid_on: date

    @property
    def reference(self) -> str:
        """The number as it is kept and compared: letters and digits only, in capitals."""
        return pack(self.number)


@dataclass(frozen=True)
class Arrival:
    """Money that somebody outside shows to have come: by which route, under which name of theirs."""

    route: Route
    external_reference: str
    amount: Money
    paid_on: date


@dataclass(frozen=True)
class BankArrival:
    """What a line of a bank shows for one payer, under which name, and the journal that booked it."""

    purpose: Purpose
    name: str
    amount: Money
    paid_on: date
    line_id: int
    journal_id: int


def begin_card(session: Session, purpose: Purpose, *, amount: Money, form_key: str, by: Actor) -> Payment:
    """Note that somebody goes to pay by card; the same form again gives the same payment.

    Raises: AmountMissing, FormUsed.
    """
    return _claim(session, _row(purpose, Route.STRIPE, amount, by=by, form_key=form_key), by=by)


def claim_direct(
    session: Session, purpose: Purpose, receipt: Receipt, *, form_key: str, proof_file_id: int | None, by: Actor
) -> Payment:
    """Note that somebody says they paid BPJS Kesehatan; nothing is credited until the branch confirms.

    Raises: AmountMissing, ReceiptMissing, ReceiptTaken, PaidInTheFuture, FormUsed.
    """
    check_receipt(receipt)
    row = _row(purpose, Route.DIRECT_TO_BPJS, receipt.amount, by=by, form_key=form_key)
    row.external_reference, row.paid_on, row.proof_file_id = receipt.reference, receipt.paid_on, proof_file_id
    return _claim(session, row, by=by)


def note_arrival(session: Session, purpose: Purpose, arrival: Arrival, *, by: Actor) -> Payment:
    """Write down money nobody announced, as seen; whoever books it settles the row."""
    row = _row(purpose, arrival.route, arrival.amount, by=by)
    row.external_reference, row.paid_on, row.status = arrival.external_reference, arrival.paid_on, PaymentStatus.SEEN
    session.add(row)
    session.flush()
    return row


def note_bank_arrivals(session: Session, arrivals: Iterable[BankArrival], *, by: Actor) -> None:
    """Write down what bank lines brought, as settled by their journals.

    What rules credit in one deed is one change, and the deed's own row in the trail stands for it.
    """
    moment = instant_text(clock.now())
    insert_many(session, Payment, _SETTLED, (_settled(one, moment, by) for one in arrivals))


def _settled(one: BankArrival, moment: str, by: Actor) -> tuple[str | int | None, ...]:
    return (
        uuid4().hex,
        one.purpose.district_id,
        one.purpose.pledge_id,
        one.purpose.payer_id,
        one.purpose.organisation_id,
        Route.BANK_TRANSFER.value,
        PaymentStatus.SETTLED.value,
        one.amount.rupiah,
        one.name,
        one.line_id,
        one.journal_id,
        one.paid_on.isoformat(),
        by.user_id,
        moment,
        by.user_id,
        moment,
    )


def check_receipt(receipt: Receipt) -> None:
    """Refuse a receipt that cannot be one. Raises: ReceiptMissing, PaidInTheFuture."""
    if len(receipt.reference) < SHORTEST_RECEIPT:
        raise ReceiptMissing(field="receipt_number")
    if receipt.paid_on > clock.today():
        raise PaidInTheFuture(field="paid_on")


def correct_receipt(session: Session, payment: Payment, receipt: Receipt, *, by: Actor) -> None:
    """Put what the branch has seen in place of what was claimed; a difference is kept in the trail.

    Raises: ReceiptMissing, ReceiptTaken, PaidInTheFuture, AmountMissing.
    """
    check_receipt(receipt)
    if receipt.amount <= ZERO:
        raise AmountMissing(field="amount")
    other = _by_receipt(session, receipt.reference)
    if other is not None and other.id != payment.id:
        raise ReceiptTaken(field="receipt_number", number=receipt.number)
    claimed, seen = _receipt_of(payment), (receipt.reference, receipt.amount.rupiah, str(receipt.paid_on))
    if claimed == seen:
        return
    payment.external_reference, payment.amount, payment.paid_on = receipt.reference, receipt.amount, receipt.paid_on
    session.flush()
    audit.record(session, "payment:correct", payment, by=by, claimed=claimed, seen=seen)


def locked(session: Session, payment_id: int) -> Payment:
    """Give a payment nobody else can move until this work ends, as it is now."""
    asked = select(Payment).where(Payment.id == payment_id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def move(session: Session, payment: Payment, to: PaymentStatus, *, by: Actor, reason: str | None = None) -> None:
    """Move a payment along the table of legal moves. Raises: PaymentMoved."""
    if (payment.status, to) not in PAYMENT_MOVES:
        raise PaymentMoved
    was, payment.status = payment.status, to
    session.flush()
    audit.record(session, f"payment:{to.value}", payment, by=by, reason=reason, was=was.value)


def move_all(
    session: Session, rows: Sequence[Payment], to: PaymentStatus, *, by: Actor, reason: str | None = None
) -> None:
    """Move many payments along the table of legal moves, all or none. Raises: PaymentMoved."""
    if any((payment.status, to) not in PAYMENT_MOVES for payment in rows):
        raise PaymentMoved
    for payment in rows:
        audit.record(session, f"payment:{to.value}", payment, by=by, reason=reason, was=payment.status.value)
        payment.status = to
    session.flush()


def note_settled(session: Session, payment: Payment, *, journal_id: int, by: Actor) -> None:
    """Note the journal that brought a payment into the book. Raises: PaymentMoved."""
    payment.journal_id, payment.settled_by, payment.settled_at = journal_id, by.user_id, clock.now()
    move(session, payment, PaymentStatus.SETTLED, by=by)


def drop(session: Session, payment: Payment, *, reason: str, by: Actor) -> None:
    """End a payment nothing came of; a claimed receipt number is free again. Raises: ReasonMissing, PaymentMoved."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if payment.route is Route.DIRECT_TO_BPJS:
        payment.external_reference = None
    payment.note = reason.strip()
    move(session, payment, PaymentStatus.DROPPED, by=by, reason=reason.strip())


def _receipt_of(payment: Payment) -> tuple[str | None, int, str]:
    return payment.external_reference, payment.amount.rupiah, str(payment.paid_on)


def _row(purpose: Purpose, route: Route, amount: Money, *, by: Actor, form_key: str | None = None) -> Payment:
    if amount <= ZERO:
        raise AmountMissing(field="amount")
    return Payment(
        district_id=purpose.district_id,
        pledge_id=purpose.pledge_id,
        payer_id=purpose.payer_id,
        organisation_id=purpose.organisation_id,
        route=route,
        status=PaymentStatus.CLAIMED,
        amount=amount,
        form_key=form_key,
        created_by=by.user_id,
    )


def _claim(session: Session, row: Payment, *, by: Actor) -> Payment:
    """Write the row, or give the one this form has made already, also when both are sent at the same moment."""
    known = _same(session, row)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        known = _same(session, row)
        if known is None:
            raise
        return known
    audit.record(session, "payment:claim", row, by=by, route=row.route.value, amount=row.amount.rupiah)
    return row


def _same(session: Session, row: Payment) -> Payment | None:
    asked = select(Payment).where(Payment.payer_id == row.payer_id, Payment.form_key == row.form_key)
    known = session.scalar(asked)
    if known is not None and _said(known) != _said(row):
        raise FormUsed
    if known is None and row.external_reference is not None and _by_receipt(session, row.external_reference):
        raise ReceiptTaken(field="receipt_number", number=row.external_reference)
    return known


def _said(row: Payment) -> tuple[object, ...]:
    return row.route, row.amount, row.external_reference if row.route is Route.DIRECT_TO_BPJS else None


def _by_receipt(session: Session, reference: str) -> Payment | None:
    of_route = Payment.route == Route.DIRECT_TO_BPJS, Payment.external_reference == reference
    return session.scalar(select(Payment).where(*of_route))
