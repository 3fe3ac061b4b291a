"""What a decree asks for, and what a district has counted: two tables that only grow."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Json, Model, append_only
from srikandi.money import Money


class Tier(StrEnum):
    """What a district can reach: same-day activation, and the three awards."""

    PRIORITY = "priority"
    PRATAMA = "pratama"
    MADYA = "madya"
    UTAMA = "utama"


AWARDS = (Tier.PRATAMA, Tier.MADYA, Tier.UTAMA)
"""The awards, the lowest first."""


class _Asked:
    """What a tier asks for, as a decree says it."""

    tier: Mapped[Tier]
    valid_from: Mapped[date]
    coverage: Mapped[int]
    """Registered of the population, in hundredths of a percent: 9800 is 98 %."""
    is_above: Mapped[bool]
    """Must the shares be exceeded, or is reaching them enough?"""
    forbids_arrears: Mapped[bool]
    """Does it ask that the district owes no premiums for those it registered?"""
    ways: Mapped[Any] = mapped_column(Json)
    """Any of these is enough: `[active share, share registered by the district or null]`, in the same hundredths."""
    source: Mapped[str]


class UhcThreshold(_Asked, Model):
    """What one tier asks for from a day on. Of several rows for the same day the newest counts."""

    __tablename__ = "uhc_threshold"
    __table_args__ = (
        Index(None, "tier", "valid_from"),
        CheckConstraint("coverage BETWEEN 1 AND 10000", name="coverage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime] = mapped_column(default=now)


class UhcProposal(_Asked, Model):
    """What somebody has read in a decree and somebody else has not yet read there too."""

    __tablename__ = "uhc_proposal"
    __table_args__ = (
        CheckConstraint("coverage BETWEEN 1 AND 10000", name="coverage"),
        CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name="decided"),
        CheckConstraint("is_accepted IS NULL OR NOT is_accepted OR decided_by <> proposed_by", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    reason: Mapped[str | None]
    """Why it was dropped."""


class UhcFigure(Model):
    """What somebody read in a list of BPJS Kesehatan for a day: of the whole district, or of one kecamatan."""

    __tablename__ = "uhc_figure"
    __table_args__ = (
        Index(None, "district_id", "subdistrict_code", "counted_on"),
        CheckConstraint("population > 0", name="population"),
        CheckConstraint("registered >= 0", name="registered"),
        CheckConstraint("active IS NULL OR active BETWEEN 0 AND registered", name="active"),
        CheckConstraint("by_district IS NULL OR by_district BETWEEN 0 AND registered", name="by_district"),
        CheckConstraint("arrears IS NULL OR arrears >= 0", name="arrears"),
        CheckConstraint(
            "subdistrict_code IS NOT NULL OR (active IS NOT NULL AND by_district IS NOT NULL AND arrears IS NOT NULL)",
            name="whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    subdistrict_code: Mapped[str | None] = mapped_column(ForeignKey("subdistrict.code"))
    """None: the whole district."""
    counted_on: Mapped[date]
    population: Mapped[int]
    registered: Mapped[int]
    active: Mapped[int | None]
    by_district: Mapped[int | None]
    """Of the registered, those the district registered and pays for (PBPU Pemda)."""
    arrears: Mapped[Money | None]
    """Premiums the district owes for them."""
    source: Mapped[str]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)


append_only("uhc_threshold")
append_only("uhc_figure")
