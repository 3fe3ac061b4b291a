"""Taking a backup and putting one back, for whichever database this instance has."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect

from srikandi.cli.backups.copying import copy_sqlite, flush_to_disk, place_sqlite, snapshot_of
from srikandi.cli.backups.dumping import dump_postgresql, restore_postgresql
from srikandi.cli.backups.envelope import disclose, enclose
from srikandi.cli.backups.manifest import Manifest, Snapshot, digest, packed, unpacked
from srikandi.cli.backups.refusals import NoFolder, NoSuchFile, NotEmpty, OtherDatabase
from srikandi.settings import Keys


@dataclass(frozen=True)
class Taken:
    """A finished backup."""

    path: Path
    manifest: Manifest


def take(engine: Engine, folder: Path, *, keys: Keys, at: datetime) -> Taken:
    """Write one encrypted file that holds the whole database.

    Raises: NoFolder, DamagedBackup, ToolMissing, ToolTooOld, ToolFailed.
    """
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise NoFolder(folder=folder)
    path = folder / f"srikandi-{at:%Y%m%dT%H%M%SZ}.backup"
    with tempfile.TemporaryDirectory(prefix=".srikandi-", dir=folder) as room:
        content, sealed = Path(room, "content"), Path(room, "sealed")
        counted, server = _copy(engine, content)
        manifest = Manifest(
            dialect=engine.dialect.name,
            server=server,
            created_at=at.isoformat(),
            schema=counted.schema,
            journal_head=counted.journal_head,
            rows=counted.rows,
            size=content.stat().st_size,
            sha256=digest(content),
        )
        with os.fdopen(os.open(sealed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            enclose(packed(manifest, content), out, chain_key=keys.chain)
        flush_to_disk(sealed)
        sealed.replace(path)
    flush_to_disk(folder)
    return Taken(path, manifest)


def put_back(engine: Engine, path: Path, *, keys: Keys, room: Path) -> Manifest:
    """Restore a backup into an empty database, after all of it has been checked.

    `room` is a folder of this instance with space for the plain copy. Raises: NoSuchFile, NotEmpty, NotABackup,
    DamagedBackup, OtherDatabase, ToolMissing, ToolTooOld, ToolFailed.
    """
    if not path.is_file():
        raise NoSuchFile(path=path)
    if tables := inspect(engine).get_table_names():
        raise NotEmpty(tables=len(tables))
    with tempfile.TemporaryDirectory(prefix=".srikandi-", dir=_beside(engine, room)) as own:
        content = Path(own, "content")
        with path.open("rb") as sealed:
            manifest = unpacked(disclose(sealed, chain_key=keys.chain), content)
        if manifest.dialect != engine.dialect.name:
            raise OtherDatabase(theirs=manifest.dialect, ours=engine.dialect.name)
        if manifest.dialect == "sqlite":
            place_sqlite(engine, content)
        else:
            restore_postgresql(engine, content)
    return manifest


def count(engine: Engine) -> Snapshot:
    """Count what is in the database now."""
    with engine.connect() as connection:
        return snapshot_of(connection)


def _copy(engine: Engine, content: Path) -> tuple[Snapshot, str]:
    return copy_sqlite(engine, content) if engine.dialect.name == "sqlite" else dump_postgresql(engine, content)


def _beside(engine: Engine, room: Path) -> Path:
    """Give a folder on the target's own disk, so that the checked copy is put in place by one rename."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return Path(file).resolve().parent if file else room
