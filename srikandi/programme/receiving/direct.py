"""Money paid straight to BPJS Kesehatan: claimed by the payer, true when the branch confirms it by its receipt."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, ledger, payments, places
from srikandi.audit import Actor
from srikandi.documents import KeptFile
from srikandi.ledger import AlreadyReversed, Journal, NotEnoughMoney
from srikandi.payments import (
    DiffersFromClaim,
    Payment,
    PaymentMoved,
    PaymentStatus,
    Purpose,
    Receipt,
    ReceiptElsewhere,
    ReceiptTaken,
    Route,
    direct,
)
from srikandi.payments.direct import InsurerReceipt, ReceiptOutcome
from srikandi.programme.money import Settlement, SettlementNotice, identify, settle
from srikandi.programme.receiving.purposes import noon

FOUND = "Bukti ini sudah ada di daftar BPJS Kesehatan."
WAITING = (PaymentStatus.CLAIMED, PaymentStatus.SEEN)


def claim_direct(
    session: Session, purpose: Purpose, receipt: Receipt, *, form_key: str, proof_file_id: int | None, by: Actor
) -> Payment:
    """Note a payment somebody says they made; it credits nothing. Raises: what `payments.claim_direct` refuses."""
    return payments.claim_direct(session, purpose, receipt, form_key=form_key, proof_file_id=proof_file_id, by=by)


def confirm_direct(
    session: Session, payment: Payment, seen: Receipt, *, is_sure: bool = False, by: Actor
) -> Settlement:
    """Book what the branch has seen: its receipt number and sum count, not what was claimed.

    Where they differ the branch is asked once more: `is_sure` is its second answer. Raises: PaymentMoved,
    DiffersFromClaim, ReceiptMissing, ReceiptTaken, ReceiptElsewhere, AmountMissing, PaidInTheFuture.
    """
    payment = _waiting(session, payment)
    if not is_sure:
        _check_same(payment, seen)
    payments.correct_receipt(session, payment, seen, by=by)
    settlement = _settled(session, payment, seen, by=by)
    payments.note_settled(session, payment, journal_id=settlement.journal.id, by=by)
    _decide_listed(session, payment, seen, by=by)
    return settlement


def drop_direct(session: Session, payment: Payment, *, reason: str, by: Actor) -> None:
    """Turn a claim down: BPJS Kesehatan knows no such payment. Raises: PaymentMoved, ReasonMissing."""
    payment = _waiting(session, payment)
    payments.drop(session, payment, reason=reason, by=by)
    _decide_listed(session, payment, None, by=by)


def same_proof(session: Session, payment: Payment) -> list[Payment]:
    """List the other payments of the district that came with the very same file."""
    if payment.proof_file_id is None:
        return []
    mine = select(KeptFile.content_hash).where(KeptFile.id == payment.proof_file_id).scalar_subquery()
    twins = KeptFile.district_id == payment.district_id, KeptFile.content_hash == mine
    return direct.same_proofs(session, payment, file_ids=list(session.scalars(select(KeptFile.id).where(*twins))))


def listed_notice(session: Session, row: InsurerReceipt, payment: Payment | None) -> SettlementNotice:
    """Give what is booked for a receipt of a list: for a payment, or for nobody known."""
    return SettlementNotice(
        reference=f"bpjs:{row.number}",
        route=Route.DIRECT_TO_BPJS,
        payer_id=None if payment is None else payment.payer_id,
        amount=row.amount,
        occurred_at=noon(places.district_of(session, row.district_id), row.paid_on),
        district_id=row.district_id,
        memo=f"Daftar BPJS Kesehatan, bukti {row.number} {row.depositor}".strip(),
        payment_id=None if payment is None else payment.id,
    )


def _settled(session: Session, payment: Payment, seen: Receipt, *, by: Actor) -> Settlement:
    kept = _in_suspense(session, seen)
    if kept is not None and kept.district_id != payment.district_id:
        return _brought_home(session, payment, seen, kept, by=by)
    if kept is not None:
        return identify(session, kept.id, payer_id=payment.payer_id, reason=FOUND, by=by)
    return settle(session, _notice(session, payment, seen, reference=f"bpjs:{seen.reference}"), by=by)


def _notice(session: Session, payment: Payment, seen: Receipt, *, reference: str) -> SettlementNotice:
    return SettlementNotice(
        reference=reference,
        route=Route.DIRECT_TO_BPJS,
        payer_id=payment.payer_id,
        amount=seen.amount,
        occurred_at=noon(places.district_of(session, payment.district_id), seen.paid_on),
        district_id=payment.district_id,
        memo=f"Dibayar langsung ke BPJS Kesehatan, bukti {seen.reference}",
        payment_id=payment.id,
    )


def _brought_home(session: Session, payment: Payment, seen: Receipt, kept: Journal, *, by: Actor) -> Settlement:
    """Take a receipt out of the district in whose list it stood by mistake, and book it where it was paid for.

    Raises: ReceiptElsewhere, when this branch has no word in that district, or the money was given to somebody there.
    """
    if kept.district_id not in by.district_ids:
        raise ReceiptElsewhere(field="receipt_number", number=seen.number)
    try:
        ledger.reverse(session, kept, reason=f"Bukti {seen.reference} milik kabupaten lain", by=by)
    except (NotEnoughMoney, AlreadyReversed) as error:
        raise ReceiptElsewhere(field="receipt_number", number=seen.number) from error
    named = f"bpjs:{seen.reference}@{payment.district_id}"
    return settle(session, _notice(session, payment, seen, reference=named), by=by)


def _decide_listed(session: Session, payment: Payment, seen: Receipt | None, *, by: Actor) -> None:
    """Give a receipt that differed its last word: it is this payment, or money BPJS Kesehatan has for nobody known."""
    row = direct.differing_receipt(session, payment.id)
    if row is None and seen is not None:
        row = direct.unclaimed_receipt(session, seen.reference)
    if row is None:
        return
    if seen is not None and seen.reference == row.number:
        row.outcome, row.journal_id = ReceiptOutcome.CONFIRMED, payment.journal_id
        row.payment_id, row.district_id = payment.id, payment.district_id
    else:
        row.outcome, row.payment_id = ReceiptOutcome.SUSPENSE, None
        row.journal_id = settle(session, listed_notice(session, row, None), by=by).journal.id
    session.flush()
    audit.record(session, "receipt:decide", row, by=by, outcome=row.outcome.value)


def _check_same(payment: Payment, seen: Receipt) -> None:
    if payment.external_reference != seen.reference or payment.amount != seen.amount:
        raise DiffersFromClaim(
            field="is_sure",
            claimed_number=payment.external_reference,
            claimed_amount=payment.amount,
            number=seen.reference,
            amount=seen.amount,
        )


def _in_suspense(session: Session, seen: Receipt) -> Journal | None:
    """Give the journal of a receipt that a list of BPJS brought before anybody reported it, in whichever district."""
    asked = select(Journal).where(Journal.reference == f"bpjs:{seen.reference}", Journal.contract_id.is_(None))
    found = session.scalar(asked)
    if found is not None and ledger.lines_of(session, found.id)[0].amount != seen.amount:
        raise ReceiptTaken(field="receipt_number", number=seen.number)
    return found


def _waiting(session: Session, payment: Payment) -> Payment:
    payment = payments.locked(session, payment.id)
    if payment.route is not Route.DIRECT_TO_BPJS or payment.status not in WAITING:
        raise PaymentMoved
    return payment
