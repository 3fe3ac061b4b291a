"""A pledge pays months people owe: planned for whole families, funded out of a reserve, settled by the branch.

Every month is one row of `ArrearsMonth`, so nobody's month is ever paid twice. These are counted apart from
life-months: they cover nobody, they let somebody be covered.
"""

from srikandi.arrears.paying.counting import settled_for, settled_in
from srikandi.arrears.paying.funding import fund_arrears, lines_of, release_arrears
from srikandi.arrears.paying.models import SETTLEMENT_MOVES, ArrearsLine, ArrearsSettlement, SettlementStatus
from srikandi.arrears.paying.planning import (
    Household,
    PromisedArrears,
    households_owing,
    plan,
    promised_arrears,
    sum_owing,
    used_for_arrears,
)
from srikandi.arrears.paying.refusals import (
    BuilderConfirms,
    DocumentNeeded,
    MoneyNotThere,
    MoneySent,
    MonthsMoved,
    NobodyConfirmed,
    NothingToSettle,
    SettlementMoved,
    SettlementUnknown,
)
from srikandi.arrears.paying.settling import (
    build_settlement,
    note_sent,
    prepaid_key,
    settle,
    settlement_of,
    settlements_of,
    withdraw_settlement,
)

__all__ = [
    "SETTLEMENT_MOVES",
    "ArrearsLine",
    "ArrearsSettlement",
    "BuilderConfirms",
    "DocumentNeeded",
    "Household",
    "MoneyNotThere",
    "MoneySent",
    "MonthsMoved",
    "NobodyConfirmed",
    "NothingToSettle",
    "PromisedArrears",
    "SettlementMoved",
    "SettlementStatus",
    "SettlementUnknown",
    "build_settlement",
    "fund_arrears",
    "households_owing",
    "lines_of",
    "note_sent",
    "plan",
    "prepaid_key",
    "promised_arrears",
    "release_arrears",
    "settle",
    "settled_for",
    "settled_in",
    "settlement_of",
    "settlements_of",
    "sum_owing",
    "used_for_arrears",
    "withdraw_settlement",
]
