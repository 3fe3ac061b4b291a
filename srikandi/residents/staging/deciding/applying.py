"""The people of an approved file come in: all of them in one transaction, or nobody.

The stored rows are read some thousand at a time, hashed as they stand and compared with the registry once more; new
people are written many at once. What the chain gives at the end must be what was approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import Secret, copy_in
from srikandi.errors import Refusal
from srikandi.residents.models import Effect, ImportRow, ImportStatus, Resident, ResidentImport, ResidentStatus
from srikandi.residents.refusals import ImportChanged, RegistryChanged
from srikandi.residents.staging.bringing import chained, content_hash, line_in, stored_parts
from srikandi.residents.staging.comparing import effect_of, known_people, objection
from srikandi.residents.staging.deciding.apart import resealed_apart, resealed_here
from srikandi.residents.staging.deciding.resealing import COLUMNS as STORED
from srikandi.residents.staging.deciding.resealing import Newcomer, Resealed
from srikandi.residents.staging.moving import hold, move_import
from srikandi.residents.staging.people import columns_of, is_told_anew, known_of, merged, packed
from srikandi.residents.tallies import write_tallies
from srikandi.residents.words import write_words

COLUMNS = (*STORED, "nik_index", "status", "import_id", "registered_at")
MOST_AT_ONCE = 5_000
"""Rows up to which a file's people come in with the approval; more are the worker's."""
Accepted = list[tuple[Row[Any], Resealed]]


def apply_import(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    """Let an approved file's people in. Raises: ImportDecided, ImportChanged, RegistryChanged."""
    hold(session, import_, ImportStatus.APPROVING)
    digest, is_long = b"", rows_in(import_) > MOST_AT_ONCE
    reseal = resealed_apart if is_long else resealed_here
    with closing(reseal(stored_parts(session, import_.id))) as parts:
        for part, opened in parts:
            for row in part:
                digest = chained(digest, line_in(row))
            accepted = [row for row in part if row.effect is not None]
            _apply(session, import_, list(zip(accepted, opened, strict=True)))
    if content_hash(digest) != import_.content_hash:
        raise ImportChanged
    write_words(session, import_.id)
    write_tallies(session, import_.id)
    move_import(import_, ImportStatus.APPROVED)
    audit.record(session, "resident_import:apply", import_, by=by, **import_.counts["effects"])
    session.flush()


def give_back(session: Session, import_: ResidentImport, refusal: Refusal, *, by: Actor) -> None:
    """Have a file wait for approval again, with the reason why its people did not come in. Raises: ImportDecided."""
    hold(session, import_, ImportStatus.APPROVING)
    move_import(import_, ImportStatus.STAGED)
    import_.approved_by = import_.approved_at = import_.second_approved_by = import_.second_approved_at = None
    import_.problem = {"message": refusal.message, "values": refusal.values}
    audit.record(session, "resident_import:give_back", import_, by=by)
    session.flush()


def rows_in(import_: ResidentImport) -> int:
    """Give how many rows of people a file has."""
    return sum(import_.counts["decisions"].values())


def _apply(session: Session, import_: ResidentImport, accepted: Accepted) -> None:
    known = known_people(session, [row.nik_index for row, _ in accepted], lock=True)
    new: list[tuple[bytes, Newcomer]] = []
    changed: list[dict[str, Any]] = []
    befores: list[dict[str, Any]] = []
    for row, opened in accepted:
        found = known.get(row.nik_index)
        if isinstance(opened, tuple):
            if found is not None:
                raise RegistryChanged
            new.append((row.nik_index, opened))
            continue
        before = None if found is None else known_of(found)
        if found is None or before is None or objection(opened, before) or effect_of(opened, before) != row.effect:
            raise RegistryChanged
        if row.effect == Effect.CHANGED:
            after = merged(before, opened)
            corrected_at = clock.now() if is_told_anew(before, after) else found.corrected_at
            values = columns_of(after, uid=found.uid)
            changed.append({"id": found.id, **values, "corrected_at": corrected_at})
            befores.append({"id": row.id, "before": Secret(packed(before), UUID(row.uid))})
    copy_in(session, Resident.__tablename__, columns=COLUMNS, rows=_newcomers(new, import_))
    if changed:
        session.execute(update(Resident), changed)
        session.execute(update(ImportRow), befores)


def _newcomers(new: Sequence[tuple[bytes, Newcomer]], import_: ResidentImport) -> Iterator[tuple[object, ...]]:
    moment, import_id = clock.now().isoformat(timespec="microseconds"), import_.id
    for nik_index, stored in new:
        yield (*stored, nik_index, ResidentStatus.IMPORTED.value, import_id, moment)
