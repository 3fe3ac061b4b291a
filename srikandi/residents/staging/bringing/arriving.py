"""A file arrives: taken in, read at once or by the worker, stopped and taken up again, thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.places import District, VillageRow
from srikandi.residents.actions import person_of
from srikandi.residents.importing import Asked, DecidedRow, Sheet, decided, without_numbers
from srikandi.residents.models import LIVE_IMPORTS, ImportStatus, ResidentImport, ResidentKind
from srikandi.residents.staging.bringing.columns import forget_choice, keep_file, known_columns
from srikandi.residents.staging.bringing.reading import places_in, read_in, same_session
from srikandi.residents.staging.bringing.rows import AT_A_TIME
from srikandi.residents.staging.comparing import Compared, compare
from srikandi.residents.staging.moving import forget_file, forget_rows, hold, move_import
from srikandi.residents.staging.people import said_by

LONGEST_FILENAME = 120
SMALL = 300_000
"""Bytes up to which a file is read in the request that brings it: some three thousand rows, about a second."""


@dataclass(frozen=True)
class Upload:
    """A file as it was handed over: its bytes, its name, and the village the whole file is about, if it names none."""

    content: bytes = field(repr=False)
    filename: str
    village_code: str | None = None


def read_file(
    upload: Upload, *, villages: Iterable[VillageRow], region_code: str
) -> tuple[Sheet, Iterator[DecidedRow]]:
    """Give the list in a file and the decision for each person in it. Raises: importing.FileRefused."""
    return decided(_asked(upload, list(villages), region_code, known={}))


def preview(session: Session, upload: Upload, *, district: District, kind: ResidentKind) -> Iterator[Compared]:
    """Give what a file would do, row by row, and keep nothing. Raises: importing.FileRefused."""
    villages, known = places.villages_of(session, district.id), known_columns(session, district.id)
    _, lines = decided(_asked(upload, villages, district.code, known=known))
    for part in in_parts(list(lines), AT_A_TIME):
        said = [said_by(one.person, kind=kind, district_id=district.id) if one.person else None for one in part]
        yield from compare(session, part, said)


def take_in(session: Session, upload: Upload, *, district_id: int, kind: ResidentKind, by: Actor) -> ResidentImport:
    """Take a file in: a small one is read at once, a long one by the worker; the same bytes give what they already are.

    Raises: importing.FileRefused, for a small file.
    """
    known = live_import(session, hashlib.sha256(upload.content).digest(), district_id=district_id)
    if known is not None:
        return known
    import_ = _begun(session, upload, district_id=district_id, kind=kind, by=by)
    if len(upload.content) <= SMALL:
        read_in(import_.id, same_session(session), by=by, content=upload.content)
    else:
        keep_file(session, import_.id, upload.content)
    return import_


def stage_import(
    session: Session,
    content: bytes,
    *,
    filename: str,
    district_id: int,
    kind: ResidentKind,
    village_code: str | None = None,
    by: Actor,
) -> ResidentImport:
    """Read a file at once, whatever its size, and keep its rows aside for approval; the same bytes change nothing.

    Raises: importing.FileRefused.
    """
    known = live_import(session, hashlib.sha256(content).digest(), district_id=district_id)
    if known is not None:
        return known
    upload = Upload(content, filename, village_code)
    import_ = _begun(session, upload, district_id=district_id, kind=kind, by=by)
    read_in(import_.id, same_session(session), by=by, content=content)
    return import_


def stop_import(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    """Have the worker stop; what is read stays until somebody goes on or throws it away. Raises: ImportDecided."""
    hold(session, import_, ImportStatus.WAITING, ImportStatus.READING)
    move_import(import_, ImportStatus.STOPPED)
    audit.record(session, "resident_import:stop", import_, by=by, rows=import_.rows_done)
    session.flush()


def continue_import(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    """Have the worker go on where it was stopped. Raises: ImportDecided."""
    hold(session, import_, ImportStatus.STOPPED)
    move_import(import_, ImportStatus.WAITING)
    audit.record(session, "resident_import:continue", import_, by=by, rows=import_.rows_done)
    session.flush()


def discard_import(session: Session, import_: ResidentImport, *, reason: str, by: Actor) -> None:
    """Throw a waiting file away: nothing changes, and what its rows said is forgotten. Raises: ImportDecided."""
    hold(session, import_, ImportStatus.STAGED, ImportStatus.STOPPED, ImportStatus.UNMAPPED)
    forget_rows(session, import_)
    forget_file(session, import_)
    forget_choice(session, import_)
    move_import(import_, ImportStatus.DISCARDED)
    import_.reason, import_.ended_by, import_.ended_at = reason, by.user_id, clock.now()
    import_.counts = {name: value for name, value in import_.counts.items() if name != "puzzle"}
    audit.record(session, "resident_import:discard", import_, by=by, reason=reason)
    session.flush()


def live_import(session: Session, file_hash: bytes, *, district_id: int) -> ResidentImport | None:
    """Give the import this file already is here, unless it was refused, thrown away or undone."""
    return session.scalar(
        select(ResidentImport).where(
            ResidentImport.district_id == district_id,
            ResidentImport.file_hash == file_hash,
            ResidentImport.status.in_(LIVE_IMPORTS),
        )
    )


def _begun(session: Session, upload: Upload, *, district_id: int, kind: ResidentKind, by: Actor) -> ResidentImport:
    import_ = ResidentImport(
        district_id=district_id,
        kind=kind,
        filename=without_numbers(PurePath(upload.filename).name)[-LONGEST_FILENAME:],
        file_hash=hashlib.sha256(upload.content).digest(),
        status=ImportStatus.WAITING,
        village_code=upload.village_code or None,
        counts={"decisions": {}, "codes": {}, "effects": {}, "fields": {}, "file": {}},
        content_hash=b"",
        uploaded_by=person_of(by),
    )
    session.add(import_)
    session.flush()
    audit.record(session, "resident_import:upload", import_, by=by, size=len(upload.content))
    return import_


def _asked(upload: Upload, villages: list[VillageRow], region_code: str, *, known: dict[str, Any]) -> Asked:
    return Asked(
        content=upload.content,
        filename=upload.filename,
        village_code=upload.village_code,
        day=clock.today(),
        columns=None,
        known=known,
        villages=places_in(villages),
        region_code=region_code,
    )
