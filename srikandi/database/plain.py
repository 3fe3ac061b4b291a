"""A statement handed to the driver as it stands, where a rupiah passes: SQLAlchemy's own road costs more than the row.

What goes wrong comes back as on the other road, in SQLAlchemy's exceptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def tell(connection: Connection, statement: str, values: Sequence[object] = ()) -> Any:
    """Run one statement and give the driver's cursor. Raises: DBAPIError, as SQLAlchemy would."""
    driver: Any = connection.dialect.loaded_dbapi
    line: Any = connection.connection.driver_connection
    try:
        return line.execute(statement, values)
    except driver.Error as error:
        broken = DBAPIError.instance(
            statement, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect
        )
        raise broken from error
