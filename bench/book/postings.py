"""One posting, ours and in plain SQL, on one busy pair of accounts; by this process or by several.

The raw side uses the same driver, connection settings and durability, on tables with the same columns but no triggers,
foreign keys or indexes beside the unique reference; it commits after each posting, as the book does.
`python -m bench.book.postings URL` is one of several writers: it reads `book 100` or `raw 100` and answers `done`.
"""

from __future__ import annotations

import gc
import itertools
import os
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any, Self

from sqlalchemy import text
from sqlalchemy.orm import Session

import config
from srikandi import create_app, ledger
from srikandi.audit import Actor
from srikandi.database import current_session, db, unit_of_work
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from srikandi.places import District

AT = datetime(2026, 11, 22, tzinfo=UTC)
BY = Actor.system("bench")
PLENTY = Money(10**12)
TABLES = (
    """CREATE TABLE raw_journal (id {key}, reference TEXT UNIQUE, content_hash {bytes}, kind TEXT, district_id BIGINT,
    contract_id BIGINT, document TEXT, memo TEXT, occurred_at TEXT, recorded_at TEXT, actor_id BIGINT, actor_name TEXT,
    reverses_id BIGINT)""",
    "CREATE TABLE raw_transfer (id {key}, journal_id BIGINT, debit_id BIGINT, credit_id BIGINT, amount BIGINT)",
    "CREATE TABLE raw_balance (account_id BIGINT PRIMARY KEY, debits BIGINT, credits BIGINT CHECK (credits >= debits))",
    "INSERT INTO raw_balance VALUES (1, 0, 1000000000000), (2, 0, 1000000000000)",
)
JOURNAL = (
    "INSERT INTO raw_journal (reference, content_hash, kind, district_id, contract_id, document, memo, occurred_at, "
    "recorded_at, actor_id, actor_name, reverses_id) "
    "VALUES ({0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}) RETURNING id"
)
TRANSFER = "INSERT INTO raw_transfer (journal_id, debit_id, credit_id, amount) VALUES ({0}, {0}, {0}, {0})"
DEBIT = "UPDATE raw_balance SET debits = debits + {0} WHERE account_id = 1"
CREDIT = "UPDATE raw_balance SET credits = credits + {0} WHERE account_id = 2"


def prepare(session: Session) -> None:
    """Open a district, fill a payer's funds, and make the bare tables."""
    words = ("name", "province", "office", "office_address", "seat", "head_name", "head_title", "contact")
    with unit_of_work(session):
        district = District(code="00.00", zone="Asia/Jakarta", tariff_basis="x", **dict.fromkeys(words, "Bench"))
        session.add(district)
        session.flush()
        bank, funds = AccountKey(AccountKind.BANK, district.id), AccountKey(AccountKind.PAYER_FUNDS, district.id, 1, 1)
        ledger.post(session, Entry("start", "bench", district.id, "bench", AT, (Arrow(bank, funds, PLENTY),)), by=BY)
    is_sqlite = db.engine.dialect.name == "sqlite"
    key = "INTEGER PRIMARY KEY" if is_sqlite else "BIGSERIAL PRIMARY KEY"
    with db.engine.begin() as connection:
        for table in TABLES:
            connection.execute(text(table.format(key=key, bytes="BLOB" if is_sqlite else "BYTEA")))


class Book:
    """Two guarded accounts with plenty on them, and a fresh reference for every posting."""

    def __init__(self, district_id: int = 1) -> None:
        """Stand before the accounts that were prepared."""
        self.district_id = district_id
        self.funds = AccountKey(AccountKind.PAYER_FUNDS, district_id, 1, 1)
        self.committed = AccountKey(AccountKind.COMMITTED_FUNDS, district_id, 1, 1)
        self.numbers = itertools.count()

    def post(self, times: int, transfers: int = 1) -> None:
        """Post so many journals of so many transfers, each in its own unit of work."""
        session = current_session()
        arrows = (Arrow(self.funds, self.committed, Money(1)),) * transfers
        for number in itertools.islice(self.numbers, times):
            entry = Entry(f"bench:{os.getpid()}:{number}", "bench", self.district_id, "bench", AT, arrows)
            with unit_of_work(session):
                ledger.post(session, entry, by=BY)


class Raw:
    """The same work in plain SQL, each thread on a connection of its own."""

    def __init__(self) -> None:
        """Stand before the bare tables."""
        self.is_sqlite = db.engine.dialect.name == "sqlite"
        self.sign = "?" if self.is_sqlite else "%s"
        self.numbers = itertools.count()
        self.held = threading.local()

    def post(self, times: int, transfers: int = 1) -> None:
        """Write so many journals of so many transfers, each committed on its own."""
        journal, transfer, debit, credit = (part.format(self.sign) for part in (JOURNAL, TRANSFER, DEBIT, CREDIT))
        if not hasattr(self.held, "connection"):
            self.held.connection = db.engine.raw_connection()
        cursor: Any = self.held.connection.cursor()
        for number in itertools.islice(self.numbers, times):
            if self.is_sqlite:
                cursor.execute("BEGIN IMMEDIATE")
            name = f"raw:{os.getpid()}:{number}"
            at = AT.isoformat()
            words = (name, b"x" * 32, "bench", 1, None, None, "bench", at, at, None, "bench", None)
            journal_id = cursor.execute(journal, words).fetchone()[0]
            cursor.executemany(transfer, [(journal_id, 2, 1, 1)] * transfers)
            cursor.execute(debit, (transfers,))
            cursor.execute(credit, (transfers,))
            self.held.connection.commit()


class Writers:
    """Several processes that post when they are told to, as the processes of a server do."""

    def __init__(self, url: str, count: int) -> None:
        """Name the database and how many write to it."""
        self.words, self.count = [sys.executable, "-m", "bench.book.postings", url], count
        self.ends = ExitStack()

    def __enter__(self) -> Self:
        """Start them and wait until each can write."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.running = [
            self.ends.enter_context(subprocess.Popen(self.words, **pipes))  # type: ignore[call-overload]  # pipes, kept short
            for _ in range(self.count)
        ]
        self.do("book", 1)
        self.do("raw", 1)
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Let them go."""
        for one in self.running:
            _pipe(one.stdin).close()
        self.ends.close()

    def do(self, what: str, times: int) -> None:
        """Have each of them post so often, all at once, and wait for the last."""
        for one in self.running:
            _pipe(one.stdin).write(f"{what} {times}\n")
            _pipe(one.stdin).flush()
        for one in self.running:
            assert _pipe(one.stdout).readline() == "done\n", "a writer failed"


def _pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


def _write(url: str) -> None:
    gc.freeze()  # as wsgi.py does
    gc.set_threshold(20_000, 20, 20)
    with create_app(replace(config.load(), database_url=url)).app_context():
        works = {"book": Book().post, "raw": Raw().post}
        for line in sys.stdin:
            what, times = line.split()
            works[what](int(times))
            print("done", flush=True)


if __name__ == "__main__":
    _write(sys.argv[1])
