"""How fast a large statement comes in: 100,000 lines read, decided, kept and booked, against the raw rows it makes.

The raw side writes as many bare rows (lines, journals, transfers, payments) by the same driver in one transaction, on
tables without triggers, foreign keys or indexes beside the unique names. A second raw side copies the very rows within
the database, `INSERT ... SELECT`, into tables with the keys, checks and indexes of ours, and without the triggers.
Reading and deciding are measured apart. `SRIKANDI_LINES` is how many lines the statement has.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import MetaData, func, insert, select, text
from sqlalchemy.orm import Session

from bench.databases import kinds, own_application
from bench.rows import BenchRow
from srikandi import ledger
from srikandi.audit import Actor
from srikandi.database import Model, current_session, db, unit_of_work
from srikandi.money import Money
from srikandi.payments import BankAccount, BankStatement, Payment, StatementLine
from srikandi.payments.banking import NewAccount, open_account
from srikandi.payments.statements import read_statement
from srikandi.pledges import Payer, Pledge, PledgeStatus
from srikandi.programme.receiving.bank.booking import book_next, finish
from srikandi.programme.receiving.bank.importing import Looked, gather, keep_statement, think
from tests.payments.statements.drawing import a_reference
from tests.pledges.making import a_scene, an_agreed_pledge, terms_of

LINES = int(os.environ.get("SRIKANDI_LINES", "100000"))
PAYERS = 400
NUMBER = "1690009876543"
BY = Actor.system("bench")
FIRST = date(2026, 10, 1)
TABLES = (
    """CREATE TABLE raw_line (id {key}, account_id BIGINT, group_key TEXT, ordinal BIGINT, booked_on TEXT, sen BIGINT,
    description TEXT, reading TEXT, action TEXT, UNIQUE (account_id, group_key, ordinal))""",
    "CREATE TABLE raw_entry (id {key}, reference TEXT UNIQUE, hash TEXT, kind TEXT, memo TEXT, at TEXT)",
    "CREATE TABLE raw_move (id {key}, journal_id BIGINT, debit_id BIGINT, credit_id BIGINT, amount BIGINT)",
    "CREATE TABLE raw_paid (id {key}, name TEXT UNIQUE, payer_id BIGINT, amount BIGINT, status TEXT, at TEXT)",
)
ROWS = (
    """INSERT INTO raw_line (account_id, group_key, ordinal, booked_on, sen, description, reading, action)
    VALUES (1, {0}, 1, '2026-10-01', 100, {0}, {0}, 'credit')""",
    "INSERT INTO raw_entry (reference, hash, kind, memo, at) VALUES ({0}, {0}, 'receipt', {0}, '2026-10-01')",
    "INSERT INTO raw_move (journal_id, debit_id, credit_id, amount) VALUES (1, 2, 3, 4)",
    "INSERT INTO raw_paid (name, payer_id, amount, status, at) VALUES ({0}, 1, 2, 'settled', '2026-10-01')",
)


def a_file(references: list[str]) -> bytes:
    """Give a Mandiri Kopra file: mostly clear transfers, some without a code, some taken back, fees in between."""
    luck, balance, rows = random.Random(4), 10**12, []
    for number in range(LINES):
        day = FIRST + timedelta(days=number * 30 // LINES)
        amount, words = luck.randrange(1, 500) * 37_800, f"SRK-{(code := luck.choice(references))[3:7]}-{code[7:]}"
        if number % 20 == 0:
            words = "BANTUAN SOSIAL"
        side = f"{amount}.00;0.00"
        if number % 50 == 1:
            amount, words, side = -6_500, "BIAYA ADM", "0.00;6500.00"
        balance += amount
        text_ = words if words.startswith("BIAYA") else f"MCM InhouseTrf DARI PT MAJU {words}"
        rows.append(f"{NUMBER};IDR;{day:%d %B %Y} 10:00:00;{text_};FT{number:010d} PT MAJU;{side};{balance}.00")
    head = "AccountNo;Ccy;PostDate;Remarks;AdditionalDesc;Credit Amount;Debit Amount;Close Balance"
    return "\r\n".join([head, *rows, ""]).encode()


def rows() -> list[BenchRow]:
    """Measure each part of an import and the whole of it, on both databases."""
    return [row for kind in kinds() for row in _rows(kind)]


def _rows(kind: str) -> Iterator[BenchRow]:
    with own_application(kind):
        session = current_session()
        account, references = _desk(session)
        content = a_file(references)
        start = time.perf_counter()
        statement = read_statement(content, filename="a.csv")
        read = time.perf_counter() - start
        with unit_of_work(session, write=False):
            own = session.get_one(BankAccount, account)
            gathered = gather(session, own, statement, content=content, filename="a.csv")
        looked = think(gathered)
        thought = time.perf_counter() - start
        written = _timed(lambda: _write(session, account, looked))
        counts = _counts(session)
        bare, guarded = LINES / _timed(lambda: _raw(counts)), LINES / _timed(_copied)
        with unit_of_work(session, write=False):
            assert ledger.verify(session) == [], "what was measured must be right"
    booked, whole = LINES / written, LINES / (thought + written)
    yield BenchRow(f"statement of {LINES:,} lines read, {kind}", round(LINES / read), "lines/s")
    yield BenchRow(f"statement read and decided, {kind}", round(LINES / thought), "lines/s")
    yield BenchRow.against(f"statement kept and booked, {kind}", booked, unit="lines/s", baseline=bare)
    yield BenchRow.against(f"the same beside guarded rows, {kind}", booked, unit="lines/s", baseline=guarded)
    yield BenchRow.against(f"statement imported and matched, {kind}", whole, unit="lines/s", baseline=bare)
    yield BenchRow(f"statement imported and matched, {kind}", round(thought + written, 1), "s")


def _desk(session: Session) -> tuple[int, list[str]]:
    """Give a collection account and the payers of pledges that have ended: their money is credit and funds nothing."""
    with unit_of_work(session):
        scene = a_scene(session, lives=4)
        new = NewAccount("bench", "Mandiri", NUMBER, "Forum")
        account = open_account(session, new, district_id=scene.district_id, by=BY)
        offered = an_agreed_pledge(session, scene, terms_of(scene, lives=1, months=1))
        luck, values = random.Random(7), {c.name: getattr(offered, c.name) for c in Pledge.__table__.c}
        references = [str(a_reference(luck)) for _ in range(PAYERS)]
        for number, reference in enumerate(references):
            own = {"id": None, "number": f"B-{number}", "form_key": f"b-{number}", "status": PledgeStatus.COMPLETED}
            pledge = Pledge(**values | own)
            session.add(pledge)
            session.flush()
            shares = {"organisation_id": scene.company_id, "share": Money(37_800), "reference": reference}
            session.add(Payer(pledge_id=pledge.id, **shares))
        return account.id, references


def _write(session: Session, account_id: int, looked: Looked) -> None:
    """Keep and book as the worker does: each step in a transaction of its own."""
    with unit_of_work(session):
        made = keep_statement(session, session.get_one(BankAccount, account_id), looked, by=BY)
        statement_id = made.statement.id
    more = True
    while more:
        with unit_of_work(session):
            more = book_next(session, session.get_one(BankStatement, statement_id), by=BY)
    with unit_of_work(session):
        finish(session, session.get_one(BankStatement, statement_id), by=BY)


def _counts(session: Session) -> tuple[int, ...]:
    with unit_of_work(session, write=False):
        models = StatementLine, ledger.Journal, ledger.Transfer, Payment
        return tuple(session.scalar(select(func.count()).select_from(model)) or 0 for model in models)


def _raw(counts: tuple[int, ...]) -> None:
    """Write as many bare rows by the same driver, in one transaction."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    key, sign = ("INTEGER", "?") if is_sqlite else ("BIGSERIAL", "%s")
    with db.engine.begin() as connection:
        for table in TABLES:
            connection.execute(text(table.format(key=f"{key} PRIMARY KEY")))
    held: Any = db.engine.raw_connection()
    cursor = held.cursor()
    if is_sqlite:
        cursor.execute("BEGIN IMMEDIATE")
    for statement, count in zip(ROWS, counts, strict=True):
        gaps = statement.count("{0}")
        words = ((f"2026-10-01|3780000|FT{number:010d}|1000000000",) * gaps for number in range(count))
        cursor.executemany(statement.format(sign), list(words))
    held.commit()
    held.close()


def _copied() -> None:
    """Write the very rows again within the database, into tables with our keys, checks and indexes."""
    models = (StatementLine, ledger.Journal, ledger.Transfer, Payment)
    copies = MetaData(naming_convention=Model.metadata.naming_convention)
    for needed in Model.metadata.tables.values():
        needed.to_metadata(copies)
    own_tables = [Model.metadata.tables[one.__tablename__] for one in models]
    tables = [(own, own.to_metadata(copies, name=f"copy_{own.name}")) for own in own_tables]
    with db.engine.begin() as connection:
        for own, copy in tables:
            rules: list[Any] = [*copy.indexes, *copy.constraints]
            for rule in rules:
                rule.name = f"copy_{rule.name}"
            copy.create(connection)
            connection.execute(insert(copy).from_select(list(own.c.keys()), select(own)))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
