"""A file that waits for the worker, or for somebody's word."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model


class UploadStatus(StrEnum):
    """waiting -> booking -> done | refused; a doubtful one is held until somebody says what becomes of it.

    A stop at any point goes on from where it stood.
    """

    WAITING = "waiting"
    HELD = "held"
    BOOKING = "booking"
    DONE = "done"
    REFUSED = "refused"


UPLOAD_MOVES: frozenset[tuple[UploadStatus, UploadStatus]] = frozenset(
    {
        (UploadStatus.WAITING, UploadStatus.BOOKING),
        (UploadStatus.WAITING, UploadStatus.REFUSED),
        (UploadStatus.WAITING, UploadStatus.DONE),
        (UploadStatus.WAITING, UploadStatus.HELD),
        (UploadStatus.HELD, UploadStatus.WAITING),
        (UploadStatus.HELD, UploadStatus.REFUSED),
        (UploadStatus.BOOKING, UploadStatus.DONE),
    }
)


class StatementUpload(Model):
    """A file the worker brings in, long or doubtful; its bytes are let go of when it is done."""

    __tablename__ = "statement_upload"
    __table_args__ = (
        Index(None, "status"),
        CheckConstraint("accepted_by IS NULL OR accepted_by <> uploaded_by", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    filename: Mapped[str]
    content: Mapped[bytes | None]
    lines: Mapped[int]
    """How many lines a first look counted: what the progress is measured against until the file is read."""
    status: Mapped[UploadStatus]
    refusal: Mapped[str | None]
    """Why nothing of it was taken, in words."""
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("bank_statement.id"))
    doubts: Mapped[Any] = mapped_column(Json, default=list)
    """Why it is held: sentences with what fills their gaps, as `reading.doubts` writes them."""
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who else says that it is to be booked as it is."""
    accepted_reason: Mapped[str | None]
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploader: Mapped[str]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
