"""Accounts are opened by the first journal that needs them, and locked in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.database import in_parts, insert_new, instant_text, lock_alone
from srikandi.ledger.chart import GUARDED, SIDES, TITLES
from srikandi.ledger.entries import AccountKey
from srikandi.ledger.models import BOOK, Account, AccountBalance
from srikandi.ledger.writing.keeping import MAY_WAIT

IDS = select(Account.code, Account.id).where(Account.code.in_(bindparam("codes", expanding=True)))
CELLED = frozenset({"postgresql"})
"""Databases that keep a busy balance in several cells."""
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
    """Hold the balances of these guarded accounts until the end of the work, in the order everybody takes them.

    Their first cells come first: nobody adds a cell to an account whose first one is held.
    """
    _hold(session, open_accounts(session, {key.code for key in keys}))


@contextmanager
def locked(session: Session, ids: Iterable[int]) -> Iterator[None]:
    """Hold the balances of these accounts, as `lock` does, and let what is written inside gather their cells."""
    _hold(session, ids)
    is_celled = session.get_bind().dialect.name in CELLED
    if is_celled:
        session.execute(select(func.set_config(MAY_WAIT, "yes", True)))
    yield
    if is_celled:
        session.execute(select(func.set_config(MAY_WAIT, "no", True)))


def _hold(session: Session, ids: Iterable[int]) -> None:
    cells = [AccountBalance.cell == 0, AccountBalance.cell > 0]
    for of_these in cells if session.get_bind().dialect.name in CELLED else cells[:1]:
        for part in in_parts(sorted(ids)):
            rows = select(AccountBalance.account_id).where(AccountBalance.account_id.in_(part), of_these)
            session.execute(rows.order_by(AccountBalance.account_id, AccountBalance.cell).with_for_update())


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
