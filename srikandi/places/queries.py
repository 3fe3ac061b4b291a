"""Which districts, which villages, and what a district has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.places.models import District, DistrictSetting, Subdistrict, Village
from srikandi.places.refusals import DistrictUnknown, SettingMissing


@dataclass(frozen=True)
class VillageRow:
    """A village with its kecamatan."""

    code: str
    name: str
    kind: str
    subdistrict_code: str
    subdistrict_name: str


def district_of(session: Session, district_id: int) -> District:
    """Give a district. Raises: DistrictUnknown."""
    district = session.get(District, district_id)
    if district is None:
        raise DistrictUnknown
    return district


def district_by_code(session: Session, code: str) -> District:
    """Give the district with a Kemendagri code such as 19.01. Raises: DistrictUnknown."""
    district = session.scalar(select(District).where(District.code == code))
    if district is None:
        raise DistrictUnknown
    return district


def districts(session: Session) -> list[District]:
    """List the districts that run the programme here, by name."""
    return list(session.scalars(select(District).order_by(District.name)))


def villages_of(session: Session, district_id: int) -> list[VillageRow]:
    """List the villages of a district in the order of their codes."""
    rows = session.execute(
        select(Village.code, Village.name, Village.kind, Village.subdistrict_code, Subdistrict.name)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(Village.district_id == district_id)
        .order_by(Village.code)
    )
    return [VillageRow(*row) for row in rows]


def subdistricts_of(session: Session, district_id: int) -> dict[str, str]:
    """Give the names of a district's kecamatan by code."""
    rows = session.execute(
        select(Subdistrict.code, Subdistrict.name)
        .where(Subdistrict.district_id == district_id)
        .order_by(Subdistrict.code)
    )
    return dict(rows.all())


def setting(session: Session, district_id: int, name: str, *, on: date) -> int:
    """Give the number that holds on a day: the latest that starts no later. Raises: SettingMissing."""
    value = session.scalar(
        select(DistrictSetting.value)
        .where(
            DistrictSetting.district_id == district_id, DistrictSetting.name == name, DistrictSetting.valid_from <= on
        )
        .order_by(DistrictSetting.valid_from.desc())
        .limit(1)
    )
    if value is None:
        raise SettingMissing(name=name)
    return value


def settings_of(session: Session, district_id: int) -> list[DistrictSetting]:
    """List everything a district has decided, newest first within each name."""
    rows = select(DistrictSetting).where(DistrictSetting.district_id == district_id)
    return list(session.scalars(rows.order_by(DistrictSetting.name, DistrictSetting.valid_from.desc())))
