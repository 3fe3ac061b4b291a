"""What a change does to the accounts themselves, and how the first ones come to stand there."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.i18n import N_
from srikandi.ledger import Journal
from srikandi.payments.destinations.content import DIRECT, Wanted, hash_of, seal_of
from srikandi.payments.destinations.models import ChangeKind, ChangeStatus, DestinationChange, DirectAccount
from srikandi.payments.destinations.refusals import FoundingOver, NothingChanges
from srikandi.payments.models import BankAccount
from srikandi.payments.refusals import AccountTaken

FOUNDING = N_("Didaftarkan sebelum ada uang yang dibukukan")


def apply(session: Session, change: DestinationChange) -> BankAccount | None:
    """Let the accounts be what a change says, and give the one that then stands there. Raises: AccountTaken."""
    if change.kind is ChangeKind.OPEN:
        return _opened(session, change, takes_place_of=None)
    if change.kind in {ChangeKind.CHANGE, ChangeKind.CLOSE}:
        return _changed(session, change)
    standing = session.get(DirectAccount, change.district_id)
    if change.kind is ChangeKind.DIRECT_END:
        if standing is not None:
            session.delete(standing)
        return None
    if standing is None:
        standing = DirectAccount(district_id=change.district_id)
        session.add(standing)
    standing.number, standing.holder = change.number or "", change.holder or ""
    return None


def check_account_free(session: Session, bank: str, number: str, *, district_id: int) -> BankAccount | None:
    """Give the closed account of this district with this number, if it was once used. Raises: AccountTaken."""
    found = session.scalar(select(BankAccount).where(BankAccount.bank == bank, BankAccount.number == number))
    if found is not None and (found.is_active or found.district_id != district_id):
        raise AccountTaken
    return found


def found_account(session: Session, account: BankAccount, *, by: Actor) -> DestinationChange:
    """Seal an account that was registered before a first rupiah was booked. Raises: FoundingOver."""
    check_founding(session, account.district_id)
    return vouch(session, account, reason=FOUNDING, by=by)


def found_direct(session: Session, number: str, *, holder: str, district_id: int, by: Actor) -> DirectAccount:
    """Register the virtual account of a district without money. Raises: FoundingOver, DirectNumberUnfit."""
    check_founding(session, district_id)
    wanted = Wanted(ChangeKind.DIRECT, number=number, holder=holder)
    wanted.check()
    if session.get(DirectAccount, district_id) is not None:
        raise FoundingOver
    account = DirectAccount(district_id=district_id, number=number, holder=holder)
    session.add(account)
    _seal_founding(session, wanted, district_id=district_id, result_id=None, reason=FOUNDING, by=by)
    return account


def vouch(session: Session, account: BankAccount, *, reason: str, by: Actor) -> DestinationChange:
    """Seal an account as it stands, by the word of whoever owns the machine. Raises: NothingChanges."""
    known = select(DestinationChange.id).where(DestinationChange.result_id == account.id).limit(1)
    if session.scalar(known) is not None:
        raise NothingChanges
    wanted = Wanted(
        ChangeKind.OPEN,
        bank=account.bank,
        number=account.number,
        holder=account.holder,
        qris_payload=account.qris_payload,
    )
    return _seal_founding(session, wanted, district_id=account.district_id, result_id=account.id, reason=reason, by=by)


def check_founding(session: Session, district_id: int) -> None:
    """Say nothing while nothing has been booked in a district. Raises: FoundingOver."""
    booked = select(Journal.id).where(Journal.district_id == district_id).limit(1)
    if session.scalar(booked) is not None:
        raise FoundingOver


def _seal_founding(
    session: Session, wanted: Wanted, *, district_id: int, result_id: int | None, reason: str, by: Actor
) -> DestinationChange:
    change = DestinationChange(
        district_id=district_id,
        status=ChangeStatus.EFFECTIVE,
        subject=DIRECT if wanted.kind is ChangeKind.DIRECT else wanted.subject,
        reason=reason,
        is_founding=True,
        result_id=result_id,
        proposed_by=by.user_id,
        proposed_at=now(),
        effective_at=now(),
        **vars(wanted),
    )
    change.content_hash, change.seal = hash_of(change), seal_of(change)
    session.add(change)
    session.flush()
    audit.record(session, "destination:found", change, by=by, reason=reason)
    return change


def _opened(session: Session, change: DestinationChange, *, takes_place_of: int | None) -> BankAccount:
    bank, number = change.bank or "", change.number or ""
    account = check_account_free(session, bank, number, district_id=change.district_id)
    if account is None:
        code = f"{_slug(bank)}-{number[-4:]}-{change.id}"
        account = BankAccount(district_id=change.district_id, code=code, bank=bank, number=number)
        session.add(account)
    account.holder, account.qris_payload = change.holder or "", change.qris_payload
    account.is_active, account.takes_place_of = True, takes_place_of
    session.flush()
    return account


def _changed(session: Session, change: DestinationChange) -> BankAccount | None:
    found = select(BankAccount).where(BankAccount.id == change.account_id).with_for_update()
    account = session.scalars(found.execution_options(populate_existing=True)).one()
    if change.kind is ChangeKind.CHANGE and (account.bank, account.number) == (change.bank, change.number):
        account.holder, account.qris_payload = change.holder or "", change.qris_payload
        return account
    account.is_active = False
    session.flush()
    if change.kind is ChangeKind.CLOSE:
        return None
    return _opened(session, change, takes_place_of=account.takes_place_of or account.id)


def _slug(bank: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", bank.lower()).strip("-") or "bank"
