"""A database of one's own for a measurement: of the configured kind, on the configured disk, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

import config
from srikandi import create_app, database
from srikandi.cli.db.tables import METADATA
from srikandi.settings import Settings


@contextmanager
def own_application() -> Iterator[Flask]:
    """Give the application on an empty database of the configured kind, inside its context."""
    settings = config.load()
    own = _postgresql if settings.database_url.startswith("postgresql") else _sqlite
    with own(settings) as url:
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
def _postgresql(settings: Settings) -> Iterator[str]:
    base, name = sa.make_url(settings.database_url), f"srikandi_bench_{os.getpid()}"
    admin = sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield base.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
