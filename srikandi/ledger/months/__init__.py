"""Months that are closed: nothing is dated in them any more; what comes late says when it truly happened."""

from srikandi.ledger.months.closing import (
    Consent,
    close_month,
    closed_months,
    closed_until,
    is_closed,
    month_at,
    span_of,
)
from srikandi.ledger.months.dating import post_late
from srikandi.ledger.months.models import ClosedBalance, ClosedMonth, LateJournal

__all__ = [
    "ClosedBalance",
    "ClosedMonth",
    "Consent",
    "LateJournal",
    "close_month",
    "closed_months",
    "closed_until",
    "is_closed",
    "month_at",
    "post_late",
    "span_of",
]
