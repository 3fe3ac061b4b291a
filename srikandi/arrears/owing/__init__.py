"""Who owes how much: sums of a person, a family, a village, and the list of who owes."""

from srikandi.arrears.owing.listing import Debtor, debtors, how_many_owe
from srikandi.arrears.owing.sums import (
    Owed,
    VillageOwed,
    family_owed,
    months_owed,
    owed_by,
    statements_of,
    villages_owing,
)

__all__ = [
    "Debtor",
    "Owed",
    "VillageOwed",
    "debtors",
    "family_owed",
    "how_many_owe",
    "months_owed",
    "owed_by",
    "statements_of",
    "villages_owing",
]
