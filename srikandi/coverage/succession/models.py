"""Months people have left, and months the insurer gives back."""

from __future__ import annotations

from datetime import datetime

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


class InsurerCredit(Model):
    """BPJS Kesehatan gives back a month that was paid for somebody who had left before it."""

    __tablename__ = "insurer_credit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "month", "pledge_id", "seat"],
            ["life_month.district_id", "life_month.month", "life_month.pledge_id", "life_month.seat"],
        ),
        Index(None, "resident_id"),
        CheckConstraint("length(document) > 0", name="document"),
    )

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    document: Mapped[str]
    journal_id: Mapped[int] = mapped_column(ForeignKey("journal.id"))
    credited_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    credited_at: Mapped[datetime] = mapped_column(default=now)


append_only("insurer_credit")
