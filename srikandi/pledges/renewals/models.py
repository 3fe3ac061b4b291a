"""Which promise renews which, whose seat is kept for whom, and what a company answered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class RenewalOffer(Model):
    """A company has been asked whether it renews a promise, and what it said."""

    __tablename__ = "renewal_offer"
    __table_args__ = (CheckConstraint("(declined_at IS NULL) = (declined_by IS NULL)", name="declined_by_somebody"),)

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    """The promise that comes to its end."""
    offered_at: Mapped[datetime] = mapped_column(default=now)
    declined_at: Mapped[datetime | None]
    declined_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None]


class Renewal(Model):
    """A promise that renews another one."""

    __tablename__ = "renewal"
    __table_args__ = (
        Index(None, "renews_id"),
        CheckConstraint("pledge_id <> renews_id", name="another"),
    )

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    renews_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))


class SeatStatus(StrEnum):
    """waiting -> passed (held by the new promise now) | dropped. Who waits is still held by the old promise."""

    WAITING = "waiting"
    PASSED = "passed"
    DROPPED = "dropped"


WAITS = text("status = 'waiting'")


class RenewalSeat(Model):
    """Somebody's seat in a renewal: named, but held by the old promise until it is paid for."""

    __tablename__ = "renewal_seat"
    __table_args__ = (
        Index(
            "uq_renewal_seat_waiting_resident",
            "resident_id",
            unique=True,
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        CheckConstraint("seat > 0", name="seat"),
    )

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    place: Mapped[int]
    """The place in the pool it was first taken from."""
    status: Mapped[SeatStatus]
