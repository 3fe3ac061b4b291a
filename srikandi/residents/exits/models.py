"""People who have left, what was reported about whom, and the files it was reported in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model
from srikandi.residents.models import ResidentStatus

STANDS = text("undone_at IS NULL AND returned_at IS NULL")


class ResidentExit(Model):
    """Somebody left, as it was reported; taken back when the report was wrong, never deleted."""

    __tablename__ = "resident_exit"
    __table_args__ = (
        Index("uq_resident_exit_standing", "resident_id", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
        Index(None, "district_id", "noted_at"),
        Index(None, "list_id"),
        Index(None, "resident_id"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        CheckConstraint("undone_by IS NULL OR noted_by IS NULL OR undone_by <> noted_by", name="undone_by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    reason: Mapped[str]
    """A key of `EXIT_WORDS`."""
    left_on: Mapped[date]
    former: Mapped[ResidentStatus]
    """What this person was before."""
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime] = mapped_column(default=now)
    list_id: Mapped[int | None] = mapped_column(ForeignKey("exit_list.id"))
    """The file that reported it, if one did."""
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    """The record of the same person that stays."""
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None]
    undo_reason: Mapped[str | None]
    returned_at: Mapped[datetime | None]
    """When it was seen that this person had come back with a later list."""


class ExitListStatus(StrEnum):
    """staged -> approved | discarded."""

    STAGED = "staged"
    APPROVED = "approved"
    DISCARDED = "discarded"


ES = ExitListStatus
EXIT_LIST_MOVES: frozenset[tuple[ExitListStatus, ExitListStatus]] = frozenset(
    {(ES.STAGED, ES.APPROVED), (ES.STAGED, ES.DISCARDED)}
)


class ExitSource(StrEnum):
    """Who reports people who have left."""

    CIVIL_REGISTRY = "civil_registry"
    BPJS = "bpjs"
    OTHER = "other"


KEPT_FILE = text("status <> 'discarded'")


class ExitList(Model):
    """One file of people who have left, approved by somebody else than who brought it."""

    __tablename__ = "exit_list"
    __table_args__ = (
        Index(
            "uq_exit_list_file",
            "district_id",
            "file_hash",
            unique=True,
            sqlite_where=KEPT_FILE,
            postgresql_where=KEPT_FILE,
        ),
        CheckConstraint("approved_by IS NULL OR approved_by <> uploaded_by", name="maker_is_not_checker"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    source: Mapped[ExitSource]
    filename: Mapped[str]
    file_hash: Mapped[bytes]
    status: Mapped[ExitListStatus]
    content_hash: Mapped[bytes]
    """What an approval binds to: every row's decision, person, reason and day."""
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class ExitRow(Model):
    """One row of such a file: what was decided, and about whom; numbers of people nobody knows here are not kept."""

    __tablename__ = "exit_row"
    __table_args__ = (Index(None, "list_id", "decision"), Index(None, "resident_id"))

    list_id: Mapped[int] = mapped_column(ForeignKey("exit_list.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    """As the spreadsheet shows it."""
    decision: Mapped[str]
    """accept, warn, reject or duplicate (it changes nothing)."""
    codes: Mapped[Any] = mapped_column(Json)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    reason: Mapped[str | None]
    left_on: Mapped[date | None]
