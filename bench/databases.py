"""A database of one's own for a measurement: of either kind, as durable as in production, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

import config
from srikandi import create_app, database
from srikandi.cli.db.tables import METADATA
from srikandi.settings import Settings

POSTGRES = os.environ.get("BENCH_POSTGRES_URL")
_numbers = count()


def kinds() -> list[str]:
    """Name the databases this run can measure: SQLite, and PostgreSQL where there is a server for it."""
    return ["sqlite", *(["postgresql"] if POSTGRES else [])]


@contextmanager
def own_application(kind: str = "sqlite") -> Iterator[Flask]:
    """Give the application on an empty database of this kind, inside its context."""
    settings = config.load()
    with _postgresql() if kind == "postgresql" else _sqlite(settings) as url:
        app = create_app(replace(settings, database_url=url))
        with app.app_context():
            with database.db.engine.begin() as connection:
                METADATA.create_all(connection)
                database.install(connection)
            yield app
            database.current_session().rollback()
            database.db.engine.dispose()


@contextmanager
def _sqlite(settings: Settings) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=settings.instance))
    try:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
    finally:
        shutil.rmtree(folder)


@contextmanager
def _postgresql() -> Iterator[str]:
    base, name = sa.make_url(POSTGRES or ""), f"srikandi_bench_{os.getpid()}_{next(_numbers)}"
    admin = sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield base.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
