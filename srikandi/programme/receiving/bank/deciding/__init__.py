"""What two people decide about lines no rule is sure of: matched, split, joined, corrected, or none of it true."""

from srikandi.programme.receiving.bank.deciding.bearing import Bearing, Borne, look_at_write_off, who_bore
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
from srikandi.programme.receiving.bank.deciding.writing_off import (
    confirm_write_off,
    follow_written_off,
    made_good_name,
)

__all__ = [
    "Bearing",
    "Borne",
    "Matched",
    "Obstacle",
    "Voidable",
    "confirm_proposal",
    "confirm_void",
    "confirm_write_off",
    "follow_written_off",
    "join_lines",
    "look_at_void",
    "look_at_write_off",
    "made_good_name",
    "match_line",
    "months_losing",
    "propose_correction",
    "propose_void",
    "split_line",
    "who_bore",
]
