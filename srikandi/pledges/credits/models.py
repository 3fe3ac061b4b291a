"""The choice of a payer for the credit it has left in a pledge."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class CreditUse(StrEnum):
    """What credit is for."""

    EXTEND = "extend"
    MOVE = "move"
    KEEP = "keep"
    """For the next pledge, which is not made yet."""
    REFUND = "refund"


OPEN_CHOICE = text("done_at IS NULL")


class CreditChoice(Model):
    """What a payer wants with its credit, who said so and when, and what was done. One is open at a time."""

    __tablename__ = "credit_choice"
    __table_args__ = (
        Index("uq_credit_choice_open", "payer_id", unique=True, sqlite_where=OPEN_CHOICE, postgresql_where=OPEN_CHOICE),
        Index(None, "organisation_id"),
        CheckConstraint("use <> 'move' OR target_id IS NOT NULL", name="move_has_a_target"),
        CheckConstraint("use <> 'extend' OR months > 0", name="extend_has_months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    use: Mapped[CreditUse]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"))
    months: Mapped[int | None]
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]
    amount: Mapped[Money | None]
    """What was moved, used for months or taken out when it was done."""
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
