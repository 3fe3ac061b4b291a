"""The form a branch wants its files in: columns, headers, codes; every version is kept."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, append_only


class Purpose(StrEnum):
    """Which files a form is for."""

    REGISTRATION = "registration"
    """People who are to be active: new or once more."""
    NOTICE = "notice"
    """People whose details changed, or who are no longer covered."""


class SheetForm(Model):
    """One version of a form: a district's own, or a branch's for every district it serves."""

    __tablename__ = "sheet_form"
    __table_args__ = (
        UniqueConstraint("district_id", "purpose", "version"),
        UniqueConstraint("branch_id", "purpose", "version"),
        CheckConstraint("(district_id IS NULL) <> (branch_id IS NULL)", name="one_owner"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    purpose: Mapped[Purpose]
    version: Mapped[int]
    is_default: Mapped[bool]
    """Back to the shipped form: whoever wrote an own one may leave it again."""
    content: Mapped[Any] = mapped_column(Json)
    """Columns, codes and the format of dates, as `layout.Layout` reads them."""
    note: Mapped[str]
    """Why it was changed, or which form of the branch it follows."""
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


append_only("sheet_form")
