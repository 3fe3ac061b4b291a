"""Is the account on the pages the one two people have approved? Asked of every destination, by the seal."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.i18n import N_
from srikandi.ledger import Finding, register_check
from srikandi.payments import BankAccount
from srikandi.payments.destinations import (
    OF_DIRECT,
    ChangeKind,
    ChangeStatus,
    DestinationChange,
    DirectAccount,
    is_sealed,
)

NAME = "destinations"
SHOWN = ("bank", "number", "holder", "qris_payload")


def check_destinations(session: Session) -> Iterator[Finding]:
    """Compare what payers are shown with what was sealed; name what differs, is unsealed, or was written over."""
    changes = session.scalars(select(DestinationChange).order_by(DestinationChange.id)).all()
    approved = [one for one in changes if one.status in (ChangeStatus.APPROVED, ChangeStatus.EFFECTIVE)]
    for change in approved:
        if not is_sealed(change):
            yield Finding(
                NAME, f"destination_change/{change.id}", "Perubahan ini bukan yang disetujui: segelnya rusak."
            )
    effective = sorted(
        (one for one in approved if one.status is ChangeStatus.EFFECTIVE),
        key=lambda one: (one.effective_at or one.proposed_at, one.id),
    )
    yield from _check_accounts(session, effective)
    yield from _check_direct(session, [one for one in effective if one.kind in OF_DIRECT])


def _check_accounts(session: Session, effective: list[DestinationChange]) -> Iterator[Finding]:
    last: dict[int, DestinationChange] = {}
    for change in effective:
        last |= {account_id: change for account_id in (change.account_id, change.result_id) if account_id is not None}
    for account in session.scalars(select(BankAccount).order_by(BankAccount.id)):
        decided, subject = last.get(account.id), f"bank_account/{account.id}"
        if decided is None:
            yield Finding(NAME, subject, f"Rekening {account.code} tidak punya persetujuan yang tersegel.")
        elif account.is_active != (decided.result_id == account.id):
            yield Finding(NAME, subject, f"Rekening {account.code} dibuka atau ditutup tanpa persetujuan.")
        elif account.is_active and any(getattr(account, name) != getattr(decided, name) for name in SHOWN):
            yield Finding(NAME, subject, f"Rekening {account.code} di halaman bukan yang disetujui dua orang.")


def _check_direct(session: Session, changes: list[DestinationChange]) -> Iterator[Finding]:
    last = {one.district_id: one for one in changes}
    standing = {one.district_id: one for one in session.scalars(select(DirectAccount))}
    for district_id in sorted(last.keys() | standing.keys()):
        decided, account = last.get(district_id), standing.get(district_id)
        wanted = (decided.number, decided.holder) if decided and decided.kind is ChangeKind.DIRECT else None
        shown = (account.number, account.holder) if account else None
        if wanted != shown:
            yield Finding(NAME, f"direct_account/{district_id}", "Virtual account BPJS bukan yang disetujui dua orang.")


register_check(
    NAME, check_destinations, says=N_("Rekening tujuan yang ditampilkan sama dengan yang disetujui dua orang.")
)
