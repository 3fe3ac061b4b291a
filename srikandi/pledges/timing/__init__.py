"""Promises in time: what each payer has open on which day, and which reminders have gone out."""

from srikandi.pledges.timing.instalments import OpenInstalment, Standing, move_first_due, open_instalments, reshape_to
from srikandi.pledges.timing.models import Reminder, ReminderKind

__all__ = [
    "OpenInstalment",
    "Reminder",
    "ReminderKind",
    "Standing",
    "move_first_due",
    "open_instalments",
    "reshape_to",
]
