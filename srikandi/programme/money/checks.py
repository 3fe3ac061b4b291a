"""What `ledger verify` asks of the money under life-months, beside what the book asks of itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import coverage, pledges
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import Document, DocumentKind, DocumentStatus
from srikandi.i18n import N_
from srikandi.ledger import Account, AccountBalance, AccountKind, Finding, Transfer, kept_on, register_check
from srikandi.money import ZERO, Money
from srikandi.payments import Payment, PaymentStatus
from srikandi.pledges import ArrearsReserve

LINES = "funding lines"
MONTHS = "paid life-months"
PAYMENTS = "settled payments"
CERTIFICATES = "certificates"
RESERVES = "arrears reserves"
PAYERS = "money of each payer"
COMMITTED = (AccountKind.COMMITTED_FUNDS, AccountKind.ARREARS_COMMITTED)


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


def check_reserves(session: Session) -> Iterator[Finding]:
    """Find reserves in the book that hold more than their payer has set aside, or that nobody has set."""
    account, (came, went) = Account, kept_on(Account.id)
    held = came - went
    wanted = (ArrearsReserve.pledge_id == account.contract_id) & (ArrearsReserve.organisation_id == account.party_id)
    rows = (
        select(account.contract_id, ArrearsReserve.target, held)
        .outerjoin(ArrearsReserve, wanted)
        .where(account.kind == AccountKind.ARREARS_RESERVE.value, held > func.coalesce(ArrearsReserve.target, 0))
    )
    for pledge_id, target, there in session.execute(rows.order_by(account.id)):
        yield Finding(RESERVES, f"pledge/{pledge_id}", f"{target or ZERO} is set aside, {there} is held back")


def check_payers(session: Session) -> Iterator[Finding]:
    """Find payers whose money for a pledge is not what is unused, held back, committed or used for it."""
    own = (AccountKind.PAYER_FUNDS, AccountKind.ARREARS_RESERVE, *COMMITTED)
    account, kept = Account, AccountBalance
    rows = (
        select(account.party_id, account.contract_id, func.sum(kept.credits), func.sum(kept.debits))
        .join(kept, kept.account_id == account.id)
        .where(account.kind.in_([kind.value for kind in own]))
        .group_by(account.party_id, account.contract_id)
    )
    standing = {(row[0], row[1]): row[2] - row[3] for row in session.execute(rows)}
    come = pledges.received(session, {pledge_id for _, pledge_id in standing if pledge_id is not None})
    used = _used(session)
    for (party, pledge_id), money in standing.items():
        if party is None or pledge_id is None:
            continue
        there, arrived = money + used.get((party, pledge_id), ZERO), come.get((party, pledge_id), ZERO)
        if there != arrived:
            message = f"payer {party}: {arrived} came, {there} is unused, held back, committed or used"
            yield Finding(PAYERS, f"pledge/{pledge_id}", message)


def _used(session: Session) -> dict[tuple[int | None, int | None], Money]:
    """Give what has left each payer's committed funds for premiums and arrears, less what came back."""
    mine, other = Account.__table__.alias("mine"), Account.__table__.alias("other")
    outside = (AccountKind.PREMIUM_DUE.value, AccountKind.PREPAID_INSURER.value)
    sums: dict[tuple[int | None, int | None], Money] = {}
    for own_side, their_side, sign in (
        (Transfer.debit_account_id, Transfer.credit_account_id, 1),
        (Transfer.credit_account_id, Transfer.debit_account_id, -1),
    ):
        rows = session.execute(
            select(mine.c.party_id, mine.c.contract_id, func.sum(Transfer.amount))
            .join(mine, mine.c.id == own_side)
            .join(other, other.c.id == their_side)
            .where(mine.c.kind.in_([kind.value for kind in COMMITTED]), other.c.kind.in_(outside))
            .group_by(mine.c.party_id, mine.c.contract_id)
        )
        for party, contract, amount in rows:
            sums[party, contract] = sums.get((party, contract), ZERO) + amount * sign
    return sums


register_check(LINES, check_lines, says=N_("Setiap jumlah yang diikat sama dengan rincian jiwa-bulannya."))
register_check(MONTHS, check_months, says=N_("Tidak ada jiwa-bulan terbayar tanpa uang sebesar tarifnya."))
register_check(PAYMENTS, check_payments, says=N_("Setiap pembayaran tuntas ada di buku dengan jumlah yang sama."))
register_check(
    CERTIFICATES, check_certificates, says=N_("Sertifikat tidak menyebut lebih dari yang terbayar dan terkonfirmasi.")
)
register_check(
    RESERVES, check_reserves, says=N_("Tidak ada cadangan iuran yang melebihi yang disisihkan penanggungnya.")
)
register_check(
    PAYERS,
    check_payers,
    says=N_(
        "Uang setiap penanggung untuk setiap komitmen sama dengan titipan, cadangan, yang terikat dan yang terpakai."
    ),
)
