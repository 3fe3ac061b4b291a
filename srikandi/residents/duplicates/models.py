"""People who may be the same person, what speaks for it, and what somebody decided."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model

RUNNING = text("finished_at IS NULL")


class DuplicateSearch(Model):
    """One search through the people of a district, asked for by somebody or by an approved file."""

    __tablename__ = "duplicate_search"
    __table_args__ = (
        Index(
            "uq_duplicate_search_running",
            "district_id",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
        Index(None, "district_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Nobody: the worker began it after an approved file."""
    asked_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
    people: Mapped[int | None]
    found: Mapped[int | None]
    """Pairs and families that were not known before."""


class SuspicionStatus(StrEnum):
    """open -> merged | kept; either may be opened again. gone: what spoke for it is no longer so."""

    OPEN = "open"
    MERGED = "merged"
    KEPT = "kept"
    GONE = "gone"


SS = SuspicionStatus
SUSPICION_MOVES: frozenset[tuple[SuspicionStatus, SuspicionStatus]] = frozenset(
    {
        (SS.OPEN, SS.MERGED),
        (SS.OPEN, SS.KEPT),
        (SS.OPEN, SS.GONE),
        (SS.MERGED, SS.OPEN),
        (SS.KEPT, SS.OPEN),
        (SS.GONE, SS.OPEN),
    }
)


class DuplicatePair(Model):
    """Two records that may be one person."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index(None, "district_id", "status", "weight"),
        Index(None, "second_id"),
        CheckConstraint("first_id < second_id", name="order"),
        CheckConstraint("status NOT IN ('merged', 'kept') OR decided_by IS NOT NULL", name="decided_by_somebody"),
        CheckConstraint("status <> 'merged' OR leaving_id IN (first_id, second_id)", name="one_leaves"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    first_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    reasons: Mapped[Any] = mapped_column(Json)
    """Words of `Likeness`."""
    weight: Mapped[int]
    """How much speaks for it; the list begins with the most."""
    status: Mapped[SuspicionStatus]
    found_at: Mapped[datetime] = mapped_column(default=now)
    leaving_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    """The record that became an alias of the other."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class CrowdedFamily(Model):
    """A family card with more people than families have."""

    __tablename__ = "crowded_family"
    __table_args__ = (
        UniqueConstraint("district_id", "family_index"),
        Index(None, "district_id", "status"),
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("status <> 'kept' OR decided_by IS NOT NULL", name="decided_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    family_index: Mapped[bytes]
    people: Mapped[int]
    status: Mapped[SuspicionStatus]
    found_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
