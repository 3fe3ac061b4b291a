"""A company's promise of N lives for M months, who pays which share, and the people held for it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Json, Model
from srikandi.money import Money
from srikandi.tariffs import Basis


class PledgeStatus(StrEnum):
    """draft -> offered -> approved -> agreed -> running -> completed; or expired, refused, cancelled on the way."""

    OFFERED = "offered"
    APPROVED = "approved"
    AGREED = "agreed"
    RUNNING = "running"
    COMPLETED = "completed"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


PS = PledgeStatus
PLEDGE_MOVES: frozenset[tuple[PledgeStatus, PledgeStatus]] = frozenset(
    {
        (PS.OFFERED, PS.APPROVED),
        (PS.OFFERED, PS.REFUSED),
        (PS.OFFERED, PS.EXPIRED),
        (PS.OFFERED, PS.CANCELLED),
        (PS.APPROVED, PS.AGREED),
        (PS.APPROVED, PS.EXPIRED),
        (PS.APPROVED, PS.CANCELLED),
        (PS.AGREED, PS.RUNNING),
        (PS.AGREED, PS.EXPIRED),
        (PS.RUNNING, PS.COMPLETED),
    }
)


class SuccessionRule(StrEnum):
    """Who gets the unused months of somebody who leaves."""

    NEXT = "next"
    ASK = "ask"
    RETURN = "return"


class Frequency(StrEnum):
    """How often payers pay."""

    ONCE = "once"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"


class UrgentQuota(Model):
    """How many of a promise's lives are kept free for urgent cases; part of what is offered and approved."""

    __tablename__ = "urgent_quota"
    __table_args__ = (CheckConstraint("lives > 0", name="lives"),)

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    lives: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=now)
    until_on: Mapped[date | None]
    """The last day they are kept free; afterwards they are the next in order's. Nothing: until the district says so."""


class SpreadPlace(Model):
    """How many people of one kecamatan a promise that is spread evenly takes; part of what is offered and approved."""

    __tablename__ = "spread_place"
    __table_args__ = (CheckConstraint("lives > 0", name="lives"),)

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    subdistrict_code: Mapped[str] = mapped_column(ForeignKey("subdistrict.code"), primary_key=True)
    lives: Mapped[int]


class Pledge(Model):
    """N lives for M months from a month on, out of one pool; neither where only arrears are paid."""

    __tablename__ = "pledge"
    __table_args__ = (
        Index(None, "district_id", "status"),
        Index(None, "pool_id", "status"),
        Index(None, "company_id"),
        UniqueConstraint("district_id", "number"),
        UniqueConstraint("company_id", "form_key"),
        CheckConstraint("lives BETWEEN 1 AND 200000 OR (lives = 0 AND months = 0)", name="lives"),
        CheckConstraint("months BETWEEN 1 AND 60 OR (lives = 0 AND months = 0)", name="months"),
        CheckConstraint("extensions BETWEEN 0 AND 2", name="extensions"),
        CheckConstraint("approved_by IS NULL OR approved_by <> offered_by", name="maker_is_not_checker"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    """Our own serial, `KM-2026-0007`."""
    form_key: Mapped[str]
    """From the form: the same form sent fifty times makes one pledge."""
    form_hash: Mapped[str]
    """SHA-256 of what that form said: the same key with another body is refused."""
    pool_id: Mapped[int] = mapped_column(ForeignKey("pool.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    status: Mapped[PledgeStatus]
    lives: Mapped[int]
    months: Mapped[int]
    start_month: Mapped[Month]
    tariff_basis: Mapped[Basis]
    frequency: Mapped[Frequency]
    succession_rule: Mapped[SuccessionRule]
    villages: Mapped[Any] = mapped_column(Json, default=list)
    """Preferred village codes; empty: the pool's order alone."""
    offered_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    offered_at: Mapped[datetime] = mapped_column(default=now)
    hold_until: Mapped[datetime]
    extensions: Mapped[int] = mapped_column(default=0)
    content_hash: Mapped[str]
    """What the approver must have seen: terms, payers, people held."""
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]
    agreement_number: Mapped[str | None]
    agreement_on: Mapped[date | None]
    agreement_file_id: Mapped[int | None] = mapped_column(ForeignKey("kept_file.id"))
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    urgent_lives: Mapped[int] = column_property(
        select(func.coalesce(func.max(UrgentQuota.lives), 0))
        .where(UrgentQuota.pledge_id == id)  # noqa: A003 - the column just above
        .correlate_except(UrgentQuota)
        .scalar_subquery()
    )
    """How many of the lives are kept free for urgent cases."""
    urgent_until_on: Mapped[date | None] = column_property(
        select(UrgentQuota.until_on)
        .where(UrgentQuota.pledge_id == id)  # noqa: A003 - the column above
        .correlate_except(UrgentQuota)
        .scalar_subquery()
    )
    """The last day they are kept free, if one was said."""
    is_spread: Mapped[bool] = column_property(
        select(SpreadPlace.pledge_id)
        .where(SpreadPlace.pledge_id == id)  # noqa: A003 - the column above
        .correlate_except(SpreadPlace)
        .exists()
    )
    """Are its places spread over the kecamatan?"""

    @property
    def is_of_arrears(self) -> bool:
        """Does it pay what people owe from before, and no cover at all?"""
        return self.months == 0


class Payer(Model):
    """An organisation that pays a share of each life-month of a pledge."""

    __tablename__ = "payer"
    __table_args__ = (
        UniqueConstraint("pledge_id", "organisation_id"),
        CheckConstraint("share >= 0", name="share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    share: Mapped[Money]
    """Of one life-month; nothing where only arrears are paid."""
    reference: Mapped[str] = mapped_column(unique=True)
    """Payment reference, packed: `SRK7Q4MK2HJ`."""


class Instalment(Model):
    """What a payer has promised to pay by a day."""

    __tablename__ = "instalment"
    __table_args__ = (
        UniqueConstraint("payer_id", "sequence"),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"))
    sequence: Mapped[int]
    due_on: Mapped[date]
    amount: Mapped[Money]


class HoldStatus(StrEnum):
    """held -> kept (has a seat in the pledge) | expired | released. An ended hold never comes back."""

    HELD = "held"
    KEPT = "kept"
    EXPIRED = "expired"
    RELEASED = "released"


LIVE_HOLD = text("status IN ('held', 'kept')")


class Hold(Model):
    """A resident reserved for one pledge; nobody is held twice."""

    __tablename__ = "hold"
    __table_args__ = (
        Index("uq_hold_live_resident", "resident_id", unique=True, sqlite_where=LIVE_HOLD, postgresql_where=LIVE_HOLD),
        Index(None, "pledge_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    place: Mapped[int]
    """The place in the pool it was taken from."""
    status: Mapped[HoldStatus]
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
