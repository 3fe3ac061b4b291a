"""Months people have left."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.coverage.models import LifeMonthStatus
from srikandi.database import Model, append_only


class VacatedMonth(Model):
    """A life-month somebody did not use because they had left, and how far it was."""

    __tablename__ = "vacated_month"
    __table_args__ = (Index(None, "pledge_id", "month", "seat"),)

    exit_id: Mapped[int] = mapped_column(ForeignKey("resident_exit.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    status: Mapped[LifeMonthStatus]


append_only("vacated_month")


class MonthCredit(Model):
    """A month BPJS Kesehatan has given back because nobody was there to use it, by which paper; once each."""

    __tablename__ = "month_credit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "month", "pledge_id", "seat"],
            ["life_month.district_id", "life_month.month", "life_month.pledge_id", "life_month.seat"],
        ),
        CheckConstraint("document_number <> ''", name="document"),
        Index(None, "pledge_id"),
    )

    district_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    """Who had left."""
    document_number: Mapped[str]
    """Of the branch's own paper."""
    stated_on: Mapped[date]
    """The day on that paper."""
    stated_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    stated_at: Mapped[datetime] = mapped_column(default=now)
    journal_id: Mapped[int] = mapped_column(ForeignKey("journal.id"))


append_only("month_credit")
