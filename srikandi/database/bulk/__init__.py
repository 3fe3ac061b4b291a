"""Many rows in one statement, past the objects and types of the ORM: a month of a bank has no time for them.

Rows hold what the database keeps: whole numbers, words, bytes, and days and moments in ISO 8601. PostgreSQL takes them
as one JSON document, since its driver reads a statement of ten thousand places sign by sign; SQLite takes them one by
one with a prepared statement. Triggers, keys and checks are the same as for a single row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, ClassVar
from typing import cast as as_type

from sqlalchemy import (
    JSON,
    ColumnElement,
    Executable,
    FromClause,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from srikandi.database.models import Model

Row = Sequence[str | int | bytes | None]
AT_ONCE = 5_000
PLACE = "place"


def insert_many(session: Session, model: type[Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Write these rows in their order. Raises: IntegrityError."""
    table = as_type("Table", model.__table__)
    session.flush()
    for part in _parts(rows):
        if _is_sqlite(session):
            session.connection().exec_driver_sql(_insert_sqlite(table, tuple(names)), part)
        else:
            session.connection().execute(_insert_postgresql(table, tuple(names)), {"rows": _document(names, part)})


def insert_new(
    session: Session, model: type[Model], names: Sequence[str], rows: Iterable[Row], *, key: str
) -> dict[str, int]:
    """Write those rows whose unique keys are free, also from writers still at work, and give their ids by this key."""
    table = as_type("Table", model.__table__)
    session.flush()
    fresh: dict[str, int] = {}
    for part in _parts(rows):
        if _is_sqlite(session):
            # Nobody else writes meanwhile, and a new row's number is above all others.
            newest = session.scalar(select(func.max(table.c.id))) or 0
            skipping = f"{_insert_sqlite(table, tuple(names))} ON CONFLICT DO NOTHING"
            session.connection().exec_driver_sql(skipping, part)
            found = session.execute(select(table.c[key], table.c.id).where(table.c.id > newest))
        else:
            written = _insert_postgresql(table, tuple(names)).on_conflict_do_nothing()
            found = session.execute(written.returning(table.c[key], table.c.id), {"rows": _document(names, part)})
        fresh.update((name, row_id) for name, row_id in found)
    return fresh


def update_many(session: Session, model: type[Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Give each row, known by its id in the first place, the other values of its line."""
    table = as_type("Table", model.__table__)
    session.flush()
    for part in _parts(rows):
        if _is_sqlite(session):
            turned = [(*row[1:], row[0]) for row in part]
            session.connection().exec_driver_sql(_update_sqlite(table, tuple(names)), turned)
        else:
            session.connection().execute(_update_postgresql(table, tuple(names)), {"rows": _document(names, part)})


class _Listed(FunctionElement[Any]):
    """Values read from one JSON list; `reads` says how each database makes one of them out of its text."""

    inherit_cache = True
    reads: ClassVar[Mapping[str, str]]


class _Numbers(_Listed):
    inherit_cache = True
    reads: ClassVar = {"sqlite": "value", "postgresql": "CAST(value AS BIGINT)"}


class _Bytes(_Listed):
    inherit_cache = True
    reads: ClassVar = {"sqlite": "unhex(value)", "postgresql": "decode(value, 'hex')"}


@compiles(_Listed, "sqlite")
def _listed_sqlite(listed: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    given = compiler.process(listed.clauses, **options)
    return f"(SELECT {listed.reads['sqlite']} FROM json_each({given}))"  # noqa: S608 - a placeholder


@compiles(_Listed, "postgresql")
def _listed_postgresql(listed: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    given = compiler.process(listed.clauses, **options)
    return f"(SELECT {listed.reads['postgresql']} FROM json_array_elements_text(CAST({given} AS JSON)))"  # noqa: S608 - the same


def among(of: ColumnElement[Any] | InstrumentedAttribute[Any], numbers: Iterable[int]) -> ColumnElement[bool]:
    """Say that a column holds one of these numbers, in one value however many they are."""
    return of.bool_op("IN")(_Numbers(literal(json.dumps(list(numbers)), Text)))


def among_bytes(of: ColumnElement[Any] | InstrumentedAttribute[Any], given: Iterable[bytes]) -> ColumnElement[bool]:
    """Say that a column holds one of these look-up values, in one value however many they are."""
    return of.bool_op("IN")(_Bytes(literal(json.dumps([one.hex() for one in given]), Text)))


def given_rows(session: Session, types: Mapping[str, TypeEngine[Any]], rows: Iterable[Row]) -> FromClause:
    """Give rows of ours as a table that a statement joins, in one value however many they are."""
    names = list(types)
    if not _is_sqlite(session):
        columns = (column(name, types[name]) for name in names)
        document = literal(_document(names, list(rows)), Text)
        read = func.json_to_recordset(cast(document, JSON)).table_valued(*columns)
        return read.render_derived(name="given", with_types=True)
    each = func.json_each(literal(json.dumps([list(row) for row in rows]), Text)).table_valued("value", name="each")
    # Only a column of a declared kind can be looked up, instead of gone through for every row it is compared with.
    cells = (cast(func.json_extract(each.c.value, f"$[{place}]"), types[name]) for place, name in enumerate(names))
    named = (cell.label(name) for cell, name in zip(cells, names, strict=True))
    return select(*named).cte("given").prefix_with("MATERIALIZED")


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _parts(rows: Iterable[Row]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        yield part


def _document(names: Sequence[str], rows: Sequence[Row]) -> str:
    named = [{PLACE: place, **dict(zip(names, row, strict=True))} for place, row in enumerate(rows)]
    return document_of(named)


def document_of(said: Any) -> str:
    """Give rows as a JSON document that PostgreSQL reads with `json_populate_record` and its kin; bytes are bytea."""
    return json.dumps(said, default=_hexed, ensure_ascii=False, check_circular=False)


def _hexed(value: bytes) -> str:
    return f"\\x{value.hex()}"


@cache
def _insert_sqlite(table: Table, names: tuple[str, ...]) -> str:
    places = ", ".join("?" for _ in names)
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - names of our own tables


@cache
def _update_sqlite(table: Table, names: tuple[str, ...]) -> str:
    changed = ", ".join(f"{name} = ?" for name in names[1:])
    return f"UPDATE {table.name} SET {changed} WHERE {names[0]} = ?"  # noqa: S608 - names of our own tables


@cache
def _insert_postgresql(table: Table, names: tuple[str, ...]) -> Insert:
    given = _given(table, names)
    rows = select(*(given.c[name] for name in names)).order_by(given.c[PLACE])
    return insert(table).from_select(list(names), rows, include_defaults=False)


@cache
def _update_postgresql(table: Table, names: tuple[str, ...]) -> Executable:
    given = _given(table, names)
    return (
        update(table).values({name: given.c[name] for name in names[1:]}).where(table.c[names[0]] == given.c[names[0]])
    )


@cache
def _given(table: Table, names: tuple[str, ...]) -> Any:
    columns = (column(name, table.c[name].type) for name in names)
    read = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    return read.table_valued(*columns, column(PLACE, Integer)).render_derived(name="given", with_types=True)
