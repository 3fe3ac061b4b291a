"""Bank statements: kept, decided, booked, and what people decide about the lines no rule is sure of."""

from srikandi.programme.receiving.bank.deciding import (
    Bearing,
    Borne,
    Matched,
    Obstacle,
    Voidable,
    confirm_proposal,
    confirm_void,
    confirm_write_off,
    join_lines,
    look_at_void,
    look_at_write_off,
    made_good_name,
    match_line,
    months_losing,
    propose_correction,
    propose_void,
    split_line,
    who_bore,
)
from srikandi.programme.receiving.bank.desk import external_name, void_name
from srikandi.programme.receiving.bank.importing import Imported, import_or_hold, import_statement
from srikandi.programme.receiving.bank.uploads import LONG, bring_in, import_in_steps

__all__ = [
    "LONG",
    "Bearing",
    "Borne",
    "Imported",
    "Matched",
    "Obstacle",
    "Voidable",
    "bring_in",
    "confirm_proposal",
    "confirm_void",
    "confirm_write_off",
    "external_name",
    "import_in_steps",
    "import_or_hold",
    "import_statement",
    "join_lines",
    "look_at_void",
    "look_at_write_off",
    "made_good_name",
    "match_line",
    "months_losing",
    "propose_correction",
    "propose_void",
    "split_line",
    "void_name",
    "who_bore",
]
