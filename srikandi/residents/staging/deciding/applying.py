"""The people of an approved file come in: all of them in one transaction, or nobody.

The stored rows are read some thousand at a time, hashed as they stand and compared with the registry once more; new
people are written many at once. What the chain gives at the end must be what was approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from secrets import token_hex
from typing import Any
from uuid import UUID

from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import Secret, copy_in, index_of, sealer
from srikandi.errors import Refusal
from srikandi.residents.models import ImportRow, ImportStatus, Resident, ResidentImport, ResidentStatus
from srikandi.residents.refusals import ImportChanged, RegistryChanged
from srikandi.residents.staging.bringing import chained, content_hash, content_in, line_in, stored_parts
from srikandi.residents.staging.comparing import Effect, effect_of, known_people, objection
from srikandi.residents.staging.moving import hold, move_import
from srikandi.residents.staging.people import Said, columns_of, is_told_anew, known_of, merged, packed, unpacked
from srikandi.residents.tallies import write_tallies
from srikandi.residents.words import name_key, write_words

SAID = (
    "district_id", "village_code", "kind", "name", "birth_on", "sex", "hamlet", "rt", "rw", "family_relation",
    "occupation", "decile", "is_former_pbi",
)  # fmt: skip
COLUMNS = (
    *SAID, "uid", "status", "nik", "nik_index", "family_card", "family_index", "address", "name_key", "import_id",
    "registered_at",
)  # fmt: skip
_SAID_IN = itemgetter(*SAID)
Accepted = list[tuple[Row[Any], Said]]


def apply_import(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    """Let an approved file's people in. Raises: ImportDecided, ImportChanged, RegistryChanged."""
    hold(session, import_, ImportStatus.APPROVING)
    digest = b""
    for part in stored_parts(session, import_.id):
        for row in part:
            digest = chained(digest, line_in(row))
        _apply(session, import_, [(row, _said(row)) for row in part if row.effect is not None])
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


def _said(row: Row[Any]) -> Said:
    said: Said = unpacked(content_in(row))["said"]
    return said


def _apply(session: Session, import_: ResidentImport, accepted: Accepted) -> None:
    known = known_people(session, [row.nik_index for row, _ in accepted], lock=True)
    new: list[tuple[bytes, Said]] = []
    changed: list[dict[str, Any]] = []
    befores: list[dict[str, Any]] = []
    for row, said in accepted:
        found = known.get(row.nik_index)
        before = None if found is None else known_of(found)
        if objection(said, before) or effect_of(said, before) != row.effect:
            raise RegistryChanged
        if found is None or before is None:
            new.append((row.nik_index, said))
        elif row.effect == Effect.CHANGED:
            after = merged(before, said)
            corrected_at = clock.now() if is_told_anew(before, after) else found.corrected_at
            values = columns_of(after, uid=found.uid)
            changed.append({"id": found.id, **values, "corrected_at": corrected_at})
            befores.append({"id": row.id, "before": Secret(packed(before), UUID(row.uid))})
    copy_in(session, Resident.__tablename__, columns=COLUMNS, rows=_newcomers(new, import_))
    if changed:
        session.execute(update(Resident), changed)
        session.execute(update(ImportRow), befores)


def _newcomers(new: Sequence[tuple[bytes, Said]], import_: ResidentImport) -> Iterator[tuple[object, ...]]:
    moment, import_id = clock.now().isoformat(timespec="microseconds"), import_.id
    for nik_index, said in new:
        uid, card, address = token_hex(16), said["family_card"], said["address"]
        seal = sealer(uid)
        yield (
            *_SAID_IN(said),
            uid,
            ResidentStatus.IMPORTED.value,
            seal("resident|nik", said["nik"]),
            nik_index,
            seal("resident|family_card", card) if card else None,
            index_of("family_card", card) if card else None,
            seal("resident|address", address) if address else None,
            name_key(said["name"]),
            import_id,
            moment,
        )
