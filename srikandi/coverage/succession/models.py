"""Months people have left."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month
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
