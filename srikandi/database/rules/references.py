"""Foreign keys checked once a statement: where PostgreSQL's own, row by row, cost several times the rows themselves.

SQLite keeps its native keys, which cost little there. On PostgreSQL triggers do what a key does: whoever writes rows
holds what they stand on (FOR KEY SHARE) until the end of the work; nothing that rows stand on is deleted, renamed or
emptied (docs/decisions/0050, 0052).
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


def stands_on(
    table: str, parent: str, columns: Mapping[str, str], *, shared: bool, moves: bool = False, kind: str = "bigint"
) -> None:
    """Keep rows of `table` on rows of `parent`: which of its columns names which of the parent's.

    `shared` says that very many rows stand on one of the parent, named by one column of this `kind`, which is then
    looked at once; `moves`, that a row may come to name another.
    """
    refusal = REFUSAL.format(f"{table} names a {parent} that is not there", f"fk_{table}_{parent}")
    look = _look_once if shared else _look_at_each
    register(
        Trigger(
            name=f"{table}_stands_on_{parent}",
            table=table,
            when="AFTER INSERT",
            each="STATEMENT",
            referencing="REFERENCING NEW TABLE AS fresh",
            sqlite={},
            declare=f"keys {kind}[]; standing bigint; others bigint;",
            postgresql=look(parent, columns, refusal),
            is_definer=True,
        )
    )
    if moves:
        _follow(table, parent, columns, refusal)
    _hold(table, parent, columns)


def _look_once(parent: str, columns: Mapping[str, str], refusal: str) -> str:
    ((here, there),) = columns.items()
    return f"""
        keys := ARRAY(SELECT DISTINCT {here} FROM fresh WHERE {here} IS NOT NULL);
        PERFORM FROM "{parent}" WHERE {there} = ANY (keys) FOR KEY SHARE;
        GET DIAGNOSTICS standing = ROW_COUNT;
        IF standing <> cardinality(keys) THEN {refusal} END IF;
    """  # noqa: S608 - our own names


def _look_at_each(parent: str, columns: Mapping[str, str], refusal: str) -> str:
    """Give the look at every row; one that this very work wrote is its own, and needs no hold.

    A row of exactly four billion transactions ago would be taken for one's own: its number comes round again.
    """
    alike = " AND ".join(f"held.{there} = fresh.{here}" for here, there in columns.items())
    of_others = "held.xmin <> pg_current_xact_id()::xid"
    return f"""
        SELECT count(*), count(*) FILTER (WHERE {of_others}) INTO standing, others
        FROM fresh JOIN "{parent}" AS held ON {alike};
        IF standing <> (SELECT count(*) FROM fresh) THEN {refusal} END IF;
        IF others > 0 THEN
            PERFORM FROM fresh JOIN "{parent}" AS held ON {alike} WHERE {of_others} FOR KEY SHARE OF held;
            GET DIAGNOSTICS standing = ROW_COUNT;
            IF standing <> others THEN {refusal} END IF;
        END IF;
    """  # noqa: S608 - our own names


def _follow(table: str, parent: str, columns: Mapping[str, str], refusal: str) -> None:
    """Look at a row that comes to name another parent."""
    alike = " AND ".join(f"{there} = NEW.{here}" for here, there in columns.items())
    turned = " OR ".join(f"OLD.{here} IS DISTINCT FROM NEW.{here}" for here in columns)
    named = " AND ".join(f"NEW.{here} IS NOT NULL" for here in columns)
    look = f"""
        PERFORM FROM "{parent}" WHERE {alike} FOR KEY SHARE;
        IF NOT FOUND THEN {refusal} END IF;
    """
    register(
        Trigger(
            name=f"{table}_moves_to_{parent}",
            table=table,
            when=f"AFTER UPDATE OF {', '.join(columns)}",
            condition=f"({turned}) AND {named}",
            sqlite={},
            postgresql=look,
            is_definer=True,
        )
    )


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
