"""Months people owe BPJS Kesehatan for themselves: who owes how many, in which class, and what they cost together.

    arrears.correct(session, resident, Span(Month(2025, 1), Month(2026, 6), CareClass.THIRD), reason=..., by=maker)
    arrears.owed_by(session, [resident.id])

A debt belongs to a person and counts for 24 months at most; BPJS Kesehatan takes a family's together. What was said of
somebody is never lost: statements stay, and `ArrearsMonth` follows the newest one.
"""

from srikandi.arrears.models import (
    ARREARS_MOVES,
    UNPAID,
    ArrearsMonth,
    ArrearsSource,
    ArrearsStatement,
    ArrearsStatus,
    CareClass,
    ClassTariff,
)
from srikandi.arrears.moves import move_months
from srikandi.arrears.owing import (
    Debtor,
    Owed,
    Owing,
    VillageOwed,
    count_villages,
    debtors,
    due_for_counting,
    families_counted,
    family_owed,
    how_many_owe,
    months_owed,
    owed_by,
    statements_of,
    villages_owing,
)
from srikandi.arrears.pricing import Prices, prices
from srikandi.arrears.refusals import (
    ClassNotPriced,
    ListChanged,
    ListDecided,
    ListTooLong,
    ListUnknown,
    NobodyNamed,
    NoMonthsColumn,
    NothingNew,
    OwnList,
    PeriodWrong,
    ReasonNeeded,
    SaysNothingNew,
    TooManyMonths,
)
from srikandi.arrears.stating import MOST_MONTHS, Said, Span, check_span, correct, follow, stands, write_list

__all__ = [
    "ARREARS_MOVES",
    "MOST_MONTHS",
    "UNPAID",
    "ArrearsMonth",
    "ArrearsSource",
    "ArrearsStatement",
    "ArrearsStatus",
    "CareClass",
    "ClassNotPriced",
    "ClassTariff",
    "Debtor",
    "ListChanged",
    "ListDecided",
    "ListTooLong",
    "ListUnknown",
    "NoMonthsColumn",
    "NobodyNamed",
    "NothingNew",
    "Owed",
    "Owing",
    "OwnList",
    "PeriodWrong",
    "Prices",
    "ReasonNeeded",
    "Said",
    "SaysNothingNew",
    "Span",
    "TooManyMonths",
    "VillageOwed",
    "check_span",
    "correct",
    "count_villages",
    "debtors",
    "due_for_counting",
    "families_counted",
    "family_owed",
    "follow",
    "how_many_owe",
    "months_owed",
    "move_months",
    "owed_by",
    "prices",
    "stands",
    "statements_of",
    "villages_owing",
    "write_list",
]
