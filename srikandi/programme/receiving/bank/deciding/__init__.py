"""What two people decide about lines no rule is sure of: matched, split, joined, corrected, or none of it true."""

from srikandi.programme.receiving.bank.deciding.correcting import months_losing, propose_correction
from srikandi.programme.receiving.bank.deciding.matching import (
    confirm_proposal,
    join_lines,
    match_line,
    split_line,
)
from srikandi.programme.receiving.bank.deciding.voiding import (
    Obstacle,
    Voidable,
    confirm_void,
    look_at_void,
    propose_void,
)
from srikandi.programme.receiving.bank.deciding.writing import Matched

__all__ = [
    "Matched",
    "Obstacle",
    "Voidable",
    "confirm_proposal",
    "confirm_void",
    "join_lines",
    "look_at_void",
    "match_line",
    "months_losing",
    "propose_correction",
    "propose_void",
    "split_line",
]
