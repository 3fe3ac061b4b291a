"""Files of people who have left: kept aside as decided, approved by somebody else, or thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.residents.actions import person_of
from srikandi.residents.exits.models import EXIT_LIST_MOVES, ExitList, ExitListStatus, ExitRow, ExitSource
from srikandi.residents.exits.refusals import (
    ExitListChanged,
    ExitListDecided,
    ExitListUnknown,
    NobodyLeaves,
    OwnExitList,
)
from srikandi.residents.exits.words import ExitCode
from srikandi.residents.importing import without_numbers

LONGEST_FILENAME = 120
PAGE = 50
LEAVES = ("accept", "warn")


@dataclass(frozen=True)
class DecidedExit:
    """What is to happen with one row."""

    row: int
    decision: str
    codes: tuple[ExitCode, ...] = ()
    resident_id: int | None = None
    reason: str | None = None
    left_on: date | None = None


def known_list(session: Session, content: bytes, *, district_id: int) -> ExitList | None:
    """Give the file these bytes already are here, unless it was thrown away."""
    digest = hashlib.sha256(content).digest()
    same = ExitList.district_id == district_id, ExitList.file_hash == digest
    return session.scalar(select(ExitList).where(*same, ExitList.status != ExitListStatus.DISCARDED))


def keep_list(
    session: Session, content: bytes, rows: Sequence[DecidedExit], *, filename: str, source: ExitSource, by: Actor
) -> ExitList:
    """Keep a file aside for approval, row by row as it was decided."""
    kept = ExitList(
        district_id=by.district_id,
        source=source,
        filename=without_numbers(PurePath(filename).name)[-LONGEST_FILENAME:],
        file_hash=hashlib.sha256(content).digest(),
        status=ExitListStatus.STAGED,
        content_hash=hash_of(rows),
        uploaded_by=person_of(by),
    )
    session.add(kept)
    session.flush()
    values = [{"list_id": kept.id, **_values(one)} for one in rows]
    if values:
        session.execute(insert(ExitRow), values)
    audit.record(session, "exit_list:stage", kept, by=by, rows=len(rows))
    return kept


def hash_of(rows: Sequence[DecidedExit]) -> bytes:
    """Give what an approval binds to."""
    lines = (f"{one.row};{one.decision};{one.resident_id};{one.reason};{one.left_on}" for one in rows)
    return index_of("exit_list", hashlib.sha256("\n".join(lines).encode()).hexdigest())


def begin_approval(session: Session, kept: ExitList, *, seen_hash: str, by: Actor) -> list[ExitRow]:
    """Hold a file somebody else approves, and give its rows that let people leave.

    Raises: OwnExitList, ExitListDecided, ExitListChanged, NobodyLeaves.
    """
    _hold(session, kept)
    if kept.uploaded_by == by.user_id:
        raise OwnExitList
    rows = list(session.scalars(select(ExitRow).where(ExitRow.list_id == kept.id).order_by(ExitRow.row)))
    said = [
        DecidedExit(one.row, one.decision, tuple(one.codes), one.resident_id, one.reason, one.left_on) for one in rows
    ]
    if not seen_hash == kept.content_hash.hex() == hash_of(said).hex():
        raise ExitListChanged
    leaving = [one for one in rows if one.decision in LEAVES]
    if not leaving:
        raise NobodyLeaves
    return leaving


def note_approved(session: Session, kept: ExitList, *, gone: int, by: Actor) -> None:
    """Write down that a file has taken effect."""
    move_list(kept, ExitListStatus.APPROVED)
    kept.approved_by, kept.approved_at = by.user_id, clock.now()
    audit.record(session, "exit_list:approve", kept, by=by, people=gone)
    session.flush()


def discard_list(session: Session, kept: ExitList, *, reason: str, by: Actor) -> None:
    """Throw a waiting file away; nobody has left by it. Raises: ExitListDecided."""
    _hold(session, kept)
    move_list(kept, ExitListStatus.DISCARDED)
    kept.ended_by, kept.ended_at, kept.end_reason = by.user_id, clock.now(), reason
    audit.record(session, "exit_list:discard", kept, by=by, reason=reason)
    session.flush()


def move_list(kept: ExitList, to: ExitListStatus) -> None:
    """Give a file its next status, if its table of moves has it. Raises: ExitListDecided."""
    if (kept.status, to) not in EXIT_LIST_MOVES:
        raise ExitListDecided
    kept.status = to


def exit_lists(viewer: Actor) -> Select[ExitList]:
    """Ask for the files of the viewer's districts."""
    return select(ExitList).where(ExitList.district_id.in_(viewer.district_ids))


def exit_list_of(session: Session, list_id: int, *, viewer: Actor) -> ExitList:
    """Give a file this viewer may see. Raises: ExitListUnknown."""
    found = session.scalar(exit_lists(viewer).where(ExitList.id == list_id))
    if found is None:
        raise ExitListUnknown
    return found


def count_decisions(session: Session, list_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Count the rows of these files by what was decided."""
    grouped = select(ExitRow.list_id, ExitRow.decision, func.count()).where(ExitRow.list_id.in_(list_ids))
    counted: dict[int, dict[str, int]] = {one: {} for one in list_ids}
    for list_id, decision, count in session.execute(grouped.group_by(ExitRow.list_id, ExitRow.decision)):
        counted[list_id][decision] = count
    return counted


def _hold(session: Session, kept: ExitList) -> None:
    session.refresh(kept, with_for_update=True)
    if kept.status is not ExitListStatus.STAGED:
        raise ExitListDecided


def _values(one: DecidedExit) -> dict[str, object]:
    return {
        "row": one.row,
        "decision": one.decision,
        "codes": [str(code) for code in one.codes],
        "resident_id": one.resident_id,
        "reason": one.reason,
        "left_on": one.left_on,
    }
