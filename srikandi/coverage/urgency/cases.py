"""Urgent cases and their clock: asked, approved, sent, active, each with its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.coverage.models import Batch, BatchLine, LineStatus
from srikandi.coverage.refusals import CaseMoved, CaseUnknown
from srikandi.coverage.urgency.models import URGENT_MOVES, UrgentCase, UrgentStatus
from srikandi.places import District

U = UrgentStatus
OPEN = (U.REQUESTED, U.APPROVED, U.SENT)
HALF = 2
MOST_CASES = 200


class Level(StrEnum):
    """How far a case has to be carried upwards."""

    CALM = "calm"
    """Less than half of the time is gone."""
    SOON = "soon"
    """More than half is gone: the head of the section and the branch's head are called."""
    LATE = "late"
    """It is over: the head of the office and the branch's head answer for it."""


@dataclass(frozen=True)
class Clock:
    """How much of a case's time is left at a moment."""

    due_at: datetime
    left: timedelta
    level: Level

    @property
    def hours(self) -> int:
        """Whole hours left, or over."""
        return int(abs(self.left).total_seconds() // 3600)

    @property
    def minutes(self) -> int:
        """The minutes beside the hours."""
        return int(abs(self.left).total_seconds() // 60 % 60)


def clock_of(case: UrgentCase) -> Clock:
    """Give the clock of a case: it runs until the branch has answered."""
    left = case.due_at - (case.ended_at or clock.now())
    whole = case.due_at - case.requested_at
    level = Level.LATE if left < timedelta(0) else Level.SOON if left < whole / HALF else Level.CALM
    return Clock(case.due_at, left, level)


def visible_cases(viewer: Actor) -> Select[UrgentCase]:
    """Ask for the cases of the viewer's districts."""
    return select(UrgentCase).where(UrgentCase.district_id.in_(viewer.district_ids))


def case_of(session: Session, case_id: int, *, viewer: Actor) -> UrgentCase:
    """Give a case this viewer may see. Raises: CaseUnknown."""
    found = session.scalar(visible_cases(viewer).where(UrgentCase.id == case_id))
    if found is None:
        raise CaseUnknown
    return found


def case_of_batch(session: Session, batch_id: int) -> UrgentCase | None:
    """Give the case a file was made for."""
    return session.scalar(select(UrgentCase).where(UrgentCase.batch_id == batch_id))


def locked_case(session: Session, case: UrgentCase) -> UrgentCase:
    """Give a case as it is now, held until the end of this work."""
    asked = select(UrgentCase).where(UrgentCase.id == case.id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def move_case(case: UrgentCase, to: UrgentStatus) -> None:
    """Give a case its next status, if its table of moves has it. Raises: CaseMoved."""
    if (case.status, to) not in URGENT_MOVES:
        raise CaseMoved
    case.status = to


def next_number(session: Session, district: District, *, at: datetime) -> str:
    """Give the serial of the next case; whoever asks holds the district's row."""
    prefix = f"DR-{at.astimezone(ZoneInfo(district.zone)).year}-"
    numbered = UrgentCase.district_id == district.id, UrgentCase.number.startswith(prefix)
    return f"{prefix}{(session.scalar(select(func.count(UrgentCase.id)).where(*numbered)) or 0) + 1:04d}"


def follow_sent(session: Session, batch: Batch) -> None:
    """Note on its case that a file has gone out."""
    case = case_of_batch(session, batch.id)
    if case is not None:
        move_case(case, U.SENT)
        case.sent_at = batch.sent_at
        session.flush()


def follow_answer(session: Session, batch: Batch) -> UrgentCase | None:
    """Note on its case what the branch said; nothing when it has not said anything yet, or again."""
    case = case_of_batch(session, batch.id)
    answered = BatchLine.batch_id == batch.id, BatchLine.status != LineStatus.WAITING
    line = session.scalar(select(BatchLine).where(*answered))
    if case is None or line is None or case.status is not U.SENT:
        return None
    move_case(case, U.ACTIVE if line.status is LineStatus.ACCEPTED else U.REJECTED)
    case.ended_at, case.reason = line.answered_at, line.code
    session.flush()
    return case
