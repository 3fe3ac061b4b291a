"""Lists of arrears as BPJS Kesehatan hands them over: kept aside as decided, approved by somebody else."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.arrears.models import CareClass
from srikandi.clock import Month, now
from srikandi.database import Json, Model


class ArrearsListStatus(StrEnum):
    """staged -> approved | discarded."""

    STAGED = "staged"
    APPROVED = "approved"
    DISCARDED = "discarded"


LS = ArrearsListStatus
ARREARS_LIST_MOVES: frozenset[tuple[ArrearsListStatus, ArrearsListStatus]] = frozenset(
    {(LS.STAGED, LS.APPROVED), (LS.STAGED, LS.DISCARDED)}
)
KEPT_FILE = text("status <> 'discarded'")


class ArrearsList(Model):
    """One file of people who owe months, approved by somebody else than who brought it."""

    __tablename__ = "arrears_list"
    __table_args__ = (
        Index(
            "uq_arrears_list_file",
            "district_id",
            "file_hash",
            "last_month",
            unique=True,
            sqlite_where=KEPT_FILE,
            postgresql_where=KEPT_FILE,
        ),
        CheckConstraint("approved_by IS NULL OR approved_by <> uploaded_by", name="maker_is_not_checker"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    filename: Mapped[str]
    file_hash: Mapped[bytes]
    status: Mapped[ArrearsListStatus]
    last_month: Mapped[Month]
    """The last month owed by rows that count months and name no end."""
    content_hash: Mapped[bytes]
    """What an approval binds to: every row's decision, person, months and class."""
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class ArrearsRow(Model):
    """One row of such a file: what was decided, and about whom; numbers of people nobody knows here are not kept."""

    __tablename__ = "arrears_row"
    __table_args__ = (Index(None, "list_id", "decision"), Index(None, "resident_id"))

    list_id: Mapped[int] = mapped_column(ForeignKey("arrears_list.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    """As the spreadsheet shows it."""
    decision: Mapped[str]
    """accept, warn, reject or duplicate (it changes nothing)."""
    codes: Mapped[Any] = mapped_column(Json)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    first_month: Mapped[Month | None]
    last_month: Mapped[Month | None]
    care_class: Mapped[CareClass | None]
