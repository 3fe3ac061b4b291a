"""A company is asked who comes after somebody who has left."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class QuestionStatus(StrEnum):
    """open -> next | return | passed (nobody answered in time: the next in order) | gone (nothing waits any more)."""

    OPEN = "open"
    NEXT = "next"
    RETURN = "return"
    PASSED = "passed"
    GONE = "gone"


QS = QuestionStatus
QUESTION_MOVES: frozenset[tuple[QuestionStatus, QuestionStatus]] = frozenset(
    {(QS.OPEN, QS.NEXT), (QS.OPEN, QS.RETURN), (QS.OPEN, QS.PASSED), (QS.OPEN, QS.GONE)}
)
WAITS = text("status = 'open'")


class SuccessionQuestion(Model):
    """What becomes of the seats that wait in a promise: one open question at a time."""

    __tablename__ = "succession_question"
    __table_args__ = (
        Index("uq_succession_question_open", "pledge_id", unique=True, sqlite_where=WAITS, postgresql_where=WAITS),
        Index(None, "district_id", "status"),
        CheckConstraint("status NOT IN ('next', 'return') OR answered_by IS NOT NULL", name="answered_by_somebody"),
        CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    status: Mapped[QuestionStatus]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    answer_until_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    seats: Mapped[int | None]
    """Seats the answer was about."""
    life_months: Mapped[int | None]
