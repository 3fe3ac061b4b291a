"""Reminders that have been written."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class ReminderKind(StrEnum):
    """Some days before an instalment is due, the day after, and once more."""

    BEFORE = "before"
    AFTER = "after"
    AGAIN = "again"


class Reminder(Model):
    """One reminder of one instalment: written at most once, with what it asked for."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("payer_id", "due_on", "kind"),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "district_id", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    due_on: Mapped[date]
    kind: Mapped[ReminderKind]
    amount: Mapped[Money]
    letters: Mapped[int]
    """How many people it was written to."""
    written_at: Mapped[datetime] = mapped_column(default=now)
