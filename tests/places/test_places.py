"""A district begins with its villages; what it decides holds from a day on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from srikandi import places
from srikandi.places import NewDistrict, NewSetting, SettingMissing
from tests.people import SYSTEM


def new_district(code: str) -> NewDistrict:
    return NewDistrict(code, "Dinas Sosial", "Jl. Contoh 1", "Kota Contoh", "Nama Contoh", "Kepala Dinas", "0717-0")


@pytest.mark.parametrize(
    ("code", "name", "kecamatan", "villages", "zone"),
    [
        ("19.01", "Kabupaten Bangka", 8, 81, "Asia/Jakarta"),
        ("63.07", "Kabupaten Hulu Sungai Tengah", 11, 169, "Asia/Makassar"),
        ("91.03", "Kabupaten Jayapura", 19, 144, "Asia/Jayapura"),
    ],
)
def test_a_district_comes_with_its_villages_and_its_zone(
    session: Session, code: str, name: str, kecamatan: int, villages: int, zone: str
) -> None:
    district = places.add_district(session, new_district(code), by=SYSTEM)
    rows = places.villages_of(session, district.id)
    assert (district.name, district.zone) == (name, zone)
    assert (len(places.subdistricts_of(session, district.id)), len(rows)) == (kecamatan, villages)
    assert {row.kind for row in rows} <= {"desa", "desa_adat", "kelurahan"}
    assert len({row.code for row in rows}) == villages


@pytest.mark.parametrize("code", ["19", "19.01.01", "99.99", "", "Bangka"])
def test_what_is_no_kabupaten_is_refused(session: Session, code: str) -> None:
    with pytest.raises(places.RegionUnknown):
        places.add_district(session, new_district(code), by=SYSTEM)


def test_a_district_is_added_once(session: Session) -> None:
    places.add_district(session, new_district("19.01"), by=SYSTEM)
    with pytest.raises(places.DistrictExists):
        places.add_district(session, new_district("1901"), by=SYSTEM)
    assert [one.code for one in places.districts(session)] == ["19.01"]
    assert places.district_by_code(session, "19.01").province == "Kepulauan Bangka Belitung"


def test_a_setting_holds_from_its_day_until_the_next(session: Session) -> None:
    district = places.add_district(session, new_district("19.01"), by=SYSTEM)
    new = NewSetting("hold_days", 21, date(2027, 1, 1), "SK Bupati 12/2026")
    places.decide(session, district, new, by=SYSTEM)
    assert places.setting(session, district.id, "hold_days", on=date(2026, 12, 31)) == 14
    assert places.setting(session, district.id, "hold_days", on=date(2027, 1, 1)) == 21
    with pytest.raises(places.SettingClash):
        places.decide(session, district, new, by=SYSTEM)
    with pytest.raises(SettingMissing):
        places.setting(session, district.id, "hold_days", on=date(2020, 1, 1))
    for unfit in (NewSetting("hold_days", 0, date(2028, 1, 1), "SK"), NewSetting("lain", 1, date(2028, 1, 1), "SK")):
        with pytest.raises(places.SettingUnknown):
            places.decide(session, district, unfit, by=SYSTEM)
