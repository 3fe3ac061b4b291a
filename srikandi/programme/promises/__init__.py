"""Promises in time: months nobody paid slide, payers are reminded, unpaid rests are ended by people, never silently."""

from srikandi.programme.promises.dues import DueList, DueRow, dues_of
from srikandi.programme.promises.reminding import remind
from srikandi.programme.promises.renewing import RenewalRow, decline, offer_renewals, renew, renewals_for
from srikandi.programme.promises.sliding import (
    end_unpaid,
    first_month_in_time,
    is_overdue,
    slide_before,
    slide_unfunded,
)
from srikandi.programme.promises.telling import Ways, readers_of, send

__all__ = [
    "DueList",
    "DueRow",
    "RenewalRow",
    "Ways",
    "decline",
    "dues_of",
    "end_unpaid",
    "first_month_in_time",
    "is_overdue",
    "offer_renewals",
    "readers_of",
    "remind",
    "renew",
    "renewals_for",
    "send",
    "slide_before",
    "slide_unfunded",
]
