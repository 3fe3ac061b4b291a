"""A backup holds everything and can be opened by nobody else; a restore is whole or does not happen."""

from __future__ import annotations

import json
import threading
from contextvars import Context
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from srikandi import create_app, database, ledger, seals
from srikandi.cli.backups import envelope
from srikandi.database import current_session, unit_of_work
from srikandi.seals import SealBlock
from tests.conftest import POSTGRES
from tests.ledger.book import drop_guards, make_district, receive
from tests.people import SYSTEM
from tests.settings import KEYS, settings_for

START = len(envelope.MAGIC) + envelope.SALT_BYTES
names = count()


@pytest.fixture
def book(session):
    district = make_district(session)
    receive(session, district, 6_804_000, reference="bank:1")
    receive(session, district, 6_804_000, reference="bank:2")
    session.commit()
    return district


def flask(app: Flask, *words: str | Path) -> tuple[int, dict[str, Any]]:
    """Run a command and give its exit code and what it said as JSON."""
    with app.app_context():
        current_session().rollback()
    ended = Context().run(app.test_cli_runner().invoke, args=[*map(str, words), "--json"])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    lines = ended.stdout.splitlines()
    return ended.exit_code, json.loads(lines[0]) if lines and lines[0].startswith("{") else {"error": ended.output}


def taken(app: Flask, folder) -> tuple[Path, dict[str, Any]]:
    code, said = flask(app, "backup", "--to", folder)
    assert code == 0, said
    return Path(said["file"]), said


