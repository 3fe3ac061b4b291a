"""Triggers: rules the database keeps although a program forgot them.

They stand beside the tables they guard, not in migrations: `install` drops and recreates all of them after every
upgrade (Alembic's table copy on SQLite loses them silently), and `missing` compares them at start.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from srikandi.database.rules.routines import install_routines, missing_routines

_rules: dict[str, Trigger] = {}


@dataclass(frozen=True)
class Trigger:
    """One rule on one table, in the words of both databases.

    `postgresql` is the body of a PL/pgSQL function; `when` its moment, such as `BEFORE UPDATE OR DELETE`, and `each` is
    ROW or STATEMENT; `condition` is asked of a row, so never by a trigger of PostgreSQL that sees whole statements.
    `sqlite` maps a moment (`BEFORE UPDATE`) to the statements between BEGIN and END.
    """

    name: str
    table: str
    sqlite: dict[str, str]
    when: str
    postgresql: str
    each: str = "ROW"
    condition: str = ""
    declare: str = ""
    referencing: str = ""
    is_definer: bool = False


def register(trigger: Trigger) -> None:
    """Keep this rule from the next installation on."""
    _rules[trigger.name] = trigger


def append_only(table: str) -> None:
    """Refuse every change and every deletion of a row of this table."""
    refusal = f"{table} is append-only"
    stop = f"SELECT RAISE(ABORT, '{refusal}');"
    register(
        Trigger(
            name=f"{table}_append_only",
            table=table,
            sqlite={"BEFORE UPDATE": stop, "BEFORE DELETE": stop},
            when="BEFORE UPDATE OR DELETE OR TRUNCATE",
            each="STATEMENT",
            postgresql=f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';",
        )
    )


def shares_lock(table: str, key: int) -> None:
    """Have every insert into this table hold PostgreSQL's advisory lock `key` together with all other inserts.

    Who takes it alone (`lock_alone`) waits for the inserts under way, so that no id below the newest he then sees can
    still appear. SQLite has one writer at a time and needs none.
    """
    register(
        Trigger(
            name=f"{table}_shares_lock",
            table=table,
            sqlite={},
            when="BEFORE INSERT",
            each="STATEMENT",
            postgresql=f"PERFORM pg_advisory_xact_lock_shared({key});",
        )
    )


def lock_alone(session: Session, key: int) -> None:
    """Wait for every insert that shares this lock, and hold up new ones until the end of this work."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(key)))


def install(connection: Connection) -> None:
    """Make the database's triggers and routines what the code says they are."""
    existing = {row[0] for row in connection.execute(text(_names(connection)))}
    for name in existing:
        rule = _owner(name)
        table = connection.execute(text(_table_of(connection)), {"name": name}).scalar_one()
        on = "" if connection.dialect.name == "sqlite" else f' ON "{table}"'
        if rule is None and not name.startswith("srk_"):
            continue
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"{on}')
    for rule in _rules.values():
        for statement in _statements(rule, connection.dialect.name):
            connection.exec_driver_sql(statement)
    install_routines(connection)


def missing(connection: Connection) -> list[str]:
    """Name what should guard this database and doesn't: absent, switched off, or with another text."""
    existing: dict[str, str] = dict(connection.execute(text(_bodies(connection))).all())
    dialect = connection.dialect.name
    wanted = {name: body for rule in _rules.values() for name, body in _texts(rule, dialect).items()}
    lost = [name for name, body in wanted.items() if existing.get(name) != body]
    return sorted(lost + missing_routines(connection))


def _owner(name: str) -> Trigger | None:
    return next((rule for rule in _rules.values() if name.startswith(f"srk_{rule.name}")), None)


def _names(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return "SELECT DISTINCT tgname FROM pg_trigger WHERE NOT tgisinternal"


def _bodies(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    return (
        "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled = 'A'"
    )


def _texts(rule: Trigger, dialect: str) -> dict[str, str]:
    """Give what the database should have kept of a rule: SQLite the whole statement, PostgreSQL the function's body."""
    bodies = _statements(rule, dialect) if dialect == "sqlite" else [_function(rule)]
    return dict(zip(_wanted(rule, dialect), bodies, strict=True))


def _table_of(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = :name"
    return "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = :name AND NOT tgisinternal LIMIT 1"


def _wanted(rule: Trigger, dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [f"srk_{rule.name}_{moment.split()[1].lower()}" for moment in rule.sqlite]
    return [f"srk_{rule.name}"]


def _statements(rule: Trigger, dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f'CREATE TRIGGER "{name}" {moment} ON "{rule.table}"'
            f"{f' WHEN {rule.condition}' if rule.condition else ''} BEGIN {body} END"
            for name, (moment, body) in zip(_wanted(rule, dialect), rule.sqlite.items(), strict=True)
        ]
    definer = "SECURITY DEFINER SET search_path = public, pg_temp" if rule.is_definer else ""
    condition = f"WHEN ({rule.condition})" if rule.condition and rule.each == "ROW" else ""
    events = f'{rule.when} ON "{rule.table}" {rule.referencing} FOR EACH {rule.each} {condition}'
    body = f"LANGUAGE plpgsql {definer} AS $rule${_function(rule)}$rule$"
    return [
        f"CREATE OR REPLACE FUNCTION {rule.name}() RETURNS trigger {body}",
        f'CREATE TRIGGER "srk_{rule.name}" {events} EXECUTE FUNCTION {rule.name}()',
        f'ALTER TABLE "{rule.table}" ENABLE ALWAYS TRIGGER "srk_{rule.name}"',
    ]


def _function(rule: Trigger) -> str:
    last = "RETURN NULL;" if rule.each == "STATEMENT" or rule.when.startswith("AFTER") else "RETURN NEW;"
    declared = f"DECLARE {rule.declare} " if rule.declare else ""
    return f" {declared}BEGIN {rule.postgresql} {last} END "
