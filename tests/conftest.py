"""The application on both databases, a session to arrange with, and a browser that fills in real forms."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings
from sqlalchemy.orm import Session

from srikandi import create_app, database, ledger
from srikandi.cli.db import upgrade_schema
from srikandi.cli.demo.story import ENOUGH
from tests.browsing import Browser
from tests.chromium import chromium
from tests.counts import LONG
from tests.settings import settings_for

__all__ = ["chromium"]
POSTGRES = os.environ.get("TEST_POSTGRES_URL")
settings.register_profile("repeatable", derandomize=True, print_blob=True)
if not LONG:
    settings.load_profile("repeatable")  # the same cases each time; new ones are looked for by the long run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the full counts the time they need."""
    for item in items if LONG else ():
        item.add_marker(pytest.mark.timeout(3600), append=False)


def _build_schema(app: Flask) -> None:
    with app.app_context(), database.db.engine.begin() as connection:
        upgrade_schema(connection)


def _tell(app: Flask) -> None:
    told = Context().run(app.test_cli_runner().invoke, args=["demo", "load", "--residents", str(ENOUGH)])
    assert told.exit_code == 0, told.output
    with app.app_context():
        database.db.engine.dispose()


class _Sqlite:
    """A database file, put back to its empty state before each test."""

    def __init__(self, folder: Path) -> None:
        self.file, self.empty, self.told = (folder / f"{name}.sqlite3" for name in ("test", "empty", "told"))
        self.app = create_app(settings_for(f"sqlite:///{self.file}", folder))
        _build_schema(self.app)
        with self.app.app_context():
            database.db.engine.dispose()
        shutil.copy(self.file, self.empty)

    def reset(self, state: Path | None = None) -> None:
        with self.app.app_context():
            database.db.engine.dispose()
        for leftover in self.file.parent.glob("test.sqlite3*"):
            leftover.unlink()
        shutil.copy(state or self.empty, self.file)

    def tell(self) -> None:
        """Hold the demonstration, told once and copied from then on."""
        if self.told.exists():
            self.reset(self.told)
        else:
            _tell(self.app)
            shutil.copy(self.file, self.told)

    def keep(self) -> Path:
        """Keep a copy of what is held now; `reset` goes back to it."""
        with self.app.app_context():
            database.db.engine.dispose()
        return Path(shutil.copy(self.file, self.file.with_name("kept.sqlite3")))


class _Postgresql:
    """A database cloned from an empty one before each test."""

    def __init__(self, folder: Path, worker: str) -> None:
        base = sa.make_url(POSTGRES or "")
        self.name, self.empty = f"srikandi_{os.getpid()}_{worker}", f"srikandi_{os.getpid()}_{worker}_empty"
        self.told: str | None = None
        self.admin = sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        self._run(f"CREATE DATABASE {self.empty}")
        made = create_app(settings_for(base.set(database=self.empty).render_as_string(hide_password=False), folder))
        _build_schema(made)
        with made.app_context():
            database.db.engine.dispose()
        self.app = create_app(settings_for(base.set(database=self.name).render_as_string(hide_password=False), folder))

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)

    def reset(self, state: str | None = None) -> None:
        with self.app.app_context():
            database.db.engine.dispose()
        self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self._run(f"CREATE DATABASE {self.name} TEMPLATE {state or self.empty}")

    def tell(self) -> None:
        """Hold the demonstration, told once and copied from then on."""
        if self.told is not None:
            self.reset(self.told)
        else:
            _tell(self.app)
            self._run(f"CREATE DATABASE {self.name}_told TEMPLATE {self.name}")
            self.told = f"{self.name}_told"

    def keep(self) -> str:
        """Keep a copy of what is held now; `reset` goes back to it."""
        with self.app.app_context():
            database.db.engine.dispose()
        self._run(f"DROP DATABASE IF EXISTS {self.name}_kept WITH (FORCE)")
        self._run(f"CREATE DATABASE {self.name}_kept TEMPLATE {self.name}")
        return f"{self.name}_kept"

    def remove(self) -> None:
        with self.app.app_context():
            database.db.engine.dispose()
        self._run(f"DROP DATABASE IF EXISTS {self.name}_told WITH (FORCE)")
        self._run(f"DROP DATABASE IF EXISTS {self.name}_kept WITH (FORCE)")
        self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self._run(f"DROP DATABASE IF EXISTS {self.empty} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> _Sqlite:
    return _Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_database(tmp_path_factory: pytest.TempPathFactory, worker_id: str = "main") -> Iterator[_Postgresql]:
    if POSTGRES is None:
        if os.environ.get("CI"):
            pytest.fail("CI must test on PostgreSQL: TEST_POSTGRES_URL is not set")
        pytest.skip("no PostgreSQL on this machine (script/test starts one where Debian's postgresql is installed)")
    made = _Postgresql(tmp_path_factory.mktemp("postgresql"), os.environ.get("PYTEST_XDIST_WORKER", "main"))
    yield made
    made.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on an empty database, once on SQLite and once on PostgreSQL."""
    made = request.getfixturevalue(f"{request.param}_database")
    made.reset()
    database.use_keys(made.app.extensions["srikandi"].keys)
    yield made.app
    with made.app.app_context():
        if "leaves_a_broken_book" not in request.keywords:
            _find_the_book_whole(database.current_session())
        database.db.engine.dispose()


def _find_the_book_whole(session: Session) -> None:
    """Check every sentence that must always be true, after whatever a test has done and kept."""
    with database.unit_of_work(session, write=False):
        assert ledger.verify(session) == []


@pytest.fixture
def demonstration(app: Flask, request: pytest.FixtureRequest) -> Flask:
    """The application with the whole demonstration in it, on both databases."""
    _holding(app, request).tell()
    return app


@pytest.fixture
def copies(app: Flask, request: pytest.FixtureRequest) -> _Sqlite | _Postgresql:
    """The database itself, to `keep` a copy of and `reset` to it: the same morning for two days."""
    return _holding(app, request)


def _holding(app: Flask, request: pytest.FixtureRequest) -> Any:
    kind = app.config["SQLALCHEMY_DATABASE_URI"].partition(":")[0].partition("+")[0]
    return request.getfixturevalue(f"{kind}_database")


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session to arrange and look with; commit before a browser or a thread shall see it."""
    with app.app_context():
        yield database.current_session()
        database.current_session().rollback()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A person's browser, nobody signed in yet."""
    return Browser(app)
