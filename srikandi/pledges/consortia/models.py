"""Several companies promise together, all or nothing: the frame, who has joined, who was asked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import Month, now
from srikandi.database import Model
from srikandi.money import Money
from srikandi.pledges.models import Frequency, SuccessionRule
from srikandi.tariffs import Basis


class ConsortiumStatus(StrEnum):
    """gathering -> met (the condition) -> formed (approved as a whole); or expired, cancelled, refused on the way."""

    GATHERING = "gathering"
    MET = "met"
    FORMED = "formed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REFUSED = "refused"


CS = ConsortiumStatus
CONSORTIUM_MOVES: frozenset[tuple[ConsortiumStatus, ConsortiumStatus]] = frozenset(
    {
        (CS.GATHERING, CS.MET),
        (CS.GATHERING, CS.EXPIRED),
        (CS.GATHERING, CS.CANCELLED),
        (CS.MET, CS.FORMED),
        (CS.MET, CS.REFUSED),
        (CS.MET, CS.EXPIRED),
    }
)
LIVE_CONSORTIA = (CS.GATHERING, CS.MET)
"""While it stands here, none of its pledges is decided alone."""


class Consortium(Model):
    """What everybody who joins promises together, the condition, and the day by which it has to be met."""

    __tablename__ = "consortium"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        UniqueConstraint("leader_id", "form_key"),
        Index(None, "district_id", "status"),
        Index(None, "status", "join_until"),
        CheckConstraint("months BETWEEN 1 AND 60", name="months"),
        CheckConstraint(
            "target_lives IS NOT NULL OR target_members IS NOT NULL OR target_amount IS NOT NULL", name="condition"
        ),
        CheckConstraint("target_lives IS NULL OR target_lives BETWEEN 1 AND 200000", name="target_lives"),
        CheckConstraint("target_members IS NULL OR target_members BETWEEN 2 AND 200", name="target_members"),
        CheckConstraint("target_amount IS NULL OR target_amount > 0", name="target_amount"),
        CheckConstraint("approved_by IS NULL OR approved_by <> started_by", name="maker_is_not_checker"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[str]
    """Our own serial, `KB-2026-0002`."""
    name: Mapped[str]
    pool_id: Mapped[int] = mapped_column(ForeignKey("pool.id"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    status: Mapped[ConsortiumStatus]
    months: Mapped[int]
    start_month: Mapped[Month]
    tariff_basis: Mapped[Basis]
    frequency: Mapped[Frequency]
    succession_rule: Mapped[SuccessionRule]
    target_lives: Mapped[int | None]
    target_members: Mapped[int | None]
    target_amount: Mapped[Money | None]
    """Promised by all together."""
    join_until: Mapped[datetime]
    is_open: Mapped[bool]
    """May every admitted company of the district join, or only who was asked?"""
    form_key: Mapped[str]
    form_hash: Mapped[str]
    started_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    met_at: Mapped[datetime | None]
    content_hash: Mapped[str | None]
    """What the approver must have seen: the frame and every member's whole promise; fixed when the condition is met."""
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]
    ended_at: Mapped[datetime | None]


STAYING = text("left_at IS NULL")


class ConsortiumMember(Model):
    """An organisation with a promise of its own inside the consortium."""

    __tablename__ = "consortium_member"
    __table_args__ = (
        UniqueConstraint("pledge_id"),
        Index(
            "uq_consortium_member_staying",
            "consortium_id",
            "organisation_id",
            unique=True,
            sqlite_where=STAYING,
            postgresql_where=STAYING,
        ),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consortium_id: Mapped[int] = mapped_column(ForeignKey("consortium.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    is_named: Mapped[bool]
    """May the public read this name while the consortium gathers?"""
    joined_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    joined_at: Mapped[datetime] = mapped_column(default=now)
    left_at: Mapped[datetime | None]


class ConsortiumInvitation(Model):
    """An organisation that was asked by name."""

    __tablename__ = "consortium_invitation"
    __table_args__ = (Index(None, "organisation_id"),)

    consortium_id: Mapped[int] = mapped_column(ForeignKey("consortium.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    invited_at: Mapped[datetime] = mapped_column(default=now)