@pytest.fixture
def elsewhere(app, tmp_path):
    """Another instance of the same kind on an empty database, with the keys it is given."""
    made = []
    url = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    name = f"{url.database}_elsewhere_{next(names)}"
    is_sqlite = url.get_backend_name() == "sqlite"
    if not is_sqlite:
        admin = sa.create_engine(str(POSTGRES), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")

    def make(keys=KEYS) -> Flask:
        other = url.set(database=str(tmp_path / "elsewhere.sqlite3") if is_sqlite else name)
        given = settings_for(other.render_as_string(hide_password=False), tmp_path)
        made.append(create_app(replace(given, keys=keys)))
        return made[-1]

    yield make
    for one in made:
        with one.app_context():
            database.db.engine.dispose()
    database.use_keys(KEYS)
    if not is_sqlite:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_a_backup_comes_back_with_every_row_trigger_and_rupiah(app, book, elsewhere, tmp_path):
    path, said = taken(app, tmp_path)
    assert (said["rows"]["journal"], said["rows"]["transfer"]) == (2, 2)
    with app.app_context():
        assert said["journal_head"] == current_session().scalar(sa.text("SELECT max(id) FROM journal"))
        current_session().rollback()
    other = elsewhere()
    code, restored = flask(other, "restore", path)
    assert (code, restored["ok"], restored["rows"]) == (0, True, said["rows"]), restored
    with other.app_context():
        session = current_session()
        assert database.missing(session.connection()) == []
        assert ledger.verify(session) == []
        assert session.scalar(sa.text("SELECT sum(amount) FROM transfer")) == 13_608_000
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            session.execute(sa.text("DELETE FROM transfer"))
        session.rollback()


def test_what_was_sealed_still_proves_itself_after_a_restore(app, book, elsewhere, tmp_path, session):
    seals.seal_in_steps(session, by=SYSTEM)
    sealed = session.scalars(sa.select(SealBlock.head)).one()
    session.rollback()
    path, _ = taken(app, tmp_path)
    other = elsewhere()
    code, said = flask(other, "restore", path)
    assert (code, said["ok"]) == (0, True), said
    with other.app_context():
        session = current_session()
        assert session.scalars(sa.select(SealBlock.head)).one() == sealed
        assert ledger.verify(session) == []
        session.rollback()
        receive(session, book, 1_000, reference="bank:3")
        session.commit()
        assert seals.seal_in_steps(session, by=SYSTEM) == 2, "and the chain goes on"
        drop_guards(session, "journal")
        first = session.scalar(sa.text("SELECT min(id) FROM journal"))
        session.execute(sa.text("UPDATE journal SET memo = 'lain' WHERE id = :first"), {"first": first})
        found = {one.subject for one in ledger.verify(session)}
        assert f"journal/{first}" in found, "the control: a change is still seen"
        session.rollback()


@pytest.mark.leaves_a_broken_book
def test_a_trigger_lost_on_the_way_is_named(app, book, elsewhere, tmp_path, session):
    on = "" if session.get_bind().dialect.name == "sqlite" else " ON transfer"
    word = "srk_transfer_append_only_delete" if not on else "srk_transfer_append_only"
    session.execute(sa.text(f"DROP TRIGGER {word}{on}"))
    session.commit()
    path, _ = taken(app, tmp_path)
    code, said = flask(elsewhere(), "restore", path)
    assert (code, len(said["findings"])) == (1, 1)
    assert word in said["findings"][0]


def test_a_database_with_one_table_is_not_written_over(app, book, elsewhere, tmp_path):
    path, _ = taken(app, tmp_path)
    other = elsewhere()
    with other.app_context(), database.db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE mine (word TEXT)")
        connection.exec_driver_sql("INSERT INTO mine VALUES ('kept')")
    code, said = flask(other, "restore", path)
    assert (code, said["ok"]) == (1, False)
    assert "1 tabel" in said["error"]
    with other.app_context(), database.db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT word FROM mine").scalar_one() == "kept"


def _flipped(content: bytes) -> bytes:
    place = len(content) // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


BROKEN = {
    "a flipped bit": _flipped,
    "a lost end": lambda content: content[:-1],
    "half": lambda content: content[: len(content) // 2],
    "one byte more": lambda content: content + b"x",
    "the head alone": lambda content: content[:START],
    "another salt": lambda content: content[: START - 1] + bytes([content[START - 1] ^ 1]) + content[START:],
    "no backup at all": lambda _content: b"SQLite format 3\0" * 100,
    "nothing": lambda _content: b"",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_backup_restores_nothing(app, book, elsewhere, tmp_path, how):
    path, _ = taken(app, tmp_path)
    broken = tmp_path / "broken.backup"
    broken.write_bytes(BROKEN[how](path.read_bytes()))
    other = elsewhere()
    code, said = flask(other, "restore", broken)
    assert (code, said["ok"]) == (1, False)
    with other.app_context():
        assert sa.inspect(database.db.engine).get_table_names() == []


def test_another_key_opens_nothing(app, book, elsewhere, tmp_path):
    path, _ = taken(app, tmp_path)
    other = elsewhere(replace(KEYS, chain=b"x" * 32))
    code, said = flask(other, "restore", path)
    assert (code, said["ok"]) == (1, False)
    assert "SRIKANDI_KEYS" in said["error"]


def test_a_backup_shows_neither_rows_nor_keys(app, book, tmp_path):
    path, _ = taken(app, tmp_path)
    content = path.read_bytes()
    for word in (b"Bangka", b"bank:1", b"CREATE TABLE", *(key for _, key in KEYS.field), KEYS.index, KEYS.chain):
        assert word not in content


def test_the_copy_inside_holds_no_key(app, book, tmp_path):
    path, _ = taken(app, tmp_path)
    with path.open("rb") as file:
        plain = b"".join(envelope.disclose(file, chain_key=KEYS.chain))
    assert not [key for key in (*(key for _, key in KEYS.field), KEYS.index, KEYS.chain, KEYS.signing) if key in plain]


def test_the_file_is_its_owners_alone_and_nothing_lies_around(app, book, tmp_path):
    path, _ = taken(app, tmp_path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_said_in_one_line(app, tmp_path):
    code, said = flask(app, "backup", "--to", tmp_path / "nowhere")
    assert (code, said["ok"]) == (1, False)
    assert "nowhere" in said["error"]


def test_a_file_that_is_not_there_is_said_in_one_line(elsewhere, tmp_path):
    code, said = flask(elsewhere(), "restore", tmp_path / "nowhere.backup")
    assert (code, said["ok"]) == (1, False)


def test_a_backup_taken_while_people_write_restores_to_a_state_that_verifies(app, book, elsewhere, tmp_path):
    stop = threading.Event()

    def write() -> None:
        with app.app_context():
            for number in count(100):
                if stop.is_set():
                    return
                with unit_of_work(current_session()) as work:
                    receive(work.session, book, 1_000, reference=f"bank:{number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        path, said = taken(app, tmp_path)
    finally:
        stop.set()
        writer.join()
    code, restored = flask(elsewhere(), "restore", path)
    assert (code, restored["findings"]) == (0, [])
    assert said["rows"]["journal"] == said["rows"]["transfer"]


def test_one_kind_of_database_does_not_go_into_another(sqlite_database, postgresql_database, tmp_path):
    sqlite_database.reset()
    path, _ = taken(sqlite_database.app, tmp_path)
    url = sa.make_url(str(POSTGRES))
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    name = f"{postgresql_database.name}_kind"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        other = create_app(settings_for(url.set(database=name).render_as_string(hide_password=False), tmp_path))
        code, said = flask(other, "restore", path)
        with other.app_context():
            database.db.engine.dispose()
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    assert (code, said["ok"]) == (1, False)
    assert "sqlite" in said["error"]
