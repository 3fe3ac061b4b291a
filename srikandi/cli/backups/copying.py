"""Copies of a SQLite database: taken while people write, checked before they count."""

from __future__ import annotations

import os
from pathlib import Path

import pysqlite3
from sqlalchemy import Connection, Engine, NullPool, create_engine, func, inspect, select, table, text

from srikandi.cli.backups.manifest import Snapshot
from srikandi.cli.backups.refusals import DamagedBackup


def snapshot_of(connection: Connection) -> Snapshot:
    """Count every table, and name the schema's version and the newest journal."""
    names = sorted(inspect(connection).get_table_names())
    rows = {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}
    schema = None
    if rows.pop("alembic_version", 0):
        schema = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    head = connection.execute(text("SELECT max(id) FROM journal")).scalar_one() if "journal" in rows else None
    return Snapshot(rows, schema, head)


def copy_sqlite(engine: Engine, to: Path) -> tuple[Snapshot, str]:
    """Write a whole, compact copy of the live database. Gives what the copy holds, and SQLite's version.

    Raises: DamagedBackup.
    """
    raw = engine.raw_connection()
    raw.detach()  # Nobody else is to meet the line on which writing was allowed.
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA query_only = OFF")
        cursor.execute("VACUUM INTO ?", (str(to),))
        version: str = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    finally:
        raw.close()
    check_sqlite(to)
    with create_engine(f"sqlite:///{to}", module=pysqlite3, poolclass=NullPool).connect() as copy:
        return snapshot_of(copy), version


def check_sqlite(path: Path) -> None:
    """Read every page of a SQLite file. Raises: DamagedBackup."""
    connection = pysqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        stray = connection.execute("PRAGMA foreign_key_check").fetchone()
    except pysqlite3.DatabaseError:
        raise DamagedBackup from None
    finally:
        connection.close()
    if said != "ok" or stray is not None:
        raise DamagedBackup


def place_sqlite(engine: Engine, copy: Path) -> None:
    """Put a checked copy where the empty database is."""
    check_sqlite(copy)
    target = Path(engine.url.database or "")
    engine.dispose()
    for name in (f"{target}-wal", f"{target}-shm"):
        Path(name).unlink(missing_ok=True)
    copy.chmod(0o600)
    flush_to_disk(copy)
    copy.replace(target)
    flush_to_disk(target.parent)


def flush_to_disk(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
