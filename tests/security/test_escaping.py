"""Names and notes are shown as they were typed, never run, whoever reads them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from srikandi import database
from srikandi.database import Model
from srikandi.users import Role
from tests.security.crawling import someone, walk

pytestmark = pytest.mark.leaves_a_broken_book
MARK = "<img/src=x&'\"{{7*7}}>"
AS_TEXT = ("&lt;img/src=x&amp;&#39;&#34;{{7*7}}&gt;", "&lt;img/src=x&amp;'\"{{7*7}}&gt;")
PLACES = (
    *("user.name", "organisation.name", "organisation.address", "organisation.sector", "resident.name", "pool.name"),
    *("pool.purpose", "message.subject", "message.body"),
    *("statement_line.description", "district.office", "kept_file.filename", "resident_import.filename"),
    *("village.name", "journal.memo", "audit_entry.reason"),
)  # fmt: skip


@pytest.fixture
def marked(demonstration, session):
    """The demonstration with a mark in every text that people type."""
    connection = session.connection()
    tables = Model.metadata.tables
    is_sqlite = connection.dialect.name == "sqlite"
    changed = []
    if not is_sqlite:
        connection.exec_driver_sql("SET session_replication_role = replica")
        for (name,) in connection.exec_driver_sql(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        ).all():
            connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    else:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for place in PLACES:
        table, _, column = place.partition(".")
        if table in tables and column in tables[table].columns:
            word = tables[table].columns[column]
            connection.execute(sa.update(tables[table]).where(word.is_not(None)).values({column: MARK}))
            changed.append(place)
    session.commit()
    assert len(changed) > 8
    return demonstration


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_a_mark_in_every_text_is_only_ever_text(marked, role):
    pages = walk(someone(marked, role), of_each=1, broken=[])
    for url, text in pages.items():
        assert "<img/src=x" not in text, url
        assert "49>" not in text.replace("&gt;", ">") or MARK not in text, url
    if role in {Role.MAKER, Role.FORUM, Role.ADMIN, Role.COMPANY}:
        assert any(form in text for text in pages.values() for form in AS_TEXT)


def test_a_template_that_trusts_its_texts_is_caught(marked, monkeypatch):
    monkeypatch.setattr(marked.jinja_env, "autoescape", False)
    marked.jinja_env.cache.clear()
    try:
        pages = walk(someone(marked, Role.ADMIN), of_each=1, broken=[])
        assert any("<img/src=x" in text for text in pages.values())
    finally:
        monkeypatch.undo()
        marked.jinja_env.cache.clear()
        with marked.app_context():
            database.current_session().rollback()
