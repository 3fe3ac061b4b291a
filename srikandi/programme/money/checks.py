"""What `ledger verify` asks of the money under life-months, beside what the book asks of itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import coverage
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import Document, DocumentKind, DocumentStatus
from srikandi.i18n import N_
from srikandi.ledger import Finding, Transfer, register_check
from srikandi.payments import Payment, PaymentStatus

LINES = "funding lines"
MONTHS = "paid life-months"
PAYMENTS = "settled payments"
CERTIFICATES = "certificates"


def check_lines(session: Session) -> Iterator[Finding]:
    """Find control transfers that are not the sum of their lines."""
    for one in coverage.unbalanced_transfers(session):
        yield Finding(LINES, one.what, f"{one.expected} were committed, the lines add up to {one.found}")


def check_months(session: Session) -> Iterator[Finding]:
    """Find life-months that count as paid without the whole tariff in lines that name them."""
    for one in coverage.unpaid_months(session):
        yield Finding(MONTHS, one.what, f"the tariff is {one.expected}, the lines add up to {one.found}")


def check_payments(session: Session) -> Iterator[Finding]:
    """Find settled payments whose journal brought another sum into the book."""
    booked = select(func.sum(Transfer.amount)).where(Transfer.journal_id == Payment.journal_id).scalar_subquery()
    settled = select(Payment.id, Payment.amount, booked).where(Payment.status == PaymentStatus.SETTLED)
    for payment_id, amount, found in session.execute(settled.where((booked != Payment.amount) | booked.is_(None))):
        yield Finding(PAYMENTS, f"payment/{payment_id}", f"{amount} is settled, its journal holds {found}")


def check_certificates(session: Session) -> Iterator[Finding]:
    """Find valid certificates that state more life-months than are paid and confirmed."""
    active = select(func.count()).where(
        LifeMonth.pledge_id == Document.pledge_id, LifeMonth.status == LifeMonthStatus.ACTIVE
    )
    chosen = select(Document.serial, Document.facts, active.scalar_subquery()).where(
        Document.kind == DocumentKind.CERTIFICATE, Document.status == DocumentStatus.VALID
    )
    for serial, facts, confirmed in session.execute(chosen):
        stated = facts["content"]["life_months"]
        if stated > confirmed:
            yield Finding(CERTIFICATES, serial, f"states {stated} life-months, {confirmed} are confirmed")


register_check(LINES, check_lines, says=N_("Setiap jumlah yang diikat sama dengan rincian jiwa-bulannya."))
register_check(MONTHS, check_months, says=N_("Tidak ada jiwa-bulan terbayar tanpa uang sebesar tarifnya."))
register_check(PAYMENTS, check_payments, says=N_("Setiap pembayaran tuntas ada di buku dengan jumlah yang sama."))
register_check(
    CERTIFICATES, check_certificates, says=N_("Sertifikat tidak menyebut lebih dari yang terbayar dan terkonfirmasi.")
)
