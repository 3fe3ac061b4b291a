"""Money a payer holds back inside its promise against arrears, and the two-person way of getting it back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class ArrearsReserve(Model):
    """How much a payer sets aside, on top of the premiums it promises."""

    __tablename__ = "arrears_reserve"
    __table_args__ = (
        UniqueConstraint("pledge_id", "organisation_id"),
        CheckConstraint("target >= 0", name="target"),
        CheckConstraint("moves >= 0", name="moves"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    target: Mapped[Money]
    moves: Mapped[int] = mapped_column(default=0)
    """How often money went in: with the id it names each journal once."""
    set_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime] = mapped_column(default=now)


class ReleaseStatus(StrEnum):
    """asked -> agreed | declined, by somebody else than who asked."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


ASKED = text("status = 'asked'")


class ReserveRelease(Model):
    """A payer asks for part of its reserve back; the district agrees, or says why not."""

    __tablename__ = "reserve_release"
    __table_args__ = (
        Index("uq_reserve_release_asked", "reserve_id", unique=True, sqlite_where=ASKED, postgresql_where=ASKED),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("decided_by <> asked_by", name="two_people"),
        CheckConstraint("(status = 'asked') = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("status <> 'agreed' OR journal_id IS NOT NULL", name="booked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reserve_id: Mapped[int] = mapped_column(ForeignKey("arrears_reserve.id"))
    status: Mapped[ReleaseStatus]
    amount: Mapped[Money]
    reason: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]
    journal_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id"))
