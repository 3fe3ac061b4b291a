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
from srikandi.coverage.succession.lengthening import come_again, late_and_empty, pledges_with_free, pledges_with_late
from srikandi.coverage.succession.models import VacatedMonth
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
    "VacatedMonth",
    "Wasted",
    "balances",
    "come_again",
    "count_free",
    "count_vacated",
    "district_balance",
    "gone_but_seated",
    "is_wasted",
    "late_and_empty",
    "lost_months",
    "note_vacated",
    "pledges_with_free",
    "pledges_with_late",
    "regain",
    "vacated_seats",
    "wasted_months",
]
