"""A database as an older version left it, with rows of that time in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import command

from srikandi.cli.db import config_for
from srikandi.cli.db.tables import METADATA
from srikandi.clock import Month
from srikandi.database.types import Instant
from srikandi.money import Money

THEN = datetime(2026, 10, 5, 3, tzinfo=UTC)


class Past:
    """Writes rows as a step of the past wants them: what is not said is filled in, what a row points at is made once.

    Columns that today's models know are written by their types; those that are gone are numbers, texts or moments.
    """

    def __init__(self, connection: sa.Connection, step: str) -> None:
        command.upgrade(config_for(connection), step)
        self.connection, self.schema, self.count = connection, sa.MetaData(), 0
        self.made: dict[str, int] = {}
        self.schema.reflect(connection)

    def put(self, name: str, **said: Any) -> int:
        """Write a row and give its number."""
        columns = self.schema.tables[name].columns
        row = {column.name: self._filled(name, column) for column in columns if _is_needed(column, said)} | said
        table = sa.table(name, sa.column("id"), *[sa.column(one, self._type(name, one)) for one in row])
        return self.connection.scalar(sa.insert(table).values(row).returning(table.c.id))

    def _type(self, name: str, column: str) -> sa.types.TypeEngine[Any]:
        today = METADATA.tables[name].columns
        if column in today:
            return sa.String() if isinstance(today[column].type, sa.Enum) else today[column].type
        is_text = column in GONE or column.endswith("reason")
        return Instant() if column.endswith("_at") else sa.Text() if is_text else sa.BigInteger()

    def _filled(self, name: str, column: sa.Column[Any]) -> Any:
        for key in column.foreign_keys:
            parent = key.target_fullname.partition(".")[0]
            if parent not in self.made:
                self.made[parent] = self.put(parent)
            return self.made[parent]
        if column.name in GONE:
            return GONE[column.name]
        self.count += 1
        today = METADATA.tables[name].columns[column.name].type
        if isinstance(today, sa.Enum):
            return today.enums[0]
        return VALUES[type(today).__name__](self.count)


def _is_needed(column: sa.Column[Any], said: dict[str, Any]) -> bool:
    is_filled = column.primary_key or column.nullable or column.server_default is not None
    return not is_filled and column.name not in said


GONE = {"criteria": "{}"}
"""What stood in columns that had to be filled and are no more."""
VALUES = {
    "BigInteger": lambda _: 1,
    "Boolean": lambda _: False,
    "Date": lambda _: date(2026, 10, 5),
    "Instant": lambda _: THEN,
    "Json": lambda _: [],
    "LargeBinary": lambda count: str(count).encode(),
    "MoneyType": lambda _: Money(1),
    "MonthType": lambda _: Month(2026, 10),
    "Text": lambda count: f"x{count}",
    "Uuid": lambda _: uuid4(),
}
