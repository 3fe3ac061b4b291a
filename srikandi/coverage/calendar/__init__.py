"""What each month of a promise costs and waits for, and where a month goes that nobody paid in time."""

from srikandi.coverage.calendar.pricing import (
    WaitingMonth,
    last_months,
    paid_by_payer,
    reprice,
    stale_pledges,
    unpaid_counts,
    waiting_months,
)
from srikandi.coverage.calendar.sliding import has_slid, slide

__all__ = [
    "WaitingMonth",
    "has_slid",
    "last_months",
    "paid_by_payer",
    "reprice",
    "slide",
    "stale_pledges",
    "unpaid_counts",
    "waiting_months",
]
