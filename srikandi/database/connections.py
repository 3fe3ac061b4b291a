"""What every connection is told before it may be used.

SQLite: WAL with FULL, read back, because NORMAL loses acknowledged commits at a power cut; recursive triggers, or
INSERT OR REPLACE would overwrite append-only rows; a driver whose SQLite carries the WAL-reset fix (3.51.3). Writers
begin IMMEDIATE.
PostgreSQL: short waits for locks, UTC. A reader's transaction is read-only on both: a GET cannot write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from select import POLLIN, poll
from typing import Any, TypeVar

import pysqlite3
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError, IntegrityError
from sqlalchemy.orm import Session

from srikandi.database.plain import tell

OLDEST_SQLITE = (3, 51, 3)
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "cell_size_check": 1,
    "cache_size": -32_000,
}
BUSY_MILLISECONDS = 10_000
WRITES = "writes"
"""Under which a SQLite connection remembers whether it may write."""
POSTGRESQL_OPTIONS = (
    "-c timezone=UTC -c lock_timeout=4s -c idle_in_transaction_session_timeout=30s"
    " -c max_parallel_workers_per_gather=0 -c jit=off -c work_mem=32MB"
)
"""A page asks for milliseconds of work: helpers and compiled code cost more than that before they begin. A month of a
whole district is looked at in memory; in PostgreSQL's usual 4 MB it would be written out and read for each guard."""
BOUND_AT_ONCE = 10_000
"""Bound values in one statement: under the limits of SQLite (32,766) and PostgreSQL (65,535)."""

T = TypeVar("T")
writing: ContextVar[bool] = ContextVar("writing", default=True)


class UnsafeDatabase(Exception):
    """The database does not keep what it acknowledges; the message names the setting."""


def in_parts(rows: Sequence[T], at_once: int = BOUND_AT_ONCE) -> Iterator[Sequence[T]]:
    """Cut a long list into parts that one statement can carry."""
    for start in range(0, len(rows), at_once):
        yield rows[start : start + at_once]


def copy_in(session: Session, table: str, *, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write very many rows the fastest way: COPY on PostgreSQL, one prepared statement on SQLite.

    Values come as they are stored in both: ids, days and moments as text, JSON as text, sealed values as sealed.
    """
    connection, names = session.connection(), ", ".join(f'"{name}"' for name in columns)
    driver: Any = connection.dialect.loaded_dbapi
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - our own names
        else:
            _copy(cursor, f'COPY "{table}" ({names}) FROM STDIN', rows)
    except driver.IntegrityError as broken:
        raise IntegrityError(table, None, broken) from broken


def _copy(cursor: Any, statement: str, rows: Iterable[Sequence[object]]) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def engine_options(url: str) -> dict[str, Any]:
    """Give the engine's options for a database address."""
    options: dict[str, Any] = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return {**options, "module": pysqlite3, "connect_args": {"check_same_thread": False, "timeout": 10}}
    return {
        **options,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {"connect_timeout": 2, "options": POSTGRESQL_OPTIONS},
    }


def watch(engine: Engine) -> None:
    """Prepare each new connection of this engine, and begin each transaction as a reader or a writer."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkout", _listen_postgresql)
        event.listen(engine, "begin", _begin_postgresql)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    version = tuple(connection.execute("SELECT sqlite_version()").fetchone()[0].split("."))
    if tuple(map(int, version)) < OLDEST_SQLITE:
        raise UnsafeDatabase("SQLite is older than 3.51.3 and may corrupt its write-ahead log.")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    for name, wanted in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        kept = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if kept not in (wanted, "memory"):
            raise UnsafeDatabase(f"SQLite keeps {name} at {kept}, not {wanted}.")


def _begin_sqlite(connection: Connection) -> None:
    write = writing.get()
    if connection.info.get(WRITES) is not write:  # Saying it again would have every prepared statement read anew.
        tell(connection, f"PRAGMA query_only = {'OFF' if write else 'ON'}")
        connection.info[WRITES] = write
    tell(connection, "BEGIN IMMEDIATE" if write else "BEGIN")


def _listen_postgresql(connection: Any, _record: object, _proxy: object) -> None:
    """Put an idle connection away on which the server has said something: that it is going, or has gone.

    Nobody has to ask: an end of the line can be heard before the next question, and asking costs each work a trip.
    """
    ear = poll()
    if not connection.closed:
        ear.register(connection.fileno(), POLLIN)
    if connection.closed or ear.poll(0):
        raise DisconnectionError


def _begin_postgresql(connection: Connection) -> None:
    line: Any = connection.connection.driver_connection
    reads = not writing.get()
    if bool(line.read_only) is not reads:
        line.read_only = reads or None  # The driver's BEGIN says it: a SET TRANSACTION would be one more trip.
