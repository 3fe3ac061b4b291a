"""A statement handed to the driver as it stands, where a rupiah passes: SQLAlchemy's own road costs more than the row.

What goes wrong comes back as on the other road, in SQLAlchemy's exceptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

CURSOR = "cursor"
"""Under which a connection remembers the one cursor all of this goes through."""


def tell(connection: Connection, statement: str, values: Sequence[object] = ()) -> Any:
    """Run one statement and give the driver's cursor: what it found is to be read before the next statement.

    Raises: DBAPIError, as SQLAlchemy would.
    """
    known = connection.info
    if CURSOR not in known:  # Making one takes PostgreSQL's driver longer than asking its question.
        known[CURSOR] = connection.connection.cursor()
    try:
        return known[CURSOR].execute(statement, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_told_elsewhere(connection, statement, error) from error


def _as_told_elsewhere(connection: Connection, statement: str, error: Exception) -> BaseException:
    driver: Any = connection.dialect.loaded_dbapi
    return DBAPIError.instance(statement, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect)
