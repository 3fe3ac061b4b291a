"""A staged file is decided: approved by somebody else, by two when it changes much, or thrown away.

An approval binds to what was seen: the rows are opened, hashed and compared with the registry again under a lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import Secret, index_of
from srikandi.residents.importing import Code, DecidedRow, Decision
from srikandi.residents.models import ImportRow, ImportStatus, Resident, ResidentImport, ResidentStatus
from srikandi.residents.refusals import (
    AnotherPersonNeeded,
    ImportChanged,
    ImportDecided,
    NothingAccepted,
    OwnImport,
    RegistryChanged,
)
from srikandi.residents.staging.bringing import hash_of, row_of
from srikandi.residents.staging.comparing import Effect, beside, effect_of, known_people, objection, tally
from srikandi.residents.staging.people import Said, columns_of, known_of, merged, packed, unpacked

CHANGED_PERCENT = 5
"""More than this share of the district's residents changed by one file needs a second approval."""
HASHED = (
    ImportRow.row,
    ImportRow.decision,
    ImportRow.codes,
    ImportRow.duplicate_of,
    ImportRow.effect,
)


def approve_import(session: Session, import_: ResidentImport, *, seen_hash: str, by: Actor) -> ResidentImport:
    """Let the good rows in, or count as the first of two approvals when much would change.

    Raises: OwnImport, AnotherPersonNeeded, ImportDecided, ImportChanged, RegistryChanged, NothingAccepted.
    """
    hold_staged(session, import_)
    _check_person(import_, by)
    rows = opened_rows(session, import_.id)
    if not seen_hash == import_.content_hash.hex() == hash_of([_hashed(*pair) for pair in rows]).hex():
        raise ImportChanged
    accepted = [(row, content["said"]) for row, content in rows if row.effect is not None]
    if not accepted:
        raise NothingAccepted
    if import_.approved_by is None and needs_second(session, import_):
        import_.approved_by, import_.approved_at = by.user_id, clock.now()
        audit.record(session, "resident_import:approve_first", import_, by=by, content=seen_hash)
    else:
        _apply(session, import_, accepted)
        _write_down(import_, by)
        audit.record(session, "resident_import:approve", import_, by=by, content=seen_hash, **import_.counts["effects"])
    session.flush()
    return import_


def discard_import(session: Session, import_: ResidentImport, *, reason: str, by: Actor) -> None:
    """Throw a staged file away: nothing changes, and what its rows said is forgotten. Raises: ImportDecided."""
    hold_staged(session, import_)
    forget_rows(session, import_)
    import_.status, import_.reason = ImportStatus.DISCARDED, reason
    import_.ended_by, import_.ended_at = by.user_id, clock.now()
    audit.record(session, "resident_import:discard", import_, by=by, reason=reason)
    session.flush()


def compare_again(session: Session, import_: ResidentImport, *, by: Actor) -> None:
    """Hold a staged file against the registry of today; approvals begin afresh. Raises: ImportDecided."""
    hold_staged(session, import_)
    rows = opened_rows(session, import_.id)
    known = known_people(session, [row.nik_index for row, _ in rows if row.nik_index is not None])
    again = [beside(_line_of(row), content.get("said"), known) for row, content in rows]
    kept = [
        row_of(one, glimpse=(_name_in(content), content["shown"]))
        for one, (_, content) in zip(again, rows, strict=True)
    ]
    session.execute(
        update(ImportRow),
        [
            {**values, "id": row.id, "nik_index": one.nik_index, "content": Secret(packed(values["content"]), row.uid)}
            for values, one, (row, _) in zip(kept, again, rows, strict=True)
        ],
    )
    import_.counts, import_.content_hash = {**import_.counts, **tally(again)}, hash_of(kept)
    import_.approved_by = import_.approved_at = None
    audit.record(session, "resident_import:compare", import_, by=by, **import_.counts["effects"])
    session.flush()


