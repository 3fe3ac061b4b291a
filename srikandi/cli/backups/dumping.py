"""Copies of a PostgreSQL database, by its own pg_dump and pg_restore."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import cast

from psycopg import Connection as Driver
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, text

from srikandi.cli.backups.copying import snapshot_of
from srikandi.cli.backups.manifest import Snapshot
from srikandi.cli.backups.refusals import ToolFailed, ToolMissing, ToolTooOld

DEBIAN = "/usr/lib/postgresql"
SHARED_OPTIONS = frozenset(
    {"host", "hostaddr", "port", "user", "dbname", "passfile", "target_session_attrs", "connect_timeout"}
    | {"sslmode", "sslrootcert", "sslcert", "sslkey"}
)
"""What every libpq since 10 understands: the driver's may be newer than the programs'."""


def dump_postgresql(engine: Engine, to: Path) -> tuple[Snapshot, str]:
    """Write a dump and count the same instant: pg_dump reads the snapshot this transaction counts in.

    Gives the counts and the server's version. Raises: ToolMissing, ToolTooOld, ToolFailed.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
        shared = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        counted = snapshot_of(connection)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={shared}", f"--file={to}"]
        _run("pg_dump", options, connection)
        return counted, str(_server(connection))


def restore_postgresql(engine: Engine, dump: Path) -> None:
    """Bring a dump into the empty database, as a whole or not at all. Raises: ToolMissing, ToolTooOld, ToolFailed."""
    with engine.connect() as connection:
        options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(dump)]
        _run("pg_restore", options, connection)


def find_tool(name: str, *, server: int, debian: str = DEBIAN, path: str | None = None) -> str:
    """Give the program of the server's own version, else the newest, else what the path has.

    Raises: ToolMissing, ToolTooOld.
    """
    homes = sorted(Path(debian).glob(f"*/bin/{name}"), key=lambda tool: _number(tool.parts[-3]))
    fitting = [str(tool) for tool in homes if _number(tool.parts[-3]) >= server]
    found = next(iter(fitting), None) or shutil.which(name, path=path) or next((str(tool) for tool in homes), None)
    if found is None:
        raise ToolMissing(tool=name, version=server)
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - ours
    if (ours := _number(said)) < server:
        raise ToolTooOld(tool=name, ours=ours, theirs=server)
    return found


def _run(name: str, options: list[str], connection: Connection) -> None:
    driver = cast("Driver[object]", connection.connection.dbapi_connection)
    known = {word: value for word, value in driver.info.get_parameters().items() if word in SHARED_OPTIONS}
    command = [find_tool(name, server=_server(connection)), f"--dbname={make_conninfo(**known)}", *options]
    surroundings = {"PGPASSWORD": driver.info.password, "PATH": os.defpath, "LC_ALL": "C", "PGAPPNAME": "srikandi"}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise ToolFailed(tool=name, reason=next(iter(done.stderr.splitlines()), str(done.returncode)))


def _server(connection: Connection) -> int:
    return _number(str(connection.execute(text("SHOW server_version")).scalar_one()))


def _number(text_: str) -> int:
    found = re.search(r"\d+", text_)
    return int(found[0]) if found else 0
