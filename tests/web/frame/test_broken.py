"""When the database is gone, the page says so and asks it nothing more."""

import sqlite3
from contextlib import contextmanager

import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from srikandi.database import Busy, db
from srikandi.users import Role
from tests.people import make_user


@pytest.fixture
def reader(browser, session):
    """Give somebody who is signed in."""
    browser.sign_in(make_user(session, Role.AUDITOR).id)
    assert browser.get("/akun").status_code == 200
    session.rollback()
    return browser


@contextmanager
def failing(why):
    """Let every transaction end before it begins."""
    lost = []

    def lose(connection):
        lost.append(connection)
        raise OperationalError("BEGIN", {}, why)

    event.listen(db.engine, "begin", lose, insert=True)
    try:
        yield
    finally:
        event.remove(db.engine, "begin", lose)
    assert lost


def test_a_lost_database_is_a_503_page_and_comes_back_by_itself(reader):
    with failing(ConnectionError("the server is gone")):
        answer = reader.get("/akun")
    assert answer.status_code == 503
    assert "Srikandi JKN" in answer.text
    assert "Kami sedang merawat sistem" in answer.text
    assert reader.get("/akun").status_code == 200


def _sqlite(code):
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = code
    return locked


HELD = {
    "PostgreSQL, a row": LockNotAvailable(),
    "SQLite, the file": _sqlite(sqlite3.SQLITE_BUSY),
    "SQLite, since it was read": _sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
}


@pytest.mark.parametrize("why", HELD.values(), ids=HELD)
def test_who_waited_too_long_for_others_is_told_so(reader, why):
    with failing(why):
        answer = reader.get("/akun")
    assert answer.status_code == 503
    assert Busy.message in answer.text
    assert "Kami sedang merawat sistem" not in answer.text
