"""Each receipt of a list once: a report it confirms, a payment its code names, or money nobody awaited.

A branch serves several districts and its receipts are of none of them: a report or a code says which it is, and what
was chosen with the file counts only where neither does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, payments, places, pledges
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.payments import Arrival, DiffersFromClaim, Payment, PaymentMoved, Receipt, Route
from srikandi.payments.direct import InsurerReceipt, ListedReceipt, ReceiptOutcome, read_receipts
from srikandi.pledges import Payer, PayerUnknown, Pledge
from srikandi.programme.money import settle
from srikandi.programme.receiving.direct import confirm_direct, listed_notice
from srikandi.programme.receiving.purposes import purpose_of_payer

O = ReceiptOutcome  # noqa: E741 - as short as the others


@dataclass(frozen=True)
class ListBrought:
    """What came of a list."""

    outcomes: Counter[ReceiptOutcome]
    known: int
    """Receipts that stood in an earlier list, or whose payment is in the book already."""
    unreadable: tuple[int, ...]


def bring_receipts(session: Session, district_id: int, content: bytes, *, filename: str, by: Actor) -> ListBrought:
    """Work every receipt of a list that is new; the same list again changes nothing. Raises: ReceiptListUnreadable."""
    found = read_receipts(content, filename=filename)
    known = _known(session, [one.number for one in found.receipts])
    fresh = [one for one in found.receipts if one.number not in known]
    rows = [_work(session, district_id, one, file_hash=found.file_hash, by=by) for one in fresh]
    session.add_all(rows)
    session.flush()
    counted = Counter(row.outcome for row in rows)
    district = places.district_of(session, district_id)
    told = {outcome.value: counted[outcome] for outcome in ReceiptOutcome}
    audit.record(session, "receipts:list", district, by=by, district_id=district_id, outcomes=told)
    return ListBrought(counted, len(known), found.unreadable)


def _known(session: Session, numbers: list[str]) -> set[str]:
    known: set[str] = set()
    for part in in_parts(numbers):
        known |= set(session.scalars(select(InsurerReceipt.number).where(InsurerReceipt.number.in_(part))))
        booked = Payment.route == Route.DIRECT_TO_BPJS, Payment.external_reference.in_(part)
        settled = select(Payment.external_reference).where(*booked, Payment.journal_id.is_not(None))
        known |= {one for one in session.scalars(settled) if one is not None}
    return known


def _work(session: Session, district_id: int, listed: ListedReceipt, *, file_hash: str, by: Actor) -> InsurerReceipt:
    row = InsurerReceipt(
        district_id=district_id,
        number=listed.number,
        amount=listed.amount,
        paid_on=listed.paid_on,
        depositor=listed.depositor,
        file_hash=file_hash,
        outcome=O.SUSPENSE,
        listed_by=by.user_id,
    )
    claim = payments.by_external(session, Route.DIRECT_TO_BPJS, listed.number)
    if claim is not None and claim.district_id in by.district_ids:
        row.district_id = claim.district_id
        return _confirm(session, row, claim, by=by)
    payer = _payer(session, listed, by=by) if claim is None else None
    if payer is not None:
        return _settle(session, row, payer, by=by)
    row.journal_id = settle(session, listed_notice(session, row, None), by=by).journal.id
    return row


def _confirm(session: Session, row: InsurerReceipt, claim: Payment, *, by: Actor) -> InsurerReceipt:
    row.payment_id, row.outcome = claim.id, O.CONFIRMED
    try:
        seen = Receipt(row.number, row.amount, row.paid_on)
        row.journal_id = confirm_direct(session, claim, seen, by=by).journal.id
    except (DiffersFromClaim, PaymentMoved):
        row.outcome = O.DIFFERS
    return row


def _settle(session: Session, row: InsurerReceipt, payer: Payer, *, by: Actor) -> InsurerReceipt:
    arrival = Arrival(Route.DIRECT_TO_BPJS, row.number, row.amount, row.paid_on)
    purpose = purpose_of_payer(session, payer)
    row.district_id = purpose.district_id
    payment = payments.note_arrival(session, purpose, arrival, by=by)
    settlement = settle(session, listed_notice(session, row, payment), by=by)
    payments.note_settled(session, payment, journal_id=settlement.journal.id, by=by)
    row.payment_id, row.journal_id, row.outcome = payment.id, settlement.journal.id, O.SETTLED
    return row


def _payer(session: Session, listed: ListedReceipt, *, by: Actor) -> Payer | None:
    """Give whose the code on a receipt is, if it is one of a district this branch serves."""
    if listed.code is None:
        return None
    try:
        payer = pledges.payer_by_reference(session, listed.code)
    except PayerUnknown:
        return None
    return payer if session.get_one(Pledge, payer.pledge_id).district_id in by.district_ids else None
