"""First-level facilities of a district, which one a village proposes, and which one a person has chosen."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class FacilityKind(StrEnum):
    """What kind of first-level facility (FKTP) it is."""

    PUSKESMAS = "puskesmas"
    CLINIC = "clinic"
    DOCTOR = "doctor"
    DENTIST = "dentist"


class FacilityStatus(StrEnum):
    """open <-> closed: a closed one is proposed and chosen no longer, and stays where it was chosen."""

    OPEN = "open"
    CLOSED = "closed"


F = FacilityStatus
FACILITY_MOVES: frozenset[tuple[FacilityStatus, FacilityStatus]] = frozenset({(F.OPEN, F.CLOSED), (F.CLOSED, F.OPEN)})


class Chooser(StrEnum):
    """Who said which facility it is to be."""

    PERSON = "person"
    VILLAGE = "village"


class Facility(Model):
    """A puskesmas or clinic people are registered with."""

    __tablename__ = "facility"
    __table_args__ = (UniqueConstraint("district_id", "code"), Index(None, "subdistrict_code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    status: Mapped[FacilityStatus]
    kind: Mapped[FacilityKind]
    code: Mapped[str]
    """As BPJS Kesehatan writes it: eight letters and digits as a rule, `00280201`."""
    name: Mapped[str]
    subdistrict_code: Mapped[str] = mapped_column(ForeignKey("subdistrict.code"))
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    address: Mapped[str | None]
    phone: Mapped[str | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)


class VillageFacility(Model):
    """What a district proposes to the people of a village."""

    __tablename__ = "village_facility"

    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"), primary_key=True)
    facility_id: Mapped[int] = mapped_column(ForeignKey("facility.id"), index=True)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)


class FacilityChoice(Model):
    """The facility somebody is to be registered with; without a row it is the one proposed for the village."""

    __tablename__ = "facility_choice"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    facility_id: Mapped[int] = mapped_column(ForeignKey("facility.id"), index=True)
    chosen_by: Mapped[Chooser]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime] = mapped_column(default=now)
