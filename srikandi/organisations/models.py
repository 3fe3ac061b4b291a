"""Companies, the forum, the BPJS branch and the Pemkab itself: who they are and what they may do here."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class Kind(StrEnum):
    """What an organisation is to the programme."""

    COMPANY = "company"
    GOVERNMENT = "government"
    """The Pemkab as a payer."""
    FORUM = "forum"
    BRANCH = "branch"


class Standing(StrEnum):
    """How far a company has come: applied -> admitted | refused; admitted <-> suspended."""

    APPLIED = "applied"
    ADMITTED = "admitted"
    REFUSED = "refused"
    SUSPENDED = "suspended"


STANDING_MOVES: frozenset[tuple[Standing, Standing]] = frozenset(
    {
        (Standing.APPLIED, Standing.ADMITTED),
        (Standing.APPLIED, Standing.REFUSED),
        (Standing.REFUSED, Standing.APPLIED),
        (Standing.ADMITTED, Standing.SUSPENDED),
        (Standing.SUSPENDED, Standing.ADMITTED),
    }
)
"""A refused company may apply again; a suspended one is restored. Suspension never touches running cover."""


class Organisation(Model):
    """An organisation in one district; a branch serves several through `ServedDistrict`."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("uq_organisation_district_nib", "district_id", "nib", unique=True),
        Index(None, "district_id", "kind", "standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    kind: Mapped[Kind]
    standing: Mapped[Standing]
    name: Mapped[str]
    """Legal name as on the NIB: `PT Timah Sejahtera Contoh`."""
    nib: Mapped[str | None]
    npwp: Mapped[str | None]
    sector: Mapped[str | None]
    address: Mapped[str]
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    email: Mapped[str]
    phone: Mapped[str | None]
    signatory_name: Mapped[str | None]
    signatory_title: Mapped[str | None]
    signatory_mandate: Mapped[str | None]
    """Deed or letter that lets the signatory sign."""
    decree: Mapped[str | None]
    """A forum's decree number and term."""
    applied_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]


class ServedDistrict(Model):
    """A BPJS branch serves a district."""

    __tablename__ = "served_district"

    branch_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)


class GateStatus(StrEnum):
    """declared -> confirmed | refused. A confirmation expires by its date, not by a status."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class GateDeclaration(Model):
    """A company declares that its own workers and their families are registered in JKN; the branch confirms."""

    __tablename__ = "gate_declaration"
    __table_args__ = (
        CheckConstraint("workers > 0", name="workers"),
        CheckConstraint("registered BETWEEN 0 AND workers", name="registered"),
        CheckConstraint("decided_by <> declared_by", name="declarer_is_not_decider"),
        CheckConstraint("status <> 'confirmed' OR expires_on IS NOT NULL", name="confirmed_until_a_day"),
        UniqueConstraint("organisation_id", "declared_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    status: Mapped[GateStatus]
    workers: Mapped[int]
    registered: Mapped[int]
    business_entity_code: Mapped[str]
    """The company's BPJS Kesehatan entity number."""
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    declared_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]
    expires_on: Mapped[date | None]
