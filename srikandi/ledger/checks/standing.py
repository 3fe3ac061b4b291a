"""Do accounts stand where their transfers put them, and are the guards in place?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.database import missing
from srikandi.ledger.chart import GUARDED, SIDES, AccountKind
from srikandi.ledger.entries import AccountKey
from srikandi.ledger.models import Account, Journal, Transfer
from srikandi.ledger.reading import kept_sums, moved_sums
from srikandi.ledger.verification.findings import Finding
from srikandi.money import ZERO, Money


def check_balances(session: Session) -> Iterator[Finding]:
    """Add every guarded account up again; name those whose kept balance differs, and those below zero."""
    moved, kept = moved_sums(), kept_sums()
    rows = session.execute(
        select(
            Account.id,
            Account.code,
            Account.is_guarded,
            kept.c.debits.label("kept_debits"),
            kept.c.credits.label("kept_credits"),
            moved.c.debits,
            moved.c.credits,
        )
        .outerjoin(kept, kept.c.account_id == Account.id)
        .outerjoin(moved, moved.c.account_id == Account.id)
        .where(Account.is_guarded | kept.c.account_id.is_not(None))
        .order_by(Account.id)
    )
    for row in rows:
        subject, added = f"account/{row.id}", (row.debits or ZERO, row.credits or ZERO)
        stored = (row.kept_debits, row.kept_credits)
        if not row.is_guarded or stored != added:
            message = (
                f"Saldo tersimpan rekening {row.code} ({_pair(stored)}) bukan jumlah transfernya ({_pair(added)})."
            )
            yield Finding("balance", subject, message)
        if row.is_guarded and added[1] < added[0]:
            yield Finding("overdraft", subject, f"Saldo rekening {row.code} di bawah nol.")


def _pair(sides: tuple[Money | None, Money | None]) -> str:
    return " / ".join("tidak ada" if side is None else str(side) for side in sides)


def check_accounts(session: Session) -> Iterator[Finding]:
    """Compare every account with the chart: its code, its side and its guard follow from its kind."""
    for account in session.execute(select(*Account.__table__.columns).order_by(Account.id)):
        kind = next((known for known in AccountKind if known.value == account.kind), None)
        wanted = kind and (
            AccountKey(kind, account.district_id, account.party_id, account.contract_id).code,
            SIDES[kind],
            kind in GUARDED,
        )
        if wanted != (account.code, account.side, account.is_guarded):
            message = f"Rekening {account.code} tidak sesuai dengan bagan akun."
            yield Finding("account", f"account/{account.id}", message)


def check_strays(session: Session) -> Iterator[Finding]:
    """Find transfers without a journal, and transfers on accounts of another district than their journal's."""
    owner = select(Account.district_id)
    stray = (
        select(Transfer.id)
        .outerjoin(Journal, Journal.id == Transfer.journal_id)
        .where(
            Journal.id.is_(None)
            | (Journal.district_id != owner.where(Account.id == Transfer.debit_account_id).scalar_subquery())
            | (Journal.district_id != owner.where(Account.id == Transfer.credit_account_id).scalar_subquery())
        )
    )
    for transfer_id in session.scalars(stray.order_by(Transfer.id)):
        message = f"Transfer {transfer_id} tidak punya jurnal di kabupatennya."
        yield Finding("stray", f"transfer/{transfer_id}", message)


def check_guards(session: Session) -> Iterator[Finding]:
    """Name the triggers that should guard the database and don't."""
    for name in missing(session.connection()):
        yield Finding("trigger", name, f"Pengaman basis data {name} tidak terpasang atau berubah.")
