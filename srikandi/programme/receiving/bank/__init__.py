"""Bank statements: kept, decided, booked, and what people decide about the lines no rule is sure of."""

from srikandi.programme.receiving.bank.deciding import (
    Matched,
    Obstacle,
    Voidable,
    confirm_proposal,
    confirm_void,
    join_lines,
    look_at_void,
    match_line,
    months_losing,
    propose_correction,
    propose_void,
    split_line,
)
from srikandi.programme.receiving.bank.desk import external_name, void_name
from srikandi.programme.receiving.bank.importing import Imported, import_or_hold, import_statement
from srikandi.programme.receiving.bank.uploads import LONG, bring_in, import_in_steps

__all__ = [
    "LONG",
    "Imported",
    "Matched",
    "Obstacle",
    "Voidable",
    "bring_in",
    "confirm_proposal",
    "confirm_void",
    "external_name",
    "import_in_steps",
    "import_or_hold",
    "import_statement",
    "join_lines",
    "look_at_void",
    "match_line",
    "months_losing",
    "propose_correction",
    "propose_void",
    "split_line",
    "void_name",
]
