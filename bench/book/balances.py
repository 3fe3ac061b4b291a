"""What it costs to read the balance of an account with a million transfers, against adding them up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from sqlalchemy import func, select, text

from bench.book.postings import PLENTY, Book, prepare
from bench.databases import kinds, own_application
from bench.rows import BenchRow
from srikandi import ledger
from srikandi.database import current_session, db
from srikandi.ledger import Transfer
from srikandi.money import Money

TRANSFERS = 1_000_000
TIMES = 50
MANY = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) SELECT i FROM n",
    "postgresql": "SELECT i FROM generate_series(1, CAST(:count AS BIGINT)) AS n(i)",
}


def rows() -> list[BenchRow]:
    """Measure both databases."""
    return [row for kind in kinds() for row in _rows(kind)]


def _rows(kind: str) -> Iterator[BenchRow]:
    with own_application(kind):
        session = current_session()
        prepare(session)
        book = Book()
        book.post(1)
        few = _milliseconds(lambda: ledger.balance(session, book.funds))
        _fill(kind, session.scalars(select(Transfer.debit_account_id).order_by(Transfer.id.desc()).limit(1)).one())
        many = _milliseconds(lambda: ledger.balance(session, book.funds))
        assert ledger.balance(session, book.funds) == PLENTY - Money(TRANSFERS + 1), "what was measured must be right"
        added = _milliseconds(lambda: session.scalar(select(func.sum(Transfer.amount))), times=3)
    yield BenchRow.against(f"balance over {TRANSFERS:,} transfers, {kind}", many, unit="ms", baseline=few)
    yield BenchRow.against(f"the same added up, {kind}", added, unit="ms", baseline=few)


def _fill(kind: str, funds: int) -> None:
    """Write a million transfers between the two accounts, through the trigger that keeps their balances."""
    current_session().rollback()
    chosen = f"""INSERT INTO transfer (journal_id, debit_account_id, credit_account_id, amount)
        SELECT last.journal_id, last.debit_account_id, last.credit_account_id, 1
        FROM (SELECT * FROM transfer WHERE debit_account_id = :funds LIMIT 1) AS last, ({MANY[kind]}) AS n"""  # noqa: S608 - words of this module
    with db.engine.begin() as connection:
        connection.execute(text(chosen), {"count": TRANSFERS, "funds": funds})


def _milliseconds(work: Callable[[], object], *, times: int = TIMES) -> float:
    work()
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times * 1000
