"""Reading a file in: some thousand rows to a transaction, so that a stop at any point loses at most the last of them.

Whoever goes on after a stop reads and decides the file again, which is quick and gives the same decisions, skips what
is kept and continues the chain. Two workers on one file cannot both keep a piece: the place is checked under a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.database import open_bytes
from srikandi.places import VillageRow
from srikandi.residents import importing
from srikandi.residents.importing import About, Asked, Code, Columns, DecidedRow, Decision, Told, Unclear
from srikandi.residents.models import ImportFile, ImportStatus, ResidentImport, ResidentKind
from srikandi.residents.staging.bringing.columns import ask_about, known_columns
from srikandi.residents.staging.bringing.rows import AT_A_TIME, Glimpse, content_hash, keep_rows
from srikandi.residents.staging.comparing import added, compare, tally
from srikandi.residents.staging.moving import forget_file, move_import
from srikandi.residents.staging.people import Said, said_in

FILE_PLACE = "resident_import_file|content"
Unit = Callable[[bool], AbstractContextManager[Session]]
"""Opens a transaction, one that writes or one that only reads, and closes it."""
_DECISIONS, _CODES = {one.value: one for one in Decision}, {one.value: one for one in Code}


def same_session(session: Session) -> Unit:
    """Give a unit that does everything in the transaction that is open."""
    return lambda _write: nullcontext(session)


def read_in(import_id: int, unit: Unit, *, by: Actor, content: bytes | None = None) -> None:
    """Take a file as far as it goes: to rows that wait for approval, or to a person who says what its columns are.

    Raises: FileRefused.
    """
    with unit(True) as session:
        file = _opened(session, import_id, content)
    if file is None:
        return
    try:
        about, lines = importing.told(file)
    except Unclear as unclear:
        with unit(True) as session:
            ask_about(session, import_id, unclear.puzzle, content=file.content, by=by)
        return
    del file, content
    _keep_all(import_id, unit, about=about, lines=lines, by=by)


def places_in(villages: Iterable[VillageRow]) -> list[tuple[str, str, str]]:
    """Give code, name and kecamatan of each village."""
    return [(one.code, one.name, one.subdistrict_name) for one in villages]


def _opened(session: Session, import_id: int, content: bytes | None) -> Asked | None:
    import_ = session.get_one(ResidentImport, import_id)
    session.refresh(import_, with_for_update=True)
    if import_.status is ImportStatus.WAITING:
        move_import(import_, ImportStatus.READING)
    elif import_.status is not ImportStatus.READING:
        return None
    import_.read_on = import_.read_on or clock.today()
    session.flush()
    district = places.district_of(session, import_.district_id)
    return Asked(
        content=_content(session, import_id) if content is None else content,
        filename=import_.filename,
        village_code=import_.village_code,
        day=import_.read_on,
        columns=Columns.from_json(import_.columns) if import_.columns else None,
        known=known_columns(session, district.id),
        villages=places_in(places.villages_of(session, district.id)),
        region_code=district.code,
    )


def _content(session: Session, import_id: int) -> bytes:
    kept = session.get_one(ImportFile, import_id)
    opened = open_bytes(kept.content, place=FILE_PLACE, row=kept.uid)
    session.expunge(kept)
    return opened


def _keep_all(import_id: int, unit: Unit, *, about: About, lines: Iterator[Told], by: Actor) -> None:
    with unit(True) as session:
        import_ = session.get_one(ResidentImport, import_id)
        import_.rows_found, done_to = about.people, import_.done_to_row
        import_.counts = {**import_.counts, "file": _about(about)}
        session.flush()
    lines = (line for line in lines if line.row > done_to)
    while piece := list(islice(lines, AT_A_TIME)):
        with unit(True) as session:
            if not _keep(session, import_id, piece, behind=done_to):
                return
        done_to = piece[-1].row
    with unit(True) as session:
        _finish(session, import_id, done_to=done_to, by=by)


def _keep(session: Session, import_id: int, piece: list[Told], *, behind: int) -> bool:
    """Keep a piece, unless somebody stopped the import or another worker is further."""
    import_ = session.get_one(ResidentImport, import_id)
    session.refresh(import_, with_for_update=True)
    if import_.status is not ImportStatus.READING or import_.done_to_row != behind:
        return False
    rows = compare(session, [_decided(one) for one in piece], [_said(one, import_) for one in piece])
    glimpses = [Glimpse(one.name, one.shown, *one.written) for one in piece]
    import_.content_hash = keep_rows(session, import_.id, rows, glimpses=glimpses, digest=import_.content_hash)
    import_.counts = {**import_.counts, **added(import_.counts, tally(rows))}
    import_.rows_done += len(piece)
    import_.done_to_row = piece[-1].row
    session.flush()
    return True


def _finish(session: Session, import_id: int, *, done_to: int, by: Actor) -> None:
    import_ = session.get_one(ResidentImport, import_id)
    session.refresh(import_, with_for_update=True)
    if import_.status is not ImportStatus.READING or import_.done_to_row != done_to:
        return
    move_import(import_, ImportStatus.STAGED)
    import_.content_hash = content_hash(import_.content_hash)
    forget_file(session, import_)
    audit.record(
        session, "resident_import:stage", import_, by=by, kind=import_.kind.value, **import_.counts["decisions"]
    )
    session.flush()


def _decided(told: Told) -> DecidedRow:
    codes = tuple([_CODES[code] for code in told.codes]) if told.codes else ()
    return DecidedRow(told.row, _DECISIONS[told.decision], codes, told.duplicate_of)


def _said(told: Told, import_: ResidentImport) -> Said | None:
    if told.facts is None:
        return None
    return said_in(told.facts, kind=ResidentKind(import_.kind), district_id=import_.district_id)


def _about(about: About) -> dict[str, Any]:
    return {
        "sheet": importing.without_numbers(about.sheet),
        "ignored_sheets": [importing.without_numbers(name) for name in about.ignored_sheets],
        "header_row": about.header_row,
    }
