"""A staged file is held against the registry of today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.database import Sealed, sealer
from srikandi.residents.importing import Code, DecidedRow, Decision
from srikandi.residents.models import ImportRow, ImportStatus, ResidentImport
from srikandi.residents.staging.bringing import (
    PLACE,
    Glimpse,
    chained,
    content_hash,
    content_in,
    content_of,
    line_in,
    line_of,
    stored_parts,
)
from srikandi.residents.staging.comparing import Compared, Counts, added, beside, known_people, nik_index_of, tally
from srikandi.residents.staging.deciding.applying import MOST_AT_ONCE, rows_in
from srikandi.residents.staging.moving import hold, move_import
from srikandi.residents.staging.people import Said, packed, unpacked


def compare_again(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    """Hold a staged file against the registry of today; approvals begin afresh. A long one is the worker's.

    Raises: ImportDecided.
    """
    hold(session, import_, ImportStatus.STAGED)
    move_import(import_, ImportStatus.COMPARING)
    import_.approved_by = import_.approved_at = import_.problem = None
    audit.record(session, "resident_import:compare", import_, by=by)
    session.flush()
    if rows_in(import_) <= MOST_AT_ONCE:
        hold_again(session, import_)


def hold_again(session: Session, import_: ResidentImport) -> None:
    """Compare every row anew, and write what is different now. Raises: ImportDecided."""
    hold(session, import_, ImportStatus.COMPARING)
    digest, counts = b"", tally(())
    for part in stored_parts(session, import_.id):
        digest, found = _compared(session, part, digest=digest)
        counts = added(counts, found)
    import_.counts, import_.content_hash = {**import_.counts, **counts}, content_hash(digest)
    move_import(import_, ImportStatus.STAGED)
    session.flush()


def _compared(session: Session, part: Sequence[Row[Any]], *, digest: bytes) -> tuple[bytes, Counts]:
    contents = [unpacked(content_in(row)) for row in part]
    known = known_people(session, [row.nik_index for row in part if row.nik_index is not None])
    rows, changed = [], []
    for row, content in zip(part, contents, strict=True):
        one = beside(_line_of(row), content.get("said"), _index_of(content), known)
        text, line = packed(content_of(one, glimpse=Glimpse.of(content))), line_in(row)
        if line_of(one, "")[:-1] != line[:-1] or text != packed(content):
            line = line_of(one, sealer(row.uid)(PLACE, text))
            changed.append((row, one, line[-1]))
        digest = chained(digest, line)
        rows.append(one)
    _write(session, changed)
    return digest, tally(rows)


def _write(session: Session, changed: Sequence[tuple[Row[Any], Compared, str]]) -> None:
    values = [
        {
            "id": row.id,
            "decision": one.line.decision.value,
            "codes": [code.value for code in one.line.codes],
            "effect": one.effect.value if one.effect else None,
            "nik_index": one.nik_index,
            "content": Sealed(content, PLACE),
        }
        for row, one, content in changed
    ]
    if values:
        session.execute(update(ImportRow), values)


def _index_of(content: Said) -> bytes | None:
    return nik_index_of(content["said"]) if content.get("said") else None


def _line_of(row: Row[Any]) -> DecidedRow:
    codes = tuple(Code(code) for code in unpacked(row.codes) if code != Code.RETURNING)
    decision = Decision(row.decision)
    if decision in {Decision.ACCEPT, Decision.WARN}:
        decision = Decision.WARN if codes else Decision.ACCEPT
    return DecidedRow(row.row, decision, codes, row.duplicate_of)
