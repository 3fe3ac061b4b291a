"""What stands at the head of every backup: what is inside, so that a restore can be held against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from srikandi.cli.backups.refusals import DamagedBackup, NotABackup

READ_BYTES = 1024 * 1024
LENGTH_BYTES = 4


@dataclass(frozen=True)
class Snapshot:
    """What was in the database at the instant the copy shows."""

    rows: dict[str, int]
    schema: str | None
    journal_head: int | None


@dataclass(frozen=True)
class Manifest:
    """The facts of one backup; `sha256` and `size` are those of the plain copy."""

    dialect: str
    server: str
    created_at: str
    schema: str | None
    journal_head: int | None
    rows: dict[str, int]
    size: int
    sha256: str


def digest(path: Path) -> str:
    """Give the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def packed(manifest: Manifest, content: Path) -> Iterator[bytes]:
    """Give the bytes that are encrypted: the manifest's length, the manifest, the copy."""
    head = json.dumps(asdict(manifest), sort_keys=True).encode()
    yield len(head).to_bytes(LENGTH_BYTES, "big") + head
    with content.open("rb") as file:
        yield from iter(lambda: file.read(READ_BYTES), b"")


def unpacked(pieces: Iterator[bytes], to: Path) -> Manifest:
    """Write the copy to a file and give its manifest. Raises: NotABackup, DamagedBackup."""
    first = next(pieces, b"")
    start = LENGTH_BYTES + int.from_bytes(first[:LENGTH_BYTES], "big")
    try:
        manifest = Manifest(**json.loads(first[LENGTH_BYTES:start]))
    except (ValueError, TypeError):
        raise NotABackup from None
    with to.open("wb") as file:
        file.write(first[start:])
        for piece in pieces:
            file.write(piece)
    if to.stat().st_size != manifest.size or digest(to) != manifest.sha256:
        raise DamagedBackup
    return manifest
