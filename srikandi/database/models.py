"""The base of every table: names of constraints, the types of annotations, STRICT tables on SQLite."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Date, Enum, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, registry

from srikandi.clock import Month
from srikandi.database.types import Instant, MoneyType, MonthType
from srikandi.money import Money

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _words(words: type[enum.Enum]) -> list[str]:
    return [str(word.value) for word in words]


class Model(DeclarativeBase):
    """A row. Annotations give column types: `Money`, `Month`, aware `datetime`, `date`, `StrEnum`, `UUID`."""

    registry: ClassVar[registry] = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            int: BigInteger(),
            str: Text(),
            bytes: LargeBinary(),
            date: Date(),
            datetime: Instant(),
            Money: MoneyType(),
            Month: MonthType(),
            UUID: Uuid(),
            enum.StrEnum: Enum(enum.StrEnum, native_enum=False, create_constraint=True, values_callable=_words),
        },
    )

    @classmethod
    def __init_subclass__(cls, **options: Any) -> None:
        """Make each table STRICT on SQLite: a word in a number's column is refused there too."""
        own = cls.__dict__.get("__table_args__", ())
        parts = own if isinstance(own, tuple) else (own,)
        settings = dict(parts[-1]) if parts and isinstance(parts[-1], dict) else {}
        rules = parts[:-1] if settings else parts
        cls.__table_args__ = (*rules, {"sqlite_strict": True, **settings})
        super().__init_subclass__(**options)
