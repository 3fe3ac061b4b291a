"""A staged file is decided: approved by somebody else, by two when it changes much, and then its people come in."""

from srikandi.residents.staging.deciding.again import compare_again, hold_again
from srikandi.residents.staging.deciding.applying import MOST_AT_ONCE, apply_import, give_back, rows_in
from srikandi.residents.staging.deciding.approving import CHANGED_PERCENT, approve_import, needs_second

__all__ = [
    "CHANGED_PERCENT",
    "MOST_AT_ONCE",
    "apply_import",
    "approve_import",
    "compare_again",
    "give_back",
    "hold_again",
    "needs_second",
    "rows_in",
]