def needs_second(session: Session, import_: ResidentImport) -> bool:
    """Tell whether so many of the district's residents would change that two people must look."""
    changed = import_.counts["effects"].get(Effect.CHANGED.value, 0)
    if not changed:
        return False
    residents = select(func.count()).where(
        Resident.district_id == import_.district_id, Resident.status != ResidentStatus.EXITED
    )
    return bool(changed * 100 > CHANGED_PERCENT * (session.scalar(residents) or 0))


def forget_rows(session: Session, import_: ResidentImport) -> None:
    """Keep of every row only what was decided: who is not on the list has no data here."""
    rows = update(ImportRow).where(ImportRow.import_id == import_.id)
    session.execute(rows.values(content=None, before=None, nik_index=None).execution_options(synchronize_session=False))


def hold_staged(session: Session, import_: ResidentImport) -> None:
    """Hold the row of an import that waits for a decision. Raises: ImportDecided."""
    session.refresh(import_, with_for_update=True)
    if import_.status is not ImportStatus.STAGED:
        raise ImportDecided


def opened_rows(session: Session, import_id: int) -> list[tuple[Row[Any], Said]]:
    """Give every row of an import with its content opened, in the order of the file."""
    asked = select(ImportRow.id, ImportRow.uid, ImportRow.content, ImportRow.nik_index, *HASHED)
    rows = session.execute(asked.where(ImportRow.import_id == import_id).order_by(ImportRow.row)).all()
    return [(row, unpacked(row.content.open(row.uid))) for row in rows]


def _line_of(row: Row[Any]) -> DecidedRow:
    codes = tuple(Code(code) for code in row.codes if code != Code.RETURNING)
    decision = Decision(row.decision)
    if decision in {Decision.ACCEPT, Decision.WARN}:
        decision = Decision.WARN if codes else Decision.ACCEPT
    return DecidedRow(row.row, decision, codes, row.duplicate_of)


def _name_in(content: Said) -> str:
    return str((content.get("said") or content).get("name") or "")


def _hashed(row: Row[Any], content: Said) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in HASHED} | {"content": content}


def _check_person(import_: ResidentImport, by: Actor) -> None:
    if by.user_id == import_.uploaded_by:
        raise OwnImport
    if by.user_id == import_.approved_by:
        raise AnotherPersonNeeded


def _write_down(import_: ResidentImport, by: Actor) -> None:
    import_.status = ImportStatus.APPROVED
    if import_.approved_by is None:
        import_.approved_by, import_.approved_at = by.user_id, clock.now()
    else:
        import_.second_approved_by, import_.second_approved_at = by.user_id, clock.now()


def _apply(session: Session, import_: ResidentImport, accepted: Sequence[tuple[Row[Any], Said]]) -> None:
    known = known_people(session, [row.nik_index for row, _ in accepted], lock=True)
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    befores: list[dict[str, Any]] = []
    for row, said in accepted:
        found = known.get(row.nik_index)
        before = None if found is None else known_of(found)
        if objection(said, before) or effect_of(said, before) != row.effect:
            raise RegistryChanged
        if found is None or before is None:
            new.append(_newcomer(said, import_))
        elif row.effect == Effect.CHANGED:
            changed.append({"id": found.id, **columns_of(merged(before, said), uid=found.uid)})
            befores.append({"id": row.id, "before": Secret(packed(before), row.uid)})
    _write(session, new=new, changed=changed, befores=befores)


def _write(
    session: Session,
    *,
    new: Sequence[dict[str, Any]],
    changed: Sequence[dict[str, Any]],
    befores: Sequence[dict[str, Any]],
) -> None:
    session.flush()
    if new:
        session.execute(insert(Resident), new)
    if changed:
        session.execute(update(Resident), changed)
        session.execute(update(ImportRow), befores)


def _newcomer(said: Said, import_: ResidentImport) -> dict[str, Any]:
    uid = uuid4()
    return {
        **columns_of(said, uid=uid),
        "uid": uid,
        "nik": Secret(said["nik"], uid),
        "nik_index": index_of("nik", said["nik"]),
        "status": ResidentStatus.IMPORTED,
        "import_id": import_.id,
    }
