"""How fast the book is: `ledger.post` in its unit of work, against the raw statements it boils down to.

The raw side uses the same driver, connection settings and durability, on tables with the same columns but no triggers,
foreign keys or indexes beside the unique reference; it commits after each posting, as the book does.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.databases import own_application
from bench.rows import BenchRow, rates
from srikandi import ledger
from srikandi.audit import Actor
from srikandi.database import current_session, db, unit_of_work
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from srikandi.places import District

AT = datetime(2026, 11, 22, tzinfo=UTC)
BY = Actor.system("bench")
TIMES = 100
MANY = 36
THREADS = 8
PLENTY = Money(10**12)
TABLES = (
    """CREATE TABLE raw_journal (id {key}, reference TEXT UNIQUE, content_hash {bytes}, kind TEXT, district_id BIGINT,
    memo TEXT, occurred_at TEXT, recorded_at TEXT, actor_name TEXT)""",
    "CREATE TABLE raw_transfer (id {key}, journal_id BIGINT, debit_id BIGINT, credit_id BIGINT, amount BIGINT)",
    "CREATE TABLE raw_balance (account_id BIGINT PRIMARY KEY, debits BIGINT, credits BIGINT CHECK (credits >= debits))",
    "INSERT INTO raw_balance VALUES (1, 0, 1000000000000), (2, 0, 1000000000000)",
)
JOURNAL = (
    "INSERT INTO raw_journal (reference, content_hash, kind, district_id, memo, occurred_at, recorded_at, actor_name) "
    "VALUES ({0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}) RETURNING id"
)
TRANSFER = "INSERT INTO raw_transfer (journal_id, debit_id, credit_id, amount) VALUES ({0}, {0}, {0}, {0})"
DEBIT = "UPDATE raw_balance SET debits = debits + {0} WHERE account_id = 1"
CREDIT = "UPDATE raw_balance SET credits = credits + {0} WHERE account_id = 2"


class Book:
    """Two guarded accounts with plenty on them, and a fresh reference for every posting."""

    def __init__(self, session: Session) -> None:
        """Open a district and fill a payer's funds."""
        words = ("name", "province", "office", "office_address", "seat", "head_name", "head_title", "contact")
        with unit_of_work(session):
            district = District(code="00.00", zone="Asia/Jakarta", tariff_basis="x", **dict.fromkeys(words, "Bench"))
            session.add(district)
            session.flush()
            self.district_id = district.id
            self.funds = AccountKey(AccountKind.PAYER_FUNDS, district.id, 1, 1)
            self.committed = AccountKey(AccountKind.COMMITTED_FUNDS, district.id, 1, 1)
            bank = AccountKey(AccountKind.BANK, district.id)
            ledger.post(session, self.entry("start", (Arrow(bank, self.funds, PLENTY),)), by=BY)
        self.numbers = itertools.count()

    def entry(self, reference: str, arrows: tuple[Arrow, ...]) -> Entry:
        """Give an entry of these arrows."""
        return Entry(reference, "bench", self.district_id, "bench", AT, arrows)

    def post(self, session: Session, *, times: int, transfers: int = 1) -> None:
        """Post so many journals of so many transfers, each in its own unit of work."""
        arrows = (Arrow(self.funds, self.committed, Money(1)),) * transfers
        for number in itertools.islice(self.numbers, times):
            with unit_of_work(session):
                ledger.post(session, self.entry(f"bench:{number}", arrows), by=BY)


class Raw:
    """The same work in plain SQL on a connection of the same engine."""

    def __init__(self) -> None:
        """Make the bare tables."""
        self.is_sqlite = db.engine.dialect.name == "sqlite"
        self.sign = "?" if self.is_sqlite else "%s"
        key = "INTEGER PRIMARY KEY" if self.is_sqlite else "BIGSERIAL PRIMARY KEY"
        with db.engine.begin() as connection:
            for table in TABLES:
                connection.execute(text(table.format(key=key, bytes="BLOB" if self.is_sqlite else "BYTEA")))
        self.numbers = itertools.count()
        self.held = db.engine.raw_connection()

    def post(self, *, times: int, transfers: int = 1) -> None:
        """Write so many journals of so many transfers, each committed on its own."""
        journal, transfer, debit, credit = (part.format(self.sign) for part in (JOURNAL, TRANSFER, DEBIT, CREDIT))
        cursor: Any = self.held.cursor()
        for number in itertools.islice(self.numbers, times):
            if self.is_sqlite:
                cursor.execute("BEGIN IMMEDIATE")
            words = (f"raw:{number}", b"x" * 32, "bench", 1, "bench", AT.isoformat(), AT.isoformat(), "bench")
            journal_id = cursor.execute(journal, words).fetchone()[0]
            cursor.executemany(transfer, [(journal_id, 2, 1, 1)] * transfers)
            cursor.execute(debit, (transfers,))
            cursor.execute(credit, (transfers,))
            self.held.commit()


def rows() -> list[BenchRow]:
    """Measure postings of one transfer, of many, and by eight threads on one pair of accounts."""
    with own_application() as app:
        session = current_session()
        book, raw = Book(session), Raw()
        name = session.get_bind().dialect.name
        one = rates(lambda n: book.post(session, times=n), lambda n: raw.post(times=n), times=TIMES)
        many = rates(
            lambda n: book.post(session, times=n // MANY, transfers=MANY),
            lambda n: raw.post(times=n // MANY, transfers=MANY),
            times=MANY * 20,
        )
        session.rollback()
        raw.held.close()
        threads = rates(lambda n: _by_threads(app, book, times=n), times=TIMES * THREADS, rounds=3)
        with unit_of_work(session, write=False):
            assert ledger.verify(session) == [], "what was measured must be right"
    return [
        BenchRow.against(f"ledger post, {name}", one[0], unit="postings/s", baseline=one[1]),
        BenchRow.against(f"ledger post of {MANY} transfers, {name}", many[0], unit="transfers/s", baseline=many[1]),
        BenchRow.against(f"ledger post, {THREADS} threads, {name}", threads[0], unit="postings/s", baseline=one[1]),
    ]


def _by_threads(app: Flask, book: Book, *, times: int) -> None:
    def work() -> None:
        with app.app_context():
            book.post(current_session(), times=times // THREADS)

    _together([work] * THREADS)


def _together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
