"""Seats of a promise kept free for urgent cases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class UrgentQuota(Model):
    """How many of a promise's lives are kept free for urgent cases; part of what is offered and approved."""

    __tablename__ = "urgent_quota"
    __table_args__ = (CheckConstraint("lives > 0", name="lives"),)

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    lives: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=now)
