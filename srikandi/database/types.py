"""How our values stand in both databases, and the plain column types of SQLite's STRICT tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import Boolean, Date, Enum, LargeBinary, String, TypeDecorator, Uuid

from srikandi.clock import Month
from srikandi.money import Money

json_text = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""Gives a document as `Json` stores it: sorted and compact."""


class MoneyType(TypeDecorator[Money]):
    """Whole rupiah as a BIGINT."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | int | None, dialect: Dialect) -> int | None:
        """Store the number of rupiah; a bare number is a comparison with a literal such as 0."""
        return value.rupiah if isinstance(value, Money) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        """Read rupiah back; PostgreSQL sums a BIGINT to NUMERIC."""
        return None if value is None else Money(int(value))


class MonthType(TypeDecorator[Month]):
    """A calendar month as the number 202701: short, sortable, readable in a dump."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> int | None:
        """Store the number of the month."""
        return None if value is None else value.number

    def process_result_value(self, value: int | None, dialect: Dialect) -> Month | None:
        """Read the month back."""
        return None if value is None else Month.from_number(value)


class Instant(TypeDecorator[datetime]):
    """An aware moment in UTC: TIMESTAMPTZ on PostgreSQL, sortable ISO 8601 text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Choose the column type of this database."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Store UTC; a naive moment is a mistake."""
        if value is None:
            return None
        return instant_text(value) if dialect.name == "sqlite" else _in_utc(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read an aware moment back."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


def instant_text(moment: datetime) -> str:
    """Give a moment as SQLite keeps it and PostgreSQL reads it: sortable ISO 8601 text in UTC."""
    return _in_utc(moment).isoformat(timespec="microseconds")


def as_text(value: str | int | bytes | None) -> str | None:
    """Give a plain value as PostgreSQL reads it, whatever its kind."""
    if value is None or isinstance(value, str):
        return value
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def list_text(plain: Iterable[str | int]) -> str:
    """Give numbers, or words without commas, quotes, braces and blanks, as PostgreSQL reads a list of them."""
    return f"{{{','.join(map(str, plain))}}}"


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return moment.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A small document as canonical text: the same bytes in both databases, so it can be hashed as stored."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Store sorted, compact JSON."""
        return None if value is None else json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the document back."""
        return None if value is None else json.loads(value)


def _plain(word: str) -> Any:
    def compile_type(_type: object, _compiler: object, **_options: object) -> str:
        return word

    return compile_type


PLAIN: dict[str, tuple[type[Any], ...]] = {
    "TEXT": (String, Text, Enum, Date, DateTime, Uuid),
    "INTEGER": (BigInteger, Boolean),
    "BLOB": (LargeBinary,),
}
for _word, _kinds in PLAIN.items():
    for _kind in _kinds:
        compiles(_kind, "sqlite")(_plain(_word))
