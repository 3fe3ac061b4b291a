"""A line that the server has ended is noticed before it is used, without a question for each work."""

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from srikandi.database import db
from srikandi.database.connections import _listen_postgresql


@pytest.fixture
def engine(app):
    with app.app_context():
        yield db.engine


def end_the_line(engine):
    """Have the server end the pool's idle connection, as a restart does."""
    with engine.connect() as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    admin = sa.create_engine(engine.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 5000)")
    return number


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_work_goes_on_when_the_server_has_ended_an_idle_connection(engine):
    ended = end_the_line(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() != ended


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_without_listening_the_next_work_would_fail(engine):
    end_the_line(engine)
    event.remove(engine, "checkout", _listen_postgresql)
    try:
        with pytest.raises(OperationalError), engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    finally:
        event.listen(engine, "checkout", _listen_postgresql)
