"""Who owes how much: sums of a person, a family, a village, and the list of who owes."""

from srikandi.arrears.owing.listing import Debtor, debtors, how_many_owe
from srikandi.arrears.owing.sums import Owed, families_counted, family_owed, months_owed, owed_by, statements_of
from srikandi.arrears.owing.villages import (
    Owing,
    VillageOwed,
    count_villages,
    due_for_counting,
    forget_count,
    villages_owing,
)

__all__ = [
    "Debtor",
    "Owed",
    "Owing",
    "VillageOwed",
    "count_villages",
    "debtors",
    "due_for_counting",
    "families_counted",
    "family_owed",
    "forget_count",
    "how_many_owe",
    "months_owed",
    "owed_by",
    "statements_of",
    "villages_owing",
]
