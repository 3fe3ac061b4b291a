"""Accounts are opened by the first journal that needs them, and locked in one order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from srikandi.database import Model, lock_alone
from srikandi.ledger.chart import GUARDED, SIDES, TITLES
from srikandi.ledger.entries import AccountKey
from srikandi.ledger.models import BOOK, Account, AccountBalance

IDS = select(Account.code, Account.id).where(Account.code.in_(bindparam("codes", expanding=True)))


def open_accounts(session: Session, keys: Iterable[AccountKey]) -> dict[AccountKey, int]:
    """Give the ids of these accounts; those that don't exist yet are opened, by one of those who try."""
    wanted = {key.code: key for key in sorted(keys)}
    found = _ids(session, wanted)
    fresh = [key for code, key in wanted.items() if code not in found]
    if fresh:
        session.execute(insert_or_skip(session, Account).values([_row(key) for key in fresh]))
        found = _ids(session, wanted)
    return {key: found[code] for code, key in wanted.items()}


def lock(session: Session, keys: Iterable[AccountKey]) -> None:
    """Hold the balances of these guarded accounts until the end of the work, in the order everybody takes them."""
    ids = open_accounts(session, keys).values()
    rows = select(AccountBalance.account_id).where(AccountBalance.account_id.in_(ids))
    session.execute(rows.order_by(AccountBalance.account_id).with_for_update())


def lock_book(session: Session) -> None:
    """Wait for every posting under way and hold up new ones until the end of this work, on PostgreSQL.

    Whoever holds the book waits for nobody: take every other lock before it, and afterwards read and write only rows
    no poster locks. Posters hold pledges and accounts while they wait for the book.
    """
    lock_alone(session, BOOK)


def insert_or_skip(session: Session, model: type[Model]) -> Any:
    """Give an INSERT that leaves a row alone whose unique key is taken, also when the other writer is still at work."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model).on_conflict_do_nothing()


def _ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    return dict(session.execute(IDS, {"codes": list(codes)}).all())


def _row(key: AccountKey) -> dict[str, object]:
    return {
        "code": key.code,
        "kind": key.kind.value,
        "name": TITLES[key.kind],
        "side": SIDES[key.kind],
        "district_id": key.district_id,
        "party_id": key.party_id,
        "contract_id": key.contract_id,
        "is_guarded": key.kind in GUARDED,
    }
