"""Files of people to BPJS Kesehatan: built from funded months, sent with a letter, answered in parts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from srikandi import audit, clock, places, residents
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage.files import AnswerRow
from srikandi.coverage.models import Batch, BatchLine, BatchStatus, LifeMonth, LifeMonthStatus, LineStatus
from srikandi.coverage.refusals import BatchMoved, BatchUnknown, LetterMissing, NothingToSend
from srikandi.coverage.registration.confirming import is_covered
from srikandi.coverage.trail import change
from srikandi.places import District

L = LifeMonthStatus
UNSYNCHRONISED = {"synchronize_session": False}


@dataclass(frozen=True)
class Answered:
    """A line of a batch with what the branch said about it."""

    line: int
    pledge_id: int
    seat: int
    resident_id: int
    row: AnswerRow


@dataclass
class Matched:
    """An answer laid beside its batch."""

    new: list[Answered] = field(default_factory=list)
    unchanged: int = 0
    strangers: list[AnswerRow] = field(default_factory=list)
    """Persons who are not in this batch, and second words about somebody answered otherwise: refused and listed."""


def visible_to(viewer: Actor) -> Select[Batch]:
    """Ask for the batches of the viewer's districts."""
    return select(Batch).where(Batch.district_id.in_(viewer.district_ids))


def batch_of(session: Session, batch_id: int, *, viewer: Actor) -> Batch:
    """Give a batch this viewer may see. Raises: BatchUnknown."""
    batch = session.scalar(visible_to(viewer).where(Batch.id == batch_id))
    if batch is None:
        raise BatchUnknown
    return batch


def sent_batch_of(session: Session, batch_id: int, *, viewer: Actor) -> Batch:
    """Give a batch that has come to this viewer's branch. Raises: BatchUnknown."""
    batch = batch_of(session, batch_id, viewer=viewer)
    if batch.status is BatchStatus.BUILT:
        raise BatchUnknown
    return batch


def due_on(session: Session, district_id: int, month: Month) -> date:
    """Give the day by which the file for a month must be with the branch."""
    before = (month + -1).first_day
    return before.replace(day=places.setting(session, district_id, "batch_day", on=before))


@dataclass(frozen=True)
class Summary:
    """One file in a list: how many lines, how many answered, by when it had to be there."""

    batch: Batch
    lines: int
    accepted: int
    rejected: int
    due_on: date

    @property
    def is_sent(self) -> bool:
        """Has it gone out?"""
        return self.batch.status is not BatchStatus.BUILT

    @property
    def waiting(self) -> int:
        """Lines without an answer."""
        return self.lines - self.accepted - self.rejected


def summaries(session: Session, viewer: Actor) -> list[Summary]:
    """List the files a viewer may see, the newest first, with their counts; what is not sent is the district's own."""
    found = list(session.scalars(visible_to(viewer).order_by(Batch.id.desc())))
    counts = session.execute(
        select(BatchLine.batch_id, BatchLine.status, func.count())
        .where(BatchLine.batch_id.in_([batch.id for batch in found]))
        .group_by(BatchLine.batch_id, BatchLine.status)
    )
    known = {(batch_id, status): count for batch_id, status, count in counts}
    due = {key: due_on(session, *key) for key in {(batch.district_id, batch.month) for batch in found}}
    return [
        Summary(
            batch,
            lines=sum(known.get((batch.id, status), 0) for status in LineStatus),
            accepted=known.get((batch.id, LineStatus.ACCEPTED), 0),
            rejected=known.get((batch.id, LineStatus.REJECTED), 0),
            due_on=due[batch.district_id, batch.month],
        )
        for batch in found
    ]


def count_ready(session: Session, *, pledge_ids: Collection[int]) -> dict[Month, int]:
    """Count, by month, the people whose month is funded, who stand in no file and were never registered."""
    grouped = select(LifeMonth.month, func.count()).where(_unregistered(pledge_ids)).group_by(LifeMonth.month)
    rows_by_month = session.execute(grouped.order_by(LifeMonth.month))
    return {row[0]: row[1] for row in rows_by_month}


def count_waiting(session: Session, *, month: Month, pledge_ids: Collection[int]) -> int:
    """Count the people whose first month is funded and who stand in no file yet."""
    return session.scalar(select(func.count()).select_from(LifeMonth).where(_ready(month, pledge_ids))) or 0


def build_batch(session: Session, district_id: int, *, month: Month, pledge_ids: Collection[int], by: Actor) -> Batch:
    """Put everybody into a file whose month is funded and who isn't registered yet. Raises: NothingToSend."""
    session.execute(select(District.id).where(District.id == district_id).with_for_update(key_share=True))
    ready = _ready(month, pledge_ids)
    if not count_waiting(session, month=month, pledge_ids=pledge_ids):
        raise NothingToSend(month=month)
    same_month = Batch.district_id == district_id, Batch.month == month
    before = session.scalar(select(func.count(Batch.id)).where(*same_month)) or 0
    number = f"BP-{month}-{before + 1:02d}"
    batch = Batch(district_id=district_id, number=number, month=month, status=BatchStatus.BUILT, built_by=by.user_id)
    session.add(batch)
    session.flush()
    _write_lines(session, batch, ready)
    session.execute(update(LifeMonth).where(ready).values(batch_id=batch.id), execution_options=UNSYNCHRONISED)
    batch.file_hash = _hash(session, batch)
    session.flush()
    audit.record(session, "batch:build", batch, by=by, month=str(month), lines=count_lines(session, batch))
    return batch


