"""A file arrives: read, decided, held against the registry and kept aside until somebody else approves it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.database import Secret, index_of
from srikandi.places import District, VillageRow
from srikandi.residents import importing
from srikandi.residents.actions import person_of
from srikandi.residents.importing import DecidedRow, Sheet, VillageIndex
from srikandi.residents.models import ImportRow, ImportStatus, ResidentImport, ResidentKind
from srikandi.residents.staging.comparing import Compared, compare, tally
from srikandi.residents.staging.people import packed, without_numbers

LIVE = (ImportStatus.STAGED, ImportStatus.APPROVED)
LONGEST_FILENAME = 120


@dataclass(frozen=True)
class Upload:
    """A file as it was handed over: its bytes, its name, and the village the whole file is about, if it names none."""

    content: bytes = field(repr=False)
    filename: str
    village_code: str | None = None


def read_file(upload: Upload, *, villages: Iterable[VillageRow], region_code: str) -> tuple[Sheet, list[DecidedRow]]:
    """Give the list in a file and the decision for each person in it. Raises: importing.FileRefused."""
    sheet = importing.read_table(upload.content, filename=upload.filename)
    index = VillageIndex.of((one.code, one.name, one.subdistrict_name) for one in villages)
    lines = importing.decide(
        sheet,
        villages=index,
        region_code=region_code,
        today=clock.today(),
        village_for_file=upload.village_code,
    )
    return sheet, lines


def preview(session: Session, upload: Upload, *, district: District, kind: ResidentKind) -> list[Compared]:
    """Give what a file would do, and keep nothing. Raises: importing.FileRefused."""
    villages = places.villages_of(session, district.id)
    _, lines = read_file(upload, villages=villages, region_code=district.code)
    return compare(session, lines, kind=kind, district_id=district.id)


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
    """Keep a file aside for approval; the same bytes again give the import they already are.

    Raises: importing.FileRefused.
    """
    same = live_import(session, hashlib.sha256(content).digest(), district_id=district_id)
    if same is not None:
        return same
    upload = Upload(content, filename, village_code)
    district = places.district_of(session, district_id)
    sheet, lines = read_file(upload, villages=places.villages_of(session, district_id), region_code=district.code)
    rows = compare(session, lines, kind=kind, district_id=district_id)
    kept = rows_of(rows, sheet)
    import_ = _begun(upload, counts={**tally(rows), "file": _about(sheet)}, content_hash=hash_of(kept))
    import_.district_id, import_.kind, import_.uploaded_by = district_id, kind, person_of(by)
    session.add(import_)
    session.flush()
    _keep(session, import_, kept, indexes=[one.nik_index for one in rows])
    audit.record(session, "resident_import:stage", import_, by=by, kind=kind.value, **import_.counts["decisions"])
    session.flush()
    return import_


def _begun(upload: Upload, *, counts: dict[str, Any], content_hash: bytes) -> ResidentImport:
    return ResidentImport(
        filename=without_numbers(PurePath(upload.filename).name)[-LONGEST_FILENAME:],
        file_hash=hashlib.sha256(upload.content).digest(),
        status=ImportStatus.STAGED,
        village_code=upload.village_code or None,
        counts=counts,
        content_hash=content_hash,
    )


def live_import(session: Session, file_hash: bytes, *, district_id: int) -> ResidentImport | None:
    """Give the import this file already is here, unless it was thrown away or undone."""
    return session.scalar(
        select(ResidentImport).where(
            ResidentImport.district_id == district_id,
            ResidentImport.file_hash == file_hash,
            ResidentImport.status.in_(LIVE),
        )
    )


def hash_of(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Give what an approval binds to: a keyed hash of every row's decision, effect and content."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(packed(row).encode())
        digest.update(b"\n")
    return index_of("resident_import", digest.hexdigest())


def rows_of(rows: Sequence[Compared], sheet: Sheet) -> list[dict[str, Any]]:
    """Give the rows as they are hashed and kept."""
    seen = {row.number: row for row in sheet.people}
    return [row_of(one, glimpse=importing.shown(sheet, seen[one.line.row])) for one in rows]


def row_of(one: Compared, *, glimpse: tuple[str, str]) -> dict[str, Any]:
    """Give one row as it is hashed and kept; who was sent back is kept as name and masked NIK only."""
    content: dict[str, Any] = {"name": without_numbers(glimpse[0]), "shown": glimpse[1]}
    if one.said is not None:
        content = {"said": one.said, "was": one.was or {}, "shown": glimpse[1]}
    return {
        "row": one.line.row,
        "decision": one.line.decision.value,
        "codes": [code.value for code in one.line.codes],
        "duplicate_of": one.line.duplicate_of,
        "effect": one.effect.value if one.effect else None,
        "content": content,
    }


def _keep(
    session: Session, import_: ResidentImport, rows: Sequence[dict[str, Any]], *, indexes: Sequence[bytes | None]
) -> None:
    values = []
    for row, nik_index in zip(rows, indexes, strict=True):
        uid = uuid4()
        sealed = Secret(packed(row["content"]), uid)
        values.append({**row, "content": sealed, "uid": uid, "import_id": import_.id, "nik_index": nik_index})
    session.execute(insert(ImportRow), values)


def _about(sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": without_numbers(sheet.name),
        "ignored_sheets": [without_numbers(name) for name in sheet.ignored_sheets],
        "header_row": sheet.header.rows[-1],
    }
