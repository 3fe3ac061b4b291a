"""First-level facilities (FKTP): kept by the district, proposed by village, chosen by the person or there.

Whom BPJS Kesehatan is told of carries the code of theirs where the branch's form has a column for it.
"""

from srikandi.facilities.actions import (
    NewFacility,
    add_facility,
    change_facility,
    move_facility,
    propose_for_village,
)
from srikandi.facilities.choosing import (
    Registered,
    choose,
    forget_choice,
    proposals,
    registered_by_village,
    registered_with,
)
from srikandi.facilities.listing import BadRow, Brought, bring_facilities
from srikandi.facilities.models import (
    FACILITY_MOVES,
    Chooser,
    Facility,
    FacilityChoice,
    FacilityKind,
    FacilityStatus,
    VillageFacility,
)
from srikandi.facilities.queries import (
    FacilityRow,
    facility_of,
    facility_rows,
    open_facilities,
    said_for_villages,
    visible_to,
)
from srikandi.facilities.refusals import (
    CodeTaken,
    CodeUnfit,
    FacilityMoved,
    FacilityUnknown,
    NoFacilityColumns,
    PlaceUnfit,
    TooManyFacilities,
)

__all__ = [
    "FACILITY_MOVES",
    "BadRow",
    "Brought",
    "Chooser",
    "CodeTaken",
    "CodeUnfit",
    "Facility",
    "FacilityChoice",
    "FacilityKind",
    "FacilityMoved",
    "FacilityRow",
    "FacilityStatus",
    "FacilityUnknown",
    "NewFacility",
    "NoFacilityColumns",
    "PlaceUnfit",
    "Registered",
    "TooManyFacilities",
    "VillageFacility",
    "add_facility",
    "bring_facilities",
    "change_facility",
    "choose",
    "facility_of",
    "facility_rows",
    "forget_choice",
    "move_facility",
    "open_facilities",
    "proposals",
    "propose_for_village",
    "registered_by_village",
    "registered_with",
    "said_for_villages",
    "visible_to",
]
