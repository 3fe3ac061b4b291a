"""Companies that want to be asked: they answer who comes next, or the next in order comes at the deadline.

So no month is wasted waiting for an answer: silence is taken for `next`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from srikandi import audit, coverage, pledges
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth
from srikandi.money import ZERO, Money
from srikandi.pledges import Pledge, successions
from srikandi.pledges.successions import QuestionStatus, SuccessionQuestion
from srikandi.programme.exits.passing_on import SEATED, Succession, seat_next
from srikandi.programme.finishing import finish
from srikandi.programme.money import release_months


@dataclass(frozen=True)
class Waiting:
    """What waits for an answer in a promise."""

    question: SuccessionQuestion
    pledge: Pledge
    seats: int
    life_months: int
    first: Month | None
    last: Month | None
    value: Money
    """What these months cost, paid for or not."""

    @property
    def is_open(self) -> bool:
        """Can it still be answered?"""
        return self.question.status is QuestionStatus.OPEN


def questions_for(session: Session, company_id: int) -> list[Waiting]:
    """List what a company was asked, with what waits; in a fixed number of questions."""
    return _with_seats(session, successions.questions_of(session, company_id))


def questions_in(session: Session, district_id: int) -> list[Waiting]:
    """List what waits for the companies of a district, the most urgent first."""
    return _with_seats(session, successions.open_questions(session, district_id))


def answer_next(session: Session, pledge: Pledge, *, by: Actor) -> Succession:
    """Let the next people in order have the seats that wait. Raises: pledges.successions.QuestionUnknown."""
    pledge, question = _held(session, pledge)
    return _pass_on(session, pledge, question, QuestionStatus.NEXT, by=by)


def answer_return(session: Session, pledge: Pledge, *, by: Actor) -> int:
    """Give the months that wait back to their payers as credit; say how many. Raises: successions.QuestionUnknown."""
    pledge, question = _held(session, pledge)
    seats, months = _count(session, pledge.id)
    release_months(session, pledge, coverage.empty_seats(pledge.id), by=by)
    _end(session, pledge, question, QuestionStatus.RETURN, counted=(seats, months), by=by)
    finish(session, pledge, by=by)
    return months


def pass_unanswered(session: Session, *, at: datetime, by: Actor) -> int:
    """Let the next in order have what no company has answered about in time; say how many questions that ended."""
    ended = 0
    for question, pledge in successions.open_questions(session):
        if question.answer_until_at > at and pledge.ended_at is None:
            continue
        pledges.lock_pools(session, [pledge.pool_id])
        held = pledges.locked(session, pledge.id)
        again = successions.open_question(session, held.id)
        if again is None:
            continue
        if held.status in SEATED and held.ended_at is None:
            _pass_on(session, held, again, QuestionStatus.PASSED, by=by)
        else:
            _end(session, held, again, QuestionStatus.GONE, counted=(0, 0), by=by)
        ended += 1
    return ended


def settle_question(session: Session, pledge: Pledge, *, by: Actor) -> None:
    """End the question about a promise in which nothing waits any more. The promise is held already."""
    question = successions.open_question(session, pledge.id)
    if question is not None and not coverage.waiting_seats(session, pledge.id):
        _end(session, pledge, question, QuestionStatus.GONE, counted=(0, 0), by=by)


def _held(session: Session, pledge: Pledge) -> tuple[Pledge, SuccessionQuestion]:
    pledge = pledges.locked_with_pool(session, pledge)
    question = successions.open_question(session, pledge.id)
    if question is None:
        raise successions.QuestionUnknown
    return pledge, question


def _pass_on(
    session: Session, pledge: Pledge, question: SuccessionQuestion, status: QuestionStatus, *, by: Actor
) -> Succession:
    counted = _count(session, pledge.id)
    waiting = coverage.waiting_seats(session, pledge.id)
    passed = seat_next(session, pledge, seats=waiting, leaving=(), by=by)
    _end(session, pledge, question, status, counted=counted, by=by)
    return passed


def _end(
    session: Session,
    pledge: Pledge,
    question: SuccessionQuestion,
    status: QuestionStatus,
    *,
    counted: tuple[int, int],
    by: Actor,
) -> None:
    seats, months = counted
    successions.end(session, question, status, seats=seats, life_months=months, by=by)
    audit.record(session, f"pledge:succession_{status}", pledge, by=by, seats=seats, life_months=months)


def _count(session: Session, pledge_id: int) -> tuple[int, int]:
    asked = select(func.count(LifeMonth.seat.distinct()), func.count(LifeMonth.seat))
    row = session.execute(asked.where(coverage.empty_seats(pledge_id))).one()
    return row[0], row[1]


def _with_seats(session: Session, found: Sequence[tuple[SuccessionQuestion, Pledge]]) -> list[Waiting]:
    ids = [pledge.id for question, pledge in found if question.status is QuestionStatus.OPEN]
    figures = (
        func.count(LifeMonth.seat.distinct()),
        func.count(LifeMonth.seat),
        func.min(LifeMonth.month),
        func.max(LifeMonth.month),
        func.sum(LifeMonth.tariff),
    )
    empty = LifeMonth.pledge_id.in_(ids), LifeMonth.resident_id.is_(None), LifeMonth.status.in_(coverage.FREE_SEATS)
    rows = session.execute(select(LifeMonth.pledge_id, *figures).where(*empty).group_by(LifeMonth.pledge_id))
    known = {row[0]: row for row in rows}
    return [_waiting(question, pledge, known.get(pledge.id)) for question, pledge in found]


def _waiting(
    question: SuccessionQuestion, pledge: Pledge, found: Row[int, int, int, Month, Month, Money] | None
) -> Waiting:
    if found is None or question.status is not QuestionStatus.OPEN:
        return Waiting(question, pledge, question.seats or 0, question.life_months or 0, None, None, ZERO)
    _, seats, months, first, last, value = found
    return Waiting(question, pledge, seats, months, first, last, value)
