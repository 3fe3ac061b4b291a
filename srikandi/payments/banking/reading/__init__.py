"""Questions to the kept statements: what came in, how it follows on, what waits for people and for how long."""

from srikandi.payments.banking.reading.continuity import Remark, broken, continuity
from srikandi.payments.banking.reading.doubts import doubts
from srikandi.payments.banking.reading.lines import (
    LineCounts,
    counts_of,
    file_hash,
    known_file,
    line_of,
    lines_by_id,
    lines_of,
    losses,
    statement_of,
    statements_of,
    unbooked,
)
from srikandi.payments.banking.reading.standing import Standing, standings
from srikandi.payments.banking.reading.suspense import (
    AGES,
    Age,
    Search,
    Waiting,
    ageing,
    lines_of_proposals,
    open_corrections,
    parts_of,
    proposal_of,
    proposals_about,
    suspense_lines,
    waiting,
)

__all__ = [
    "AGES",
    "Age",
    "LineCounts",
    "Remark",
    "Search",
    "Standing",
    "Waiting",
    "ageing",
    "broken",
    "continuity",
    "counts_of",
    "doubts",
    "file_hash",
    "known_file",
    "line_of",
    "lines_by_id",
    "lines_of",
    "lines_of_proposals",
    "losses",
    "open_corrections",
    "parts_of",
    "proposal_of",
    "proposals_about",
    "standings",
    "statement_of",
    "statements_of",
    "suspense_lines",
    "unbooked",
    "waiting",
]
