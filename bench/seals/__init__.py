"""Sealing and checking: rows a second, against reading the same rows with the bare driver and hashing each once.

The baseline is `SELECT *` and one SHA-256 of every row as it comes, in the same run on the same rows: the least that
anybody must do who wants to know whether a row changed. Half of the rows are journals with one transfer each, half are
changes of life-months, as a year of a district has them; `SRIKANDI_ROWS` is how many (100,000 unless it says
more; the figure is rows a second, so it carries over to a million).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.databases import kinds, own_application
from bench.rows import BenchRow
from srikandi import seals
from srikandi.audit import Actor
from srikandi.database import current_session, unit_of_work
from srikandi.places import District
from srikandi.seals.checks import check

ROWS = int(os.environ.get("SRIKANDI_ROWS", "100000"))
BY = Actor.system("bench")
AT = "'2026-11-22T00:00:00.000000+00:00'"
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :rows) ",
    "postgresql": "WITH n AS (SELECT generate_series(1, :rows) AS n) ",
}
FILL = (
    """INSERT INTO journal (id, reference, content_hash, kind, district_id, memo, occurred_at, recorded_at, actor_name)
    {n} SELECT n, 'bench:' || n, {hash}, 'bench', 1, 'Transfer perusahaan ' || n, {at}, {at}, 'Bendahara' FROM n""",
    """INSERT INTO transfer (id, journal_id, debit_account_id, credit_account_id, amount)
    {n} SELECT n, n, 1, 2, 37800 + n FROM n""",
    """INSERT INTO life_month_change (id, district_id, month, pledge_id, seat, resident_id, status, reason, at)
    {n} SELECT n, 1, 202611, n / 1000, n % 1000, n, 'active', 'confirmed', {at} FROM n""",
)
ACCOUNTS = """INSERT INTO account (id, code, kind, name, side, district_id, is_guarded, opened_at) VALUES
    (1, '1/bank/-/1', 'bank', 'Kas', 'debit', 1, false, {at}), (2, '1/x/-/1', 'x', 'Dana', 'credit', 1, false, {at})"""
TABLES = ("journal", "transfer", "life_month_change")


def rows() -> list[BenchRow]:
    """Measure one block over fresh rows, its check, and the bare reading, on both databases."""
    return [row for kind in kinds() for row in _rows(kind)]


def _rows(kind: str) -> list[BenchRow]:
    with own_application(kind):
        session = current_session()
        _fill(session, kind)
        bare = _seconds(lambda: _read_bare(session))
        sealing = _seconds(lambda: seals.seal_in_steps(session, by=BY))
        checking = _seconds(lambda: _check(session))
        with unit_of_work(session, write=False):
            sealed = seals.sealed_rows(session)
    return [
        BenchRow.against(f"seal {sealed:,} rows, {kind}", sealed / sealing, unit="rows/s", baseline=sealed / bare),
        BenchRow.against(
            f"check {sealed:,} sealed rows, {kind}", sealed / checking, unit="rows/s", baseline=sealed / bare
        ),
    ]


def _fill(session: Session, kind: str) -> None:
    """Write the rows; they are made up, so the guards of the book stand aside for it."""
    at = AT if kind == "sqlite" else f"{AT}::timestamptz"
    content_hash = "zeroblob(32)" if kind == "sqlite" else "decode(repeat('00', 32), 'hex')"
    words = ("name", "province", "office", "office_address", "seat", "head_name", "head_title", "contact")
    with unit_of_work(session):
        district = District(id=1, code="00.00", zone="Asia/Jakarta", tariff_basis="x", **dict.fromkeys(words, "Bench"))
        session.add(district)
        session.flush()
        session.execute(text(ACCOUNTS.format(at=at)))
        for statement in FILL:
            filled = statement.format(n=NUMBERS[kind], at=at, hash=content_hash)
            session.execute(text(filled), {"rows": ROWS // 2})


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _read_bare(session: Session) -> None:
    """Read every row with the driver and hash it once."""
    with unit_of_work(session, write=False):
        driver = session.connection().connection.cursor()
        for table in TABLES:
            driver.execute(f"SELECT * FROM {table}")  # noqa: S608 - three tables of ours
            for row in iter(driver.fetchone, None):
                hashlib.sha256(repr(row).encode()).digest()


def _check(session: Session) -> None:
    with unit_of_work(session, write=False):
        flaws = list(check(session))
    if flaws:
        raise AssertionError(flaws[:3])
