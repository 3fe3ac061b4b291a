"""Districts with their sub-districts and villages, and the settings a decree can change."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from srikandi.clock import now
from srikandi.database import Model


class District(Model):
    """A kabupaten or kota that runs the programme here, with its letterhead and its own words."""

    __tablename__ = "district"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """Kemendagri code, `19.01`."""
    name: Mapped[str]
    """With its kind: `Kabupaten Bangka`."""
    province: Mapped[str]
    zone: Mapped[str]
    """IANA zone: Asia/Jakarta, Asia/Makassar or Asia/Jayapura."""
    office: Mapped[str]
    """The office on the letterhead: `Dinas Sosial dan Pemberdayaan Masyarakat`."""
    office_address: Mapped[str]
    seat: Mapped[str]
    """Where papers are signed: `Sungailiat`."""
    head_name: Mapped[str]
    head_title: Mapped[str]
    contact: Mapped[str]
    tariff_basis: Mapped[str]
    """The basis suggested for new pledges, a word of `tariffs.Basis`."""
    pbpu_quota: Mapped[int | None]
    """Headcount the agreement with BPJS Kesehatan fixes."""
    population: Mapped[int | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Subdistrict(Model):
    """A kecamatan of a district."""

    __tablename__ = "subdistrict"

    code: Mapped[str] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    name: Mapped[str]


class Village(Model):
    """A desa or kelurahan; names repeat inside a district, codes don't."""

    __tablename__ = "village"

    code: Mapped[str] = mapped_column(primary_key=True)
    """`19.01.01.2001`."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    subdistrict_code: Mapped[str] = mapped_column(ForeignKey("subdistrict.code"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    """`desa`, `desa_adat` or `kelurahan`."""


class DistrictSetting(Model):
    """A number a decree or an agreement can change, from a day on."""

    __tablename__ = "district_setting"
    __table_args__ = (
        UniqueConstraint("district_id", "name", "valid_from"),
        CheckConstraint("value >= 0", name="value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    name: Mapped[str]
    """`hold_days`, `hold_extensions`, `batch_day`, `due_day`, `grace_days` and the others of `actions.DEFAULTS`."""
    value: Mapped[int]
    valid_from: Mapped[date]
    source: Mapped[str]
    """The decree or agreement it comes from."""
