"""Counting who came by a list, and making one row of many."""

from __future__ import annotations

from sqlalchemy import column, func, select, text
from sqlalchemy import table as table_named
from sqlalchemy.orm import Session

from srikandi.residents.tallies.models import IS_COUNTED, KEYS

_CROWDED = """
    SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY {names}) AS many FROM {table}{until}) AS kept WHERE many > 1
"""


def write_tallies(session: Session, import_id: int) -> None:
    """Count those who came by this list."""
    for table in KEYS:
        _count(session, table, f"import_id = :import_id AND {IS_COUNTED}", import_id=import_id)


def recount_tallies(session: Session) -> None:
    """Count everybody anew: after an upgrade during which the old version, which kept no counts, went on writing."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE resident IN SHARE ROW EXCLUSIVE MODE"))
    for table in KEYS:
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
        _count(session, table, IS_COUNTED)


def _count(session: Session, table: str, which: str, **given: int) -> None:
    names = ", ".join(KEYS[table])
    counted = f"SELECT {names}, count(*) FROM resident WHERE {which} GROUP BY {names}"  # noqa: S608 - our own names
    session.execute(text(f"INSERT INTO {table} ({names}, people) {counted}"), given)


def fold_tallies(session: Session) -> None:
    """Make one row of what many say of the same count; rows that are being written meanwhile are left for next time."""
    for table, keys in KEYS.items():
        if session.get_bind().dialect.name == "sqlite":
            _fold_sqlite(session, table, ", ".join(keys))
        else:
            _fold_postgresql(session, table, ", ".join(keys))
        session.execute(text(f"DELETE FROM {table} WHERE people = 0"))  # noqa: S608 - our own names


def _fold_postgresql(session: Session, table: str, names: str) -> None:
    """Take away and put back in one statement: whoever counts sees what was or what is, and two folds share nothing."""
    crowded = _CROWDED.format(names=names, table=table, until="")
    session.execute(
        text(
            f"""
            WITH gone AS (DELETE FROM {table} WHERE id IN ({crowded}) RETURNING *)
            INSERT INTO {table} ({names}, people) SELECT {names}, sum(people) FROM gone GROUP BY {names}
            """  # noqa: S608 - our own names
        )
    )


def _fold_sqlite(session: Session, table: str, names: str) -> None:
    newest = session.scalar(select(func.max(column("id"))).select_from(table_named(table)))
    last = {"last": newest or 0}
    crowded = _CROWDED.format(names=names, table=table, until=" WHERE id <= :last")
    session.execute(
        text(
            f"INSERT INTO {table} ({names}, people) SELECT {names}, sum(people) FROM {table} "  # noqa: S608 - our own names
            f"WHERE id IN ({crowded}) GROUP BY {names}"
        ),
        last,
    )
    session.execute(text(f"DELETE FROM {table} WHERE id IN ({crowded})"), last)  # noqa: S608 - our own names
