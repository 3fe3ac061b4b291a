"""Credit no life-month needs: its owner extends the promise, moves it to another, keeps it, or asks for it back."""

from srikandi.programme.surplus.choosing import carry_kept, choose_credit, note_refunded, withdraw_credit_choice
from srikandi.programme.surplus.looking import Surplus, most_months, surplus_of, surpluses, targets_for

__all__ = [
    "Surplus",
    "carry_kept",
    "choose_credit",
    "most_months",
    "note_refunded",
    "surplus_of",
    "surpluses",
    "targets_for",
    "withdraw_credit_choice",
]
