import pytest
from sqlalchemy.exc import DBAPIError

from srikandi.audit import Actor, AuditEntry, record, trail
from srikandi.users import Role
from tests.people import actor_for, make_user


def test_the_trail_shows_only_the_viewers_districts_and_pages_without_gaps(session):
    user = make_user(session, Role.AUDITOR)
    for number in range(60):
        record(session, "pool:approve", user, by=Actor.system("test"), district_id=1 + number % 2, number=number)
    session.flush()
    viewer = actor_for(user, Role.AUDITOR, district_ids=(1, 2))
    first = trail(session, viewer=viewer)
    rest = trail(session, viewer=viewer, before=first.before)
    seen = [entry.details["number"] for entry in (*first.entries, *rest.entries)]
    assert seen == sorted(range(60), reverse=True)
    assert rest.before is None
    assert len(trail(session, viewer=actor_for(user, Role.AUDITOR, district_ids=(1,))).entries) == 30
    assert trail(session, viewer=viewer, action="pledge:").entries == []


def test_an_entry_is_never_changed_nor_deleted(session):
    entry = record(session, "pool:approve", object(), by=Actor.system("test"))
    session.commit()
    for statement in ("UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError):
            session.connection().exec_driver_sql(statement)
        session.rollback()
    assert session.get(AuditEntry, entry.id) is not None


def test_replacing_a_row_on_sqlite_is_a_change_too(session):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    record(session, "pool:approve", object(), by=Actor.system("test"))
    session.commit()
    with pytest.raises(DBAPIError):
        session.connection().exec_driver_sql("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry")
    session.rollback()
    session.connection().connection.execute("ROLLBACK")
    session.connection().connection.execute("PRAGMA recursive_triggers = OFF")
    session.connection().connection.execute("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry")
