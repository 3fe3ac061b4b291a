"""Bank statements: kept, decided, booked, and what people decide about the lines no rule is sure of."""

from srikandi.programme.receiving.bank.desk import external_name
from srikandi.programme.receiving.bank.importing import Imported, import_or_hold, import_statement
from srikandi.programme.receiving.bank.matching import (
    Matched,
    confirm_proposal,
    join_lines,
    match_line,
    propose_correction,
    split_line,
)
from srikandi.programme.receiving.bank.uploads import LONG, bring_in, import_in_steps

__all__ = [
    "LONG",
    "Imported",
    "Matched",
    "bring_in",
    "confirm_proposal",
    "external_name",
    "import_in_steps",
    "import_or_hold",
    "import_statement",
    "join_lines",
    "match_line",
    "propose_correction",
    "split_line",
]
