"""Urgent registrations: seats kept free for them, and the cases with their clock."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model


class UrgentSeat(Model):
    """A seat of a pledge kept free for urgent cases, until one takes it or it is given to the next in order."""

    __tablename__ = "urgent_seat"
    __table_args__ = (
        CheckConstraint("taken_at IS NULL OR given_up_at IS NULL", name="one_end"),
        CheckConstraint("seat > 0", name="seat"),
    )

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    taken_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


class UrgentStatus(StrEnum):
    """requested -> approved -> sent -> active | rejected; refused by the approver; withdrawn before it is sent."""

    REQUESTED = "requested"
    APPROVED = "approved"
    SENT = "sent"
    ACTIVE = "active"
    REJECTED = "rejected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


U = UrgentStatus
URGENT_MOVES: frozenset[tuple[UrgentStatus, UrgentStatus]] = frozenset(
    {
        (U.REQUESTED, U.APPROVED),
        (U.REQUESTED, U.REFUSED),
        (U.REQUESTED, U.WITHDRAWN),
        (U.APPROVED, U.SENT),
        (U.APPROVED, U.WITHDRAWN),
        (U.SENT, U.ACTIVE),
        (U.SENT, U.REJECTED),
    }
)
LIVE_CASE = text("status IN ('requested', 'approved', 'sent')")


class UrgentCase(Model):
    """Somebody in a hospital bed who is to be covered within a day. No diagnosis is kept."""

    __tablename__ = "urgent_case"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        Index("uq_urgent_case_live", "resident_id", unique=True, sqlite_where=LIVE_CASE, postgresql_where=LIVE_CASE),
        Index(None, "district_id", "status"),
        CheckConstraint("approved_by IS NULL OR approved_by <> requested_by", name="maker_is_not_checker"),
        CheckConstraint("status IN ('requested', 'refused', 'withdrawn') OR seat IS NOT NULL", name="somewhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    """Our own serial, `DR-2026-0007`."""
    status: Mapped[UrgentStatus]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    seat: Mapped[int | None]
    month: Mapped[Month]
    """The first month that is to be covered: the one it was asked in."""
    facility: Mapped[str]
    admitted_on: Mapped[date]
    due_at: Mapped[datetime]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    requested_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When the branch answered, or it ended otherwise."""
    reason: Mapped[str | None]
