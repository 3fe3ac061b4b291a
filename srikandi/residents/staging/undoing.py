"""What an approved file did is taken back.

People who came with the file leave with it; what it changed gets its old values back, field by field, unless somebody
put the field right since.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.residents.duplicates.models import DuplicatePair
from srikandi.residents.models import Effect, ImportRow, ImportStatus, Resident, ResidentImport, ResidentStatus, Reveal
from srikandi.residents.refusals import ChangedSince, ImportInUse, NotApproved, TooLateToUndo
from srikandi.residents.staging.comparing import known_people
from srikandi.residents.staging.moving import forget_rows, move_import
from srikandi.residents.staging.people import Said, columns_of, is_told_anew, known_of, merged, unpacked

UNDO_DAYS = 30
BUSY = (ResidentStatus.HELD, ResidentStatus.COVERED)


def undo_import(session: Session, import_: ResidentImport, *, reason: str, by: Actor) -> None:
    """Take back what an approved file did. Raises: NotApproved, TooLateToUndo, ImportInUse, ChangedSince."""
    session.refresh(import_, with_for_update=True)
    if import_.status is not ImportStatus.APPROVED:
        raise NotApproved
    if clock.now() > undo_until(import_):
        raise TooLateToUndo(days=UNDO_DAYS)
    _check_free(session, import_)
    _restore(session, import_)
    _remove(session, import_)
    forget_rows(session, import_)
    move_import(import_, ImportStatus.UNDONE)
    import_.reason = reason
    import_.ended_by, import_.ended_at = by.user_id, clock.now()
    audit.record(session, "resident_import:undo", import_, by=by, reason=reason, **import_.counts["effects"])
    session.flush()


def undo_until(import_: ResidentImport) -> datetime:
    """Give the moment after which an approved file can't be undone."""
    return approved_at(import_) + timedelta(days=UNDO_DAYS)


def approved_at(import_: ResidentImport) -> datetime:
    """Give the moment the file's people came in. Raises: NotApproved."""
    moment = import_.second_approved_at or import_.approved_at
    if moment is None:
        raise NotApproved
    return moment


def _touched(import_: ResidentImport) -> ColumnElement[bool]:
    effects = (Effect.NEW.value, Effect.CHANGED.value)
    rows = select(ImportRow.nik_index).where(ImportRow.import_id == import_.id, ImportRow.effect.in_(effects))
    return Resident.nik_index.in_(rows)


def _check_free(session: Session, import_: ResidentImport) -> None:
    came_and_lapsed = (Resident.import_id == import_.id) & (Resident.status == ResidentStatus.LAPSED)
    busy = select(func.count()).where(_touched(import_), or_(Resident.status.in_(BUSY), came_and_lapsed))
    if session.scalar(busy):
        raise ImportInUse
    row, later, newer = aliased(ImportRow), aliased(ImportRow), aliased(ResidentImport)
    again = (
        select(row.id)
        .join(later, later.nik_index == row.nik_index)
        .join(newer, newer.id == later.import_id)
        .where(
            row.import_id == import_.id,
            row.effect.is_not(None),
            later.effect == Effect.CHANGED.value,
            newer.id != import_.id,
            newer.status == ImportStatus.APPROVED,
            func.coalesce(newer.second_approved_at, newer.approved_at) >= approved_at(import_),
        )
    )
    if session.scalar(select(exists(again))):
        raise ChangedSince


def _restore(session: Session, import_: ResidentImport) -> None:
    asked = select(ImportRow.uid, ImportRow.nik_index, ImportRow.content, ImportRow.before).where(
        ImportRow.import_id == import_.id, ImportRow.effect == Effect.CHANGED.value, ImportRow.before.is_not(None)
    )
    rows = session.execute(asked).all()
    known = known_people(session, [row.nik_index for row in rows], lock=True)
    values = [_old_values(row, known[row.nik_index]) for row in rows]
    if values:
        session.execute(update(Resident), values)


def _old_values(row: Row[Any], found: Row[Any]) -> dict[str, Any]:
    before, said, now = unpacked(row.before.open(row.uid)), unpacked(row.content.open(row.uid))["said"], known_of(found)
    written = merged(before, said)
    back: Said = {name: before[name] if now[name] == written[name] else now[name] for name in before}
    corrected_at = clock.now() if is_told_anew(now, back) else found.corrected_at
    return {"id": found.id, **columns_of(back, uid=found.uid), "corrected_at": corrected_at}


def _remove(session: Session, import_: ResidentImport) -> None:
    came = select(Resident.id).where(Resident.import_id == import_.id)
    quietly = {"synchronize_session": False}
    try:
        with session.begin_nested():
            either = DuplicatePair.first_id.in_(came) | DuplicatePair.second_id.in_(came)
            session.execute(delete(DuplicatePair).where(either), execution_options=quietly)
            session.execute(delete(Reveal).where(Reveal.resident_id.in_(came)), execution_options=quietly)
            session.execute(delete(Resident).where(Resident.import_id == import_.id), execution_options=quietly)
    except IntegrityError as listed:
        raise ImportInUse from listed
