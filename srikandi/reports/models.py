"""Contribution reports: drafted from the book, told by the company, reviewed by the forum."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Json, Model, append_only


class ReportStep(StrEnum):
    """What can happen to a report; its status is the last step."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    APPROVED = "approved"
    APPROVED_WITH_NOTE = "approved_with_note"
    RETURNED = "returned"


R = ReportStep
REPORT_MOVES: frozenset[tuple[ReportStep, ReportStep]] = frozenset(
    {
        (R.DRAFTED, R.SIGNED),
        (R.SIGNED, R.APPROVED),
        (R.SIGNED, R.APPROVED_WITH_NOTE),
        (R.SIGNED, R.RETURNED),
        (R.RETURNED, R.SIGNED),
    }
)
"""What was returned is completed and signed again; what was approved stays as it is."""


class ContributionReport(Model):
    """What one company's pledge did in a span of months; figures are frozen when it is signed."""

    __tablename__ = "contribution_report"
    __table_args__ = (
        UniqueConstraint("pledge_id", "from_month"),
        Index(None, "district_id"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    from_month: Mapped[Month]
    to_month: Mapped[Month]
    figures: Mapped[Any | None] = mapped_column(Json)
    """Frozen at signing; until then they are read from the book."""
    story: Mapped[str | None]
    signer_name: Mapped[str | None]
    signer_title: Mapped[str | None]
    shows_rupiah: Mapped[bool] = mapped_column(default=True)
    drafted_at: Mapped[datetime] = mapped_column(default=now)


class ReportEvent(Model):
    """One step of a report, by whom and why."""

    __tablename__ = "report_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("contribution_report.id"), index=True)
    step: Mapped[ReportStep]
    reason: Mapped[str | None]
    content_hash: Mapped[str | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)


append_only("report_event")
