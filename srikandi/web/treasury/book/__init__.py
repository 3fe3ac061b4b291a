"""What the pages of the book share: what was chosen, what things are called, papers, and tables as files."""

from srikandi.web.treasury.book.companies import statement_file, statement_of
from srikandi.web.treasury.book.exports import about, happened, sent, sent_in_parts
from srikandi.web.treasury.book.filters import PERIODS, Chosen, chosen, day_asked
from srikandi.web.treasury.book.labels import CARD_COLUMNS, COLUMNS, EXPLAINED, JOURNAL_COLUMNS, six_rows
from srikandi.web.treasury.book.names import Names, names_of
from srikandi.web.treasury.book.papers import Paper, line_behind, paper_link, paper_of, pledges_in, shown

__all__ = [
    "CARD_COLUMNS",
    "COLUMNS",
    "EXPLAINED",
    "JOURNAL_COLUMNS",
    "PERIODS",
    "Chosen",
    "Names",
    "Paper",
    "about",
    "chosen",
    "day_asked",
    "happened",
    "line_behind",
    "names_of",
    "paper_link",
    "paper_of",
    "pledges_in",
    "sent",
    "sent_in_parts",
    "shown",
    "six_rows",
    "statement_file",
    "statement_of",
]
