"""Where things are: districts with their kecamatan and villages, and the numbers a district has decided.

Regions come from the Kemendagri table of `lokal`; only the slice of a district that runs the programme is kept.
Whatever a decree or an agreement can change (deadlines, due days) is a dated row here, never a constant elsewhere.
"""

from srikandi.places.actions import NewDistrict, NewSetting, add_district, decide, zone_of
from srikandi.places.models import District, DistrictSetting, Subdistrict, Village
from srikandi.places.queries import (
    VillageRow,
    district_by_code,
    district_of,
    districts,
    setting,
    settings_of,
    subdistricts_of,
    villages_of,
)
from srikandi.places.refusals import (
    DistrictExists,
    DistrictUnknown,
    RegionUnknown,
    SettingClash,
    SettingMissing,
    SettingUnknown,
)

__all__ = [
    "District",
    "DistrictExists",
    "DistrictSetting",
    "DistrictUnknown",
    "NewDistrict",
    "NewSetting",
    "RegionUnknown",
    "SettingClash",
    "SettingMissing",
    "SettingUnknown",
    "Subdistrict",
    "Village",
    "VillageRow",
    "add_district",
    "decide",
    "district_by_code",
    "district_of",
    "districts",
    "setting",
    "settings_of",
    "subdistricts_of",
    "villages_of",
    "zone_of",
]
