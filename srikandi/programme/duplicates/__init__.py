"""Two records of one person: one becomes an alias of the other and leaves, its months pass on, and it can come back."""

from srikandi.programme.duplicates.merging import keep_both, merge, reopen
from srikandi.programme.duplicates.searching import is_search_due, search_next
from srikandi.programme.duplicates.viewing import PairRow, PairView, pair_rows, pair_view

__all__ = [
    "PairRow",
    "PairView",
    "is_search_due",
    "keep_both",
    "merge",
    "pair_rows",
    "pair_view",
    "reopen",
    "search_next",
]
