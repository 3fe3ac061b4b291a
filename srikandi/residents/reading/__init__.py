"""Questions about residents: who may be seen by whom, found how, counted how."""

from srikandi.residents.reading.counts import (
    Neighbourhood,
    neighbourhoods_of,
    people_by_status,
    people_by_village,
    people_waiting,
)
from srikandi.residents.reading.history import history_of, lists_about
from srikandi.residents.reading.identities import (
    IdentityRow,
    Masked,
    VisitRow,
    contact_of,
    identities,
    identity_of,
    masked_numbers,
    visit_rows,
)
from srikandi.residents.reading.scope import DISTRICT_ROLES, family_of, resident_of, usable, visible_to
from srikandi.residents.reading.searching import Found, Search, page_of, search_by_nik
from srikandi.residents.reading.visits import VillageVisits, VisitorRow, visitors, visits_by_village

__all__ = [
    "DISTRICT_ROLES",
    "Found",
    "IdentityRow",
    "Masked",
    "Neighbourhood",
    "Search",
    "VillageVisits",
    "VisitRow",
    "VisitorRow",
    "contact_of",
    "family_of",
    "history_of",
    "identities",
    "identity_of",
    "lists_about",
    "masked_numbers",
    "neighbourhoods_of",
    "page_of",
    "people_by_status",
    "people_by_village",
    "people_waiting",
    "resident_of",
    "search_by_nik",
    "usable",
    "visible_to",
    "visit_rows",
    "visitors",
    "visits_by_village",
]
