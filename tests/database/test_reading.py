"""A reader's work cannot write, on either database, and the next one on the same connection can."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from srikandi.database import connections, current_session, db, unit_of_work

MAKE = "CREATE TABLE scribble (word TEXT)"


@pytest.fixture
def session(app):
    with app.app_context():
        yield current_session()


def scribble(session, *, write):
    with unit_of_work(session, write=write) as work:
        work.session.execute(text(MAKE))
        work.drop()


def test_a_reader_cannot_write_and_who_comes_after_him_can(session):
    for _ in range(2):
        with pytest.raises(DBAPIError, match=r"read-only transaction|readonly database"):
            scribble(session, write=False)
        scribble(session, write=True)


def test_without_being_told_the_database_would_let_a_reader_write(session):
    begin = connections._begin_sqlite if session.get_bind().dialect.name == "sqlite" else connections._begin_postgresql
    event.remove(db.engine, "begin", begin)
    try:
        scribble(session, write=False)
    finally:
        event.listen(db.engine, "begin", begin)


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_reader_tells_so_on_no_trip_of_its_own(session):
    with unit_of_work(session, write=False) as work:
        line = work.session.connection().connection.driver_connection
        assert line.info.transaction_status.name == "IDLE"
        assert work.session.scalar(text("SELECT current_setting('transaction_read_only')")) == "on"
