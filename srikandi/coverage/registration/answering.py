"""An answer of the branch laid beside its file, and written on its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import clock, residents
from srikandi.audit import Actor
from srikandi.coverage.files import AnswerRow
from srikandi.coverage.models import Batch, BatchLine, BatchStatus, LineStatus


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


def _says(status: LineStatus) -> bool | None:
    return {LineStatus.ACCEPTED: True, LineStatus.REJECTED: False}.get(status)
