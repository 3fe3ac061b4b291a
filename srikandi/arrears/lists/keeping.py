"""A list of arrears: brought by one person, seen row by row, approved by another; then the months follow it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.arrears.lists.deciding import ACCEPT, WARN, DecidedArrears, decide_arrears
from srikandi.arrears.lists.models import ARREARS_LIST_MOVES, ArrearsList, ArrearsListStatus, ArrearsRow
from srikandi.arrears.lists.reading import ArrearsFile, read_arrears
from srikandi.arrears.refusals import ListChanged, ListDecided, ListUnknown, NothingNew, OwnList, ReasonNeeded
from srikandi.arrears.stating import Said, Span, write_list
from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.residents import Resident, person_of, without_numbers

LONGEST_FILENAME = 120
PAGE = 50
COUNTS = (ACCEPT, WARN)


def stage_list(session: Session, file: ArrearsFile, *, by: Actor) -> tuple[ArrearsList, bool]:
    """Keep a file aside for approval, and say whether it is new: the same bytes again are the file they already are.

    Raises: residents.FileRefused, NobodyNamed, NoMonthsColumn, ListTooLong.
    """
    digest = hashlib.sha256(file.content).digest()
    same = ArrearsList.district_id == by.district_id, ArrearsList.file_hash == digest
    known = session.scalar(
        select(ArrearsList).where(
            *same, ArrearsList.status != ArrearsListStatus.DISCARDED, ArrearsList.last_month == file.last_month
        )
    )
    if known is not None:
        return known, False
    rows = decide_arrears(session, read_arrears(file), district_id=by.district_id)
    kept = ArrearsList(
        district_id=by.district_id,
        filename=without_numbers(PurePath(file.filename).name)[-LONGEST_FILENAME:],
        file_hash=digest,
        status=ArrearsListStatus.STAGED,
        last_month=file.last_month,
        content_hash=_hash_of(rows),
        uploaded_by=person_of(by),
    )
    session.add(kept)
    session.flush()
    if rows:
        session.execute(insert(ArrearsRow), [{"list_id": kept.id, **_values(one)} for one in rows])
    audit.record(session, "arrears_list:stage", kept, by=by, rows=len(rows))
    return kept, True


def approve_list(session: Session, kept: ArrearsList, *, seen_hash: str, by: Actor) -> int:
    """Let everybody whom an accepted row names owe what it says, exactly as it was seen; give how many they are.

    Raises: OwnList, ListDecided, ListChanged, NothingNew.
    """
    _hold(session, kept)
    if kept.uploaded_by == by.user_id:
        raise OwnList
    rows = list(session.scalars(select(ArrearsRow).where(ArrearsRow.list_id == kept.id).order_by(ArrearsRow.row)))
    if not seen_hash == kept.content_hash.hex() == _hash_of([_as_decided(one) for one in rows]).hex():
        raise ListChanged
    said = [Said(one.resident_id, _span(one)) for one in rows if one.decision in COUNTS and one.resident_id]
    if not said:
        raise NothingNew
    write_list(session, kept.id, said, district_id=kept.district_id, by=by)
    _move(kept, ArrearsListStatus.APPROVED)
    kept.approved_by, kept.approved_at = by.user_id, clock.now()
    audit.record(session, "arrears_list:approve", kept, by=by, rows=len(said))
    session.flush()
    return len({one.resident_id for one in said})


def discard_list(session: Session, kept: ArrearsList, *, reason: str, by: Actor) -> None:
    """Throw a waiting list away; it changes nothing. Raises: ReasonNeeded, ListDecided."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    _hold(session, kept)
    _move(kept, ArrearsListStatus.DISCARDED)
    kept.ended_by, kept.ended_at, kept.end_reason = by.user_id, clock.now(), reason.strip()
    audit.record(session, "arrears_list:discard", kept, by=by, reason=reason.strip())
    session.flush()


def lists_of(viewer: Actor) -> Select[ArrearsList]:
    """Ask for the lists of the viewer's districts."""
    return select(ArrearsList).where(ArrearsList.district_id.in_(viewer.district_ids))


def newest(session: Session, *, viewer: Actor, count: int) -> list[ArrearsList]:
    """List the newest lists of a viewer."""
    return list(session.scalars(lists_of(viewer).order_by(ArrearsList.id.desc()).limit(count)))


def list_of(session: Session, list_id: int, *, viewer: Actor) -> ArrearsList:
    """Give a list this viewer may see. Raises: ListUnknown."""
    found = session.scalar(lists_of(viewer).where(ArrearsList.id == list_id))
    if found is None:
        raise ListUnknown
    return found


def count_decisions(session: Session, list_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Count the rows of these lists by what was decided."""
    grouped = select(ArrearsRow.list_id, ArrearsRow.decision, func.count()).where(ArrearsRow.list_id.in_(list_ids))
    counted: dict[int, dict[str, int]] = {one: {} for one in list_ids}
    for list_id, decision, count in session.execute(grouped.group_by(ArrearsRow.list_id, ArrearsRow.decision)):
        counted[list_id][decision] = count
    return counted


def rows_of(
    session: Session, kept: ArrearsList, *, decision: str | None = None, after: int = 0
) -> tuple[list[tuple[ArrearsRow, str | None]], int | None]:
    """Give a page of rows with names, in the order of the file; the second value begins the next page."""
    asked = select(ArrearsRow, Resident.name).outerjoin(Resident, Resident.id == ArrearsRow.resident_id)
    asked = asked.where(ArrearsRow.list_id == kept.id, ArrearsRow.row > after)
    if decision is not None:
        asked = asked.where(ArrearsRow.decision == decision)
    rows = session.execute(asked.order_by(ArrearsRow.row).limit(PAGE + 1)).all()
    shown: list[tuple[ArrearsRow, str | None]] = [(row[0], row[1]) for row in rows[:PAGE]]
    return shown, shown[-1][0].row if len(rows) > PAGE else None


def _hold(session: Session, kept: ArrearsList) -> None:
    session.refresh(kept, with_for_update=True)
    if kept.status is not ArrearsListStatus.STAGED:
        raise ListDecided


def _move(kept: ArrearsList, to: ArrearsListStatus) -> None:
    if (kept.status, to) not in ARREARS_LIST_MOVES:
        raise ListDecided
    kept.status = to


def _hash_of(rows: Sequence[DecidedArrears]) -> bytes:
    lines = (f"{one.row};{one.decision};{one.resident_id};{_ends(one.span)}" for one in rows)
    return index_of("arrears_list", hashlib.sha256("\n".join(lines).encode()).hexdigest())


def _ends(span: Span | None) -> str:
    return f"{span.first};{span.last};{span.care_class}" if span else "-"


def _span(one: ArrearsRow) -> Span | None:
    if one.first_month is None or one.last_month is None or one.care_class is None:
        return None
    return Span(one.first_month, one.last_month, one.care_class)


def _as_decided(one: ArrearsRow) -> DecidedArrears:
    return DecidedArrears(one.row, one.decision, (), one.resident_id, _span(one))


def _values(one: DecidedArrears) -> dict[str, object]:
    span = one.span
    return {
        "row": one.row,
        "decision": one.decision,
        "codes": [str(code) for code in one.codes],
        "resident_id": one.resident_id,
        "first_month": span.first if span else None,
        "last_month": span.last if span else None,
        "care_class": span.care_class if span else None,
    }
