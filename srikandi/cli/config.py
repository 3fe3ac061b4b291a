"""`flask config`: name every unsafe setting of this instance and its database."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import Connection, text

from srikandi.cli.answers import answer
from srikandi.clock import now
from srikandi.database import db
from srikandi.settings import Settings, unsafe

group = AppGroup("config", help="The settings of this instance.")
WANTED = {"fsync": "on", "full_page_writes": "on"}
LARGEST_SKEW_SECONDS = 60


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(as_json: bool) -> None:
    """Name what is unsafe. A demonstration is told what a real instance would refuse."""
    settings: Settings = current_app.extensions["srikandi"]
    with db.engine.connect() as connection:
        found = [*unsafe(settings), *_unsafe_database(connection)]
    words = "\n".join(found) or "Semua pengaturan aman."
    answer({"ok": not found, "mode": settings.mode.value, "findings": found}, words=words, as_json=as_json)
    raise SystemExit(1 if found else 0)


def _unsafe_database(connection: Connection) -> list[str]:
    """Name what the database itself does that loses or delays acknowledged rows; SQLite is checked at every connect."""
    if connection.dialect.name == "sqlite":
        return []
    found = []
    for name, wanted in WANTED.items():
        kept = connection.execute(text(f"SHOW {name}")).scalar_one()
        if kept != wanted:
            found.append(f"PostgreSQL {name}: is {kept}, must be {wanted}")
    if connection.execute(text("SHOW synchronous_commit")).scalar_one() == "off":
        found.append("PostgreSQL synchronous_commit: is off and loses acknowledged payments")
    if connection.execute(text("SHOW data_checksums")).scalar_one() != "on":
        found.append("PostgreSQL data_checksums: is off; initialise the cluster with --data-checksums")
    there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    if abs((there.astimezone(UTC) - now()).total_seconds()) > LARGEST_SKEW_SECONDS:
        found.append("clock: this machine and its database differ by more than a minute")
    return found