def send_batch(session: Session, batch: Batch, *, letter_number: str, by: Actor) -> Batch:
    """Note that the file has gone out under a letter. Raises: BatchMoved, LetterMissing."""
    batch = locked_batch(session, batch)
    if batch.status is not BatchStatus.BUILT:
        raise BatchMoved
    if not letter_number.strip():
        raise LetterMissing(field="letter_number")
    change(session, LifeMonth.batch_id == batch.id, reason="sent", status=L.SENT)
    batch.file_hash = _hash(session, batch)
    batch.status, batch.sent_at, batch.letter_number = BatchStatus.SENT, clock.now(), letter_number.strip()
    session.flush()
    audit.record(session, "batch:send", batch, by=by, letter=batch.letter_number)
    return batch


def locked_batch(session: Session, batch: Batch) -> Batch:
    """Give the batch as it is now, with its row held until the end of this work."""
    asked = select(Batch).where(Batch.id == batch.id).with_for_update().execution_options(populate_existing=True)
    return session.execute(asked).scalar_one()


def lines_of(session: Session, batch: Batch) -> list[BatchLine]:
    """List the lines of a batch."""
    return list(session.scalars(select(BatchLine).where(BatchLine.batch_id == batch.id).order_by(BatchLine.line)))


def count_lines(session: Session, batch: Batch) -> dict[str, int]:
    """Count the lines of a batch by how they were answered."""
    grouped = select(BatchLine.status, func.count()).where(BatchLine.batch_id == batch.id).group_by(BatchLine.status)
    known = {row[0]: row[1] for row in session.execute(grouped)}
    return {str(status): known.get(status, 0) for status in LineStatus}


def match(session: Session, batch: Batch, rows: list[AnswerRow]) -> Matched:
    """Lay an answer beside its batch: what is new, what says nothing new, and who is not in it."""
    in_batch = (
        select(residents.Resident.nik_index, BatchLine)
        .join(BatchLine, BatchLine.resident_id == residents.Resident.id)
        .where(BatchLine.batch_id == batch.id)
        .execution_options(populate_existing=True)
    )
    lines = {bytes(index): line for index, line in session.execute(in_batch)}
    matched, seen = Matched(), dict[bytes, AnswerRow]()
    for row in rows:
        line, earlier = lines.get(row.nik_index), seen.setdefault(row.nik_index, row)
        if line is None or earlier.is_accepted is not row.is_accepted:
            matched.strangers.append(row)
        elif earlier is not row or _says(line.status) is row.is_accepted:
            matched.unchanged += 1
        elif line.status is not LineStatus.WAITING:
            matched.strangers.append(row)
        else:
            matched.new.append(Answered(line.line, line.pledge_id, line.seat, line.resident_id, row))
    return matched


def note_answers(session: Session, batch: Batch, answers: list[Answered], *, by: Actor, codes: dict[int, str]) -> None:
    """Write what the branch said on each line, and that the batch is answered; `codes` are by resident."""
    at = clock.now()
    rows = [
        {
            "batch_id": batch.id,
            "line": one.line,
            "status": LineStatus.ACCEPTED if one.row.is_accepted else LineStatus.REJECTED,
            "code": codes.get(one.resident_id),
            "card_number": one.row.card if one.row.is_accepted else None,
            "answered_at": at,
        }
        for one in answers
    ]
    if rows:
        session.execute(update(BatchLine), rows)
        batch.status, batch.answered_by, batch.answered_at = BatchStatus.ANSWERED, by.user_id, at
        session.flush()


def _ready(month: Month, pledge_ids: Collection[int]) -> ColumnElement[bool]:
    return and_(LifeMonth.month == month, _unregistered(pledge_ids))


def _unregistered(pledge_ids: Collection[int]) -> ColumnElement[bool]:
    """Funded, in no file, and never registered under this pledge before; who is covered already needs no file."""
    earlier = aliased(LifeMonth)
    registered = select(literal(1)).where(
        earlier.pledge_id == LifeMonth.pledge_id,
        earlier.resident_id == LifeMonth.resident_id,
        or_(earlier.status.in_((L.SENT, L.ACTIVE)), earlier.batch_id.is_not(None)),
    )
    return and_(
        LifeMonth.pledge_id.in_(pledge_ids),
        LifeMonth.status == L.FUNDED,
        LifeMonth.resident_id.is_not(None),
        LifeMonth.batch_id.is_(None),
        ~registered.exists(),
        ~is_covered(),
    )


def _write_lines(session: Session, batch: Batch, ready: ColumnElement[bool]) -> None:
    order = func.row_number().over(order_by=(LifeMonth.pledge_id, LifeMonth.seat))
    shown = (
        literal(batch.id, BatchLine.batch_id.type),
        order,
        LifeMonth.district_id,
        LifeMonth.pledge_id,
        LifeMonth.seat,
        LifeMonth.resident_id,
        literal(LineStatus.WAITING, BatchLine.status.type),
    )
    names = ["batch_id", "line", "district_id", "pledge_id", "seat", "resident_id", "status"]
    session.execute(insert(BatchLine).from_select(names, select(*shown).where(ready)))


def _hash(session: Session, batch: Batch) -> str:
    lines = select(BatchLine.line, BatchLine.pledge_id, BatchLine.resident_id).where(BatchLine.batch_id == batch.id)
    text = "\n".join(f"{line};{pledge};{who}" for line, pledge, who in session.execute(lines.order_by(BatchLine.line)))
    return hashlib.sha256(f"{batch.number}\n{text}".encode()).hexdigest()


def _says(status: LineStatus) -> bool | None:
    return {LineStatus.ACCEPTED: True, LineStatus.REJECTED: False}.get(status)
