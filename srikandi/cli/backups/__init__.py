"""`flask backup` and `flask restore`: the whole database in one encrypted file, and back into an empty place.

SQLite is copied by VACUUM INTO, PostgreSQL by pg_dump. Keys are never in a backup: without SRIKANDI_KEYS it cannot be
opened, and the identity numbers in it could not be read either.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext

from srikandi import ledger
from srikandi.cli.answers import answer, keeping
from srikandi.cli.backups.deeds import count, put_back, take
from srikandi.cli.backups.manifest import Manifest
from srikandi.clock import now
from srikandi.database import current_session, db, unit_of_work

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"


@click.command()
@with_appcontext
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help="The folder to write to.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def backup(folder: Path, as_json: bool) -> None:
    """Write the whole database, as it is at this instant, into one encrypted file."""
    with keeping(write=False):
        taken = take(db.engine, folder, keys=current_app.extensions["srikandi"].keys, at=now())
    facts = {"ok": True, "file": str(taken.path), "bytes": taken.path.stat().st_size, **asdict(taken.manifest)}
    answer(facts, words=f"{taken.path}: {sum(taken.manifest.rows.values())} baris.", as_json=as_json)


@click.command()
@with_appcontext
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def restore(file: Path, as_json: bool) -> None:
    """Bring a backup into an empty database, and hold the result against its manifest."""
    settings = current_app.extensions["srikandi"]
    with keeping(write=False):
        manifest = put_back(db.engine, file, keys=settings.keys, room=settings.instance)
    found = _differences(manifest)
    is_older = manifest.schema not in (None, *ScriptDirectory(str(MIGRATIONS)).get_heads())
    facts = {"ok": not found, "findings": found, "needs_upgrade": is_older, **asdict(manifest)}
    words = "\n".join(found) or f"Pulih: {sum(manifest.rows.values())} baris, keadaan {manifest.created_at}."
    answer(facts, words=words + ("\nLanjutkan dengan: flask db upgrade" if is_older else ""), as_json=as_json)
    raise SystemExit(1 if found else 0)


def _differences(manifest: Manifest) -> list[str]:
    """Name what is not as the backup says: rows, triggers, or the book itself."""
    there = count(db.engine).rows
    found = [
        f"{name}: {there.get(name, 0)} baris, seharusnya {rows}"
        for name, rows in manifest.rows.items()
        if there.get(name) != rows
    ]
    with unit_of_work(current_session(), write=False) as work:
        if manifest.schema is None or manifest.schema in ScriptDirectory(str(MIGRATIONS)).get_heads():
            found += [f"{one.check} {one.subject}: {one.message}" for one in ledger.verify(work.session)]
    return found


groups = (backup, restore)
