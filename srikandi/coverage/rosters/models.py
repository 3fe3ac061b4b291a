"""Monthly lists of active members as BPJS Kesehatan hands them over, and what differs from us."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Json, Model


class RosterStatus(StrEnum):
    """waiting -> reading -> ready | refused; cancelled while it waits or is read."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    CANCELLED = "cancelled"


R = RosterStatus
ROSTER_MOVES: frozenset[tuple[RosterStatus, RosterStatus]] = frozenset(
    {
        (R.WAITING, R.READING),
        (R.WAITING, R.REFUSED),
        (R.WAITING, R.CANCELLED),
        (R.READING, R.READY),
        (R.READING, R.REFUSED),
        (R.READING, R.CANCELLED),
    }
)


class Roster(Model):
    """One list of a district for a month; a later list of the same month is a further version."""

    __tablename__ = "roster"
    __table_args__ = (UniqueConstraint("district_id", "month", "version"), Index(None, "status"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    month: Mapped[Month]
    version: Mapped[int]
    status: Mapped[RosterStatus]
    filename: Mapped[str]
    file_hash: Mapped[str]
    stored: Mapped[bytes | None]
    """The file, sealed, until it is read: it says every number in the clear."""
    expected: Mapped[int]
    """How many lines a first look counted: what the progress is measured against."""
    lines: Mapped[int] = mapped_column(default=0)
    """Lines read so far."""
    unreadable: Mapped[int] = mapped_column(default=0)
    """Lines without any whole number."""
    counts: Mapped[Any] = mapped_column(Json, default=dict)
    """How many people were found by each kind of difference."""
    refusal: Mapped[str | None]
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]


class RosterLine(Model):
    """One member of a list: known by the keyed hash of a number, never by the number."""

    __tablename__ = "roster_line"
    __table_args__ = (
        CheckConstraint("nik_index IS NOT NULL OR card_index IS NOT NULL", name="somebody"),
        Index(None, "roster_id", "resident_id"),
        Index(None, "roster_id", "nik_index"),
    )

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    """The row as the file shows it."""
    nik_index: Mapped[bytes | None]
    card_index: Mapped[bytes | None]
    masked: Mapped[str]
    """The ends of the number, for whoever has the file open beside it."""
    segment: Mapped[str]
    """As the list names it."""
    is_ours: Mapped[bool]
    """Is the segment one a district pays for?"""
    is_active: Mapped[bool]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))


class RosterFinding(Model):
    """Somebody who differs between a list and us."""

    __tablename__ = "roster_finding"
    __table_args__ = (Index(None, "roster_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    kind: Mapped[str]
    """A word of `comparing.FindingKind`."""
    line: Mapped[int | None]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    segment: Mapped[str | None]
