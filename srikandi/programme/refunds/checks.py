"""What `ledger verify` asks of money that goes back."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.i18n import N_
from srikandi.ledger import Account, AccountBalance, AccountKind, Finding, register_check
from srikandi.money import ZERO, Money
from srikandi.payments import Payment
from srikandi.payments.refunding import Refund, RefundStage

REFUNDS = "refunds of a payment"
DUE = "refunds on their way"
GONE = (RefundStage.APPROVED, RefundStage.PAID)


def check_refunds(session: Session) -> Iterator[Finding]:
    """Find payments that say another sum went back than their approved refunds add up to."""
    own = Refund.payment_id == Payment.id, Refund.status.in_(GONE)
    gone = select(func.coalesce(func.sum(Refund.amount), 0)).where(*own).scalar_subquery()
    asked = select(Payment.id, Payment.refunded, gone).where(Payment.refunded != gone)
    for payment_id, said, found in session.execute(asked.order_by(Payment.id)):
        yield Finding(REFUNDS, f"payment/{payment_id}", f"{said} went back, its refunds are {found}")


def check_due(session: Session) -> Iterator[Finding]:
    """Find payers for whom the book keeps another sum to be sent back than was approved and not seen leaving."""
    approved = select(Refund.organisation_id, func.sum(Refund.amount)).where(Refund.status == RefundStage.APPROVED)
    promised: dict[int | None, Money] = {
        row[0]: row[1] for row in session.execute(approved.group_by(Refund.organisation_id))
    }
    kept = select(Account.party_id, func.sum(AccountBalance.credits), func.sum(AccountBalance.debits))
    own = kept.join(AccountBalance, AccountBalance.account_id == Account.id).group_by(Account.party_id)
    rows = session.execute(own.where(Account.kind == AccountKind.REFUNDS_DUE.value))
    standing = {row[0]: row[1] - row[2] for row in rows}
    for party in sorted(promised.keys() | standing.keys(), key=str):
        owed, there = promised.get(party, ZERO), standing.get(party, ZERO)
        if owed != there:
            yield Finding(DUE, f"organisation/{party}", f"{owed} is approved to go back, the book keeps {there}")


register_check(
    REFUNDS,
    check_refunds,
    says=N_("Yang tercatat sudah kembali dari setiap pembayaran sama dengan jumlah pengembaliannya."),
)
register_check(DUE, check_due, says=N_("Pengembalian yang disetujui dan belum keluar masih utuh di buku."))
