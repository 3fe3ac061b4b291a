"""A file of people who have left: brought by one person, approved by another; then everybody in it leaves at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.programme.exits.exiting import exit_people
from srikandi.programme.exits.lists.deciding import DUPLICATE, decide_exits
from srikandi.programme.exits.passing_on import Succession
from srikandi.residents import Leaving, Resident, ResidentStatus
from srikandi.residents.exits import (
    ExitCode,
    ExitFile,
    ExitList,
    ExitRow,
    ExitSource,
    begin_approval,
    keep_list,
    known_list,
    note_approved,
    read_exits,
)


def stage_exits(session: Session, file: ExitFile, *, source: ExitSource, by: Actor) -> tuple[ExitList, bool]:
    """Keep a file aside for approval, and say whether it is new: the same bytes again are the file they already are.

    Raises: residents.FileRefused, residents.exits.NobodyNamed, NoReasonColumn, FileTooLong.
    """
    known = known_list(session, file.content, district_id=by.district_id)
    if known is not None:
        return known, False
    rows = decide_exits(session, read_exits(file), district_id=by.district_id)
    return keep_list(session, file.content, rows, filename=file.filename, source=source, by=by), True


def approve_exits(session: Session, kept: ExitList, *, seen_hash: str, by: Actor) -> Succession:
    """Let everybody leave whom an accepted row names, exactly as it was seen; who has left meanwhile stays as noted.

    Raises: residents.exits.OwnExitList, ExitListDecided, ExitListChanged, NobodyLeaves.
    """
    rows = begin_approval(session, kept, seen_hash=seen_hash, by=by)
    gone = _gone_already(session, [one.resident_id for one in rows if one.resident_id is not None])
    for one in rows:
        if one.resident_id in gone:
            one.decision, one.codes = DUPLICATE, [ExitCode.LEFT_MEANWHILE.value]
    leaving = list(_leaving(rows, gone))
    passed = exit_people(session, leaving, list_id=kept.id, by=by)
    note_approved(session, kept, gone=len(leaving), by=by)
    return passed


def _leaving(rows: Sequence[ExitRow], gone: set[int]) -> Iterator[Leaving]:
    for one in rows:
        if one.resident_id is not None and one.resident_id not in gone and one.reason and one.left_on:
            yield Leaving(one.resident_id, one.reason, one.left_on)


def _gone_already(session: Session, who: Sequence[int]) -> set[int]:
    gone: set[int] = set()
    for part in in_parts(who):
        left = Resident.id.in_(part), Resident.status == ResidentStatus.EXITED
        gone |= set(session.scalars(select(Resident.id).where(*left)))
    return gone
