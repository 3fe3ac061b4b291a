"""Foreign keys checked once a statement: where PostgreSQL's own, row by row, cost several times the rows themselves.

SQLite keeps its native keys, which cost little there. On PostgreSQL triggers do what a key does: whoever writes rows
holds what they stand on (FOR KEY SHARE) until the end of the work; nothing that rows stand on is deleted, renamed or
emptied (docs/decisions/0050).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.schema import SchemaItem

from srikandi.database.rules.triggers import Trigger, register

REFUSAL = "RAISE EXCEPTION '{0}' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{1}';"
ONLY = "only"
"""Under which a constraint that one database alone keeps names it."""


def own_key(columns: Sequence[str], names: Sequence[str]) -> ForeignKeyConstraint:
    """Give the key that SQLite keeps by itself where `stands_on` is it on PostgreSQL."""
    return ForeignKeyConstraint(columns, names, info={ONLY: "sqlite"}).ddl_if(dialect="sqlite")


def is_kept_by(dialect: str, item: SchemaItem) -> bool:
    """Say whether this database is to have a thing of the models at all."""
    return bool(item.info.get(ONLY, dialect) == dialect)


def stands_on(table: str, parent: str, columns: Mapping[str, str], *, shared: bool) -> None:
    """Keep rows of `table` on rows of `parent`: which of its columns names which of the parent's.

    `shared` says that very many rows stand on one of the parent, which is then looked at once.
    """
    name = f"fk_{table}_{parent}"
    alike = " AND ".join(f"held.{there} = named.{here}" for here, there in columns.items())
    given = f"SELECT {'DISTINCT ' if shared else ''}{', '.join(columns)} FROM fresh"  # noqa: S608 - our own names
    register(
        Trigger(
            name=f"{table}_stands_on_{parent}",
            table=table,
            when="AFTER INSERT",
            each="STATEMENT",
            referencing="REFERENCING NEW TABLE AS fresh",
            sqlite={},
            declare="standing bigint;",
            postgresql=f"""
                PERFORM FROM ({given}) AS named JOIN "{parent}" AS held ON {alike}
                FOR KEY SHARE OF held;
                GET DIAGNOSTICS standing = ROW_COUNT;
                IF standing <> (SELECT count(*) FROM ({given}) AS named) THEN
                    {REFUSAL.format(f"{table} names a {parent} that is not there", name)}
                END IF;
            """,  # noqa: S608 - our own names
            is_definer=True,
        )
    )
    _hold(table, parent, columns)


def _hold(table: str, parent: str, columns: Mapping[str, str]) -> None:
    """Refuse whatever would take a row of the parent from under the rows that name it."""
    refusal = REFUSAL.format(f"{table} still names this {parent}", f"fk_{table}_{parent}")
    named = " AND ".join(f"{here} = OLD.{there}" for here, there in columns.items())
    renamed = " OR ".join(f"OLD.{there} IS DISTINCT FROM NEW.{there}" for there in columns.values())
    stop = f"IF EXISTS (SELECT FROM {table} WHERE {named}) THEN {refusal} END IF;"
    emptied = f"IF EXISTS (SELECT FROM {table}) THEN {refusal} END IF;"
    moments = (
        (f"{parent}_is_held_by_{table}", "BEFORE DELETE", "ROW", "", f"{stop} RETURN OLD;"),
        (f"{parent}_keeps_key_of_{table}", f"BEFORE UPDATE OF {', '.join(columns.values())}", "ROW", renamed, stop),
        (f"{parent}_stays_for_{table}", "BEFORE TRUNCATE", "STATEMENT", "", emptied),
    )
    for name, when, each, condition, body in moments:
        guard = Trigger(name, parent, {}, when, body, each=each, condition=condition, is_definer=True)
        register(guard)
