"""What becomes of credit that no life-month needs: its owner chooses, and may choose anew until it is done."""

from srikandi.pledges.credits.choosing import (
    choose,
    extensions_of,
    note_done,
    open_choice,
    open_choices,
    withdraw_choice,
)
from srikandi.pledges.credits.models import CreditChoice, CreditUse

__all__ = [
    "CreditChoice",
    "CreditUse",
    "choose",
    "extensions_of",
    "note_done",
    "open_choice",
    "open_choices",
    "withdraw_choice",
]
