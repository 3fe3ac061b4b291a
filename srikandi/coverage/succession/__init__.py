"""Seats that change hands: what people who left had, what is free again, and where every life-month went."""

from srikandi.coverage.succession.balance import (
    Balance,
    Wasted,
    balances,
    district_balance,
    gone_but_seated,
    is_wasted,
    lost_months,
    wasted_months,
)
from srikandi.coverage.succession.crediting import (
    Credited,
    Note,
    credited_months,
    give_back,
    months_at,
    was_due,
)
from srikandi.coverage.succession.lengthening import come_again, late_and_empty, pledges_with_free, pledges_with_late
from srikandi.coverage.succession.models import MonthCredit, VacatedMonth
from srikandi.coverage.succession.vacating import (
    UNUSED,
    count_free,
    count_vacated,
    note_vacated,
    regain,
    vacated_seats,
)

__all__ = [
    "UNUSED",
    "Balance",
    "Credited",
    "MonthCredit",
    "Note",
    "VacatedMonth",
    "Wasted",
    "balances",
    "come_again",
    "count_free",
    "count_vacated",
    "credited_months",
    "district_balance",
    "give_back",
    "gone_but_seated",
    "is_wasted",
    "late_and_empty",
    "lost_months",
    "months_at",
    "note_vacated",
    "pledges_with_free",
    "pledges_with_late",
    "regain",
    "vacated_seats",
    "was_due",
    "wasted_months",
]
