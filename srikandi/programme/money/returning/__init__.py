"""Money that leaves again: how much nobody has used, which months may be given up, and the journals of a refund."""

from srikandi.programme.money.returning.booking import (
    book_approved,
    book_left,
    book_recovered,
    book_returned,
    fail_refund,
    give_up_months,
    payer_id_of,
    released_by,
    unused,
)
from srikandi.programme.money.returning.freeing import Freeable, free, freeable, months_of

__all__ = [
    "Freeable",
    "book_approved",
    "book_left",
    "book_recovered",
    "book_returned",
    "fail_refund",
    "free",
    "freeable",
    "give_up_months",
    "months_of",
    "payer_id_of",
    "released_by",
    "unused",
]
