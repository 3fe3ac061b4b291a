"""The hospital case: one person, one file, one day."""

from srikandi.programme.urgency.deeds import (
    Bed,
    Said,
    answer_urgently,
    approve_urgently,
    ask_urgently,
    give_up_quota,
    refuse_urgently,
    withdraw_urgently,
)
from srikandi.programme.urgency.ending import give_up_overdue
from srikandi.programme.urgency.shield import Shield, shield_of
from srikandi.programme.urgency.viewing import CaseRow, QuotaRow, people_of_case, urgent_quotas, urgent_rows

__all__ = [
    "Bed",
    "CaseRow",
    "QuotaRow",
    "Said",
    "Shield",
    "answer_urgently",
    "approve_urgently",
    "ask_urgently",
    "give_up_overdue",
    "give_up_quota",
    "people_of_case",
    "refuse_urgently",
    "shield_of",
    "urgent_quotas",
    "urgent_rows",
    "withdraw_urgently",
]
