"""What a life-month costs, from when, by which decree."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model
from srikandi.money import Money


class Basis(StrEnum):
    """Which part of the class III premium a deal covers (PMK 78/2020)."""

    PARTICIPANT = "participant"
    """The participant's part, Rp35.000."""
    PARTICIPANT_AND_REGION = "participant_and_region"
    """The participant's and the regional part, Rp37.800."""


class Tariff(Model):
    """The amount of one basis from a day on."""

    __tablename__ = "tariff"
    __table_args__ = (UniqueConstraint("basis", "valid_from"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[int] = mapped_column(primary_key=True)
    basis: Mapped[Basis]
    amount: Mapped[Money]
    valid_from: Mapped[date]
    decree: Mapped[str]


class TariffProposal(Model):
    """A tariff somebody has read in a decree and somebody else has not yet read there too."""

    __tablename__ = "tariff_proposal"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="maker_is_not_checker"),
        CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name="decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    basis: Mapped[Basis]
    amount: Mapped[Money]
    valid_from: Mapped[date]
    decree: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    reason: Mapped[str | None]
    """Why it was refused; tariffs refused before reasons were asked for have none."""

    @property
    def is_withdrawn(self) -> bool:
        """Has its maker taken it back? Then nobody has decided it."""
        return self.decided_at is not None and self.decided_by is None
