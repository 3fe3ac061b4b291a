"""Questions to companies: begun when a seat of a promise with the rule `ask` is left, ended by an answer or by time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.pledges.models import Pledge
from srikandi.pledges.successions.models import QUESTION_MOVES, QuestionStatus, SuccessionQuestion
from srikandi.pledges.successions.refusals import AlreadyAnswered


def ask(session: Session, pledge: Pledge, *, answer_until_at: datetime) -> SuccessionQuestion:
    """Give the open question about a promise, a new one when nothing was asked yet. The pledge is held already."""
    known = open_question(session, pledge.id)
    if known is not None:
        return known
    question = SuccessionQuestion(
        district_id=pledge.district_id, pledge_id=pledge.id, status=QuestionStatus.OPEN, answer_until_at=answer_until_at
    )
    session.add(question)
    session.flush()
    return question


def open_question(session: Session, pledge_id: int) -> SuccessionQuestion | None:
    """Give the question that waits for an answer, as it is now."""
    asked = select(SuccessionQuestion).where(
        SuccessionQuestion.pledge_id == pledge_id, SuccessionQuestion.status == QuestionStatus.OPEN
    )
    return session.scalar(asked.with_for_update().execution_options(populate_existing=True))


def end(
    session: Session,
    question: SuccessionQuestion,
    status: QuestionStatus,
    *,
    seats: int,
    life_months: int,
    by: Actor,
) -> None:
    """Note what became of a question. Raises: AlreadyAnswered."""
    if (question.status, status) not in QUESTION_MOVES:
        raise AlreadyAnswered
    question.status, question.ended_at = status, clock.now()
    question.seats, question.life_months = seats, life_months
    question.answered_by = by.user_id if status in {QuestionStatus.NEXT, QuestionStatus.RETURN} else None
    session.flush()


def questions_of(session: Session, company_id: int, *, limit: int = 50) -> list[tuple[SuccessionQuestion, Pledge]]:
    """List what a company was asked, what is open first, the newest after it."""
    asked = (
        select(SuccessionQuestion, Pledge)
        .join(Pledge, Pledge.id == SuccessionQuestion.pledge_id)
        .where(Pledge.company_id == company_id)
        .order_by(SuccessionQuestion.ended_at.is_not(None), SuccessionQuestion.id.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(asked)]


def open_questions(session: Session, district_id: int | None = None) -> Sequence[tuple[SuccessionQuestion, Pledge]]:
    """List what waits for an answer, in a district or everywhere, the most urgent first."""
    asked = (
        select(SuccessionQuestion, Pledge)
        .join(Pledge, Pledge.id == SuccessionQuestion.pledge_id)
        .where(SuccessionQuestion.status == QuestionStatus.OPEN)
        .order_by(SuccessionQuestion.answer_until_at, SuccessionQuestion.id)
    )
    if district_id is not None:
        asked = asked.where(SuccessionQuestion.district_id == district_id)
    return [(row[0], row[1]) for row in session.execute(asked)]
