"""How often a page asks the database."""

from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy import event

MOST = 15
"""Questions a page may ask, whatever stands behind it."""


@contextmanager
def counted(session):
    """Collect the questions that are asked meanwhile."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip("( ").startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
            asked.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
