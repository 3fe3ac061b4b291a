"""`flask db`: bring the schema to this version, or say whether it is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask.cli import AppGroup
from sqlalchemy import Connection, text

from srikandi.cli.db.tables import METADATA
from srikandi.database import db, install, is_kept_by, missing

group = AppGroup("db", help="The schema of the database.")
MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
LEFT_BEHIND = frozenset({"login_attempt", "street_try", "nomination_try"})
"""Tables of the version before, which runs on this schema until it is stopped; the next version takes them away."""
ONE_AT_A_TIME = 7102
"""Advisory lock: of several instances started at once, one migrates and the others wait."""


def config_for(connection: Connection) -> Config:
    """Give Alembic's settings for this connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade_schema(connection: Connection) -> None:
    """Run what is missing, one instance at a time, and put every trigger in its place."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        connection.execute(text("SET LOCAL lock_timeout = '4s'"))
    before = MigrationContext.configure(connection).get_current_heads()
    command.upgrade(config_for(connection), "head")
    if before != MigrationContext.configure(connection).get_current_heads() or missing(connection):
        install(connection)


def differences(connection: Connection) -> list[str]:
    """Name what the database lacks or has too much of, against the models and triggers of this version."""
    heads = set(ScriptDirectory(str(MIGRATIONS)).get_heads())

    def belongs(item: Any, name: str | None, kind: str, *_rest: object) -> bool:
        table = name if kind == "table" else item.table.name
        return table not in LEFT_BEHIND and is_kept_by(connection.dialect.name, item)

    context = MigrationContext.configure(connection, opts={"compare_type": False, "include_object": belongs})
    found = [] if set(context.get_current_heads()) == heads else ["version"]
    found += [f"trigger {name}" for name in missing(connection)]
    return found + [str(difference) for difference in compare_metadata(context, METADATA)]


@group.command()
def upgrade() -> None:
    """Bring the schema to this version."""
    with db.engine.begin() as connection:
        upgrade_schema(connection)


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(as_json: bool) -> None:
    """Say whether the schema is that of this version."""
    with db.engine.connect() as connection:
        found = differences(connection)
    if as_json:
        click.echo(json.dumps({"ok": not found, "differences": found}))
    else:
        click.echo("Skema sesuai." if not found else "Skema tidak sesuai:\n" + "\n".join(found))
    raise SystemExit(1 if found else 0)
