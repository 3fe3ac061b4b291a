"""Promises in time: what each payer has open on which day, and which reminders have gone out."""

from srikandi.pledges.timing.instalments import (
    DueStanding,
    OpenInstalment,
    move_first_due,
    open_instalments,
    reshape_to,
)
from srikandi.pledges.timing.models import Reminder, ReminderKind

__all__ = [
    "DueStanding",
    "OpenInstalment",
    "Reminder",
    "ReminderKind",
    "move_first_due",
    "open_instalments",
    "reshape_to",
]
