"""Accounts are opened by the first journal that needs them, and locked in one order."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.database import in_parts, insert_new, instant_text, lock_alone
from srikandi.ledger.chart import GUARDED, SIDES, TITLES
from srikandi.ledger.entries import AccountKey
from srikandi.ledger.models import BOOK, Account, AccountBalance

IDS = select(Account.code, Account.id).where(Account.code.in_(bindparam("codes", expanding=True)))

OPENED = "code", "kind", "name", "side", "district_id", "party_id", "contract_id", "is_guarded", "opened_at"


def open_accounts(session: Session, codes: Iterable[str]) -> list[int]:
    """Give the ids of these accounts; those that don't exist yet are opened, by one of those who try."""
    wanted = sorted(codes)
    found = account_ids(session, wanted)
    return [found[code] for code in wanted]


def account_ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Give the ids of these accounts by their codes, as `open_accounts` does."""
    wanted = sorted(codes)
    found = _ids(session, wanted)
    fresh = [_row(AccountKey.of(code)) for code in wanted if code not in found]
    if fresh:
        insert_new(session, Account, OPENED, fresh, key="code")
        found = _ids(session, wanted)
    return found


def lock(session: Session, keys: Iterable[AccountKey]) -> None:
    """Hold the balances of these guarded accounts until the end of the work, in the order everybody takes them."""
    ids = open_accounts(session, {key.code for key in keys})
    rows = select(AccountBalance.account_id).where(AccountBalance.account_id.in_(ids))
    session.execute(rows.order_by(AccountBalance.account_id).with_for_update())


def lock_book(session: Session) -> None:
    """Wait for every posting under way and hold up new ones until the end of this work, on PostgreSQL.

    Whoever holds the book waits for nobody: take every other lock before it, and afterwards read and write only rows
    no poster locks. Posters hold pledges and accounts while they wait for the book.
    """
    lock_alone(session, BOOK)


def _ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in in_parts(list(codes)):
        found.update((code, account_id) for code, account_id in session.execute(IDS, {"codes": part}))
    return found


def _row(key: AccountKey) -> tuple[str | int | None, ...]:
    return (
        key.code,
        key.kind.value,
        TITLES[key.kind],
        SIDES[key.kind].value,
        key.district_id,
        key.party_id,
        key.contract_id,
        key.kind in GUARDED,
        instant_text(clock.now()),
    )
