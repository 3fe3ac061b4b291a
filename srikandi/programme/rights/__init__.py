"""The rights of a person, from the request at the desk to the answer, and the round that forgets in time."""

from srikandi.programme.rights.answering import (
    FORGOTTEN,
    correct,
    erase,
    erase_due,
    forget_beside,
    hand_over,
    lift,
    open_copy,
    restrict,
)
from srikandi.programme.rights.holdings import DEEDS, Holdings, holdings
from srikandi.programme.rights.keeping import keep_time
from srikandi.programme.rights.obstacles import Obstacle, obstacles
from srikandi.programme.rights.papers import as_csv, as_json, as_pdf, breach_letter
from srikandi.programme.rights.refusals import CopyMissing, NothingChanged, NotYetErasable, WrongKind

__all__ = [
    "DEEDS",
    "FORGOTTEN",
    "CopyMissing",
    "Holdings",
    "NotYetErasable",
    "NothingChanged",
    "Obstacle",
    "WrongKind",
    "as_csv",
    "as_json",
    "as_pdf",
    "breach_letter",
    "correct",
    "erase",
    "erase_due",
    "forget_beside",
    "hand_over",
    "holdings",
    "keep_time",
    "lift",
    "obstacles",
    "open_copy",
    "restrict",
]
