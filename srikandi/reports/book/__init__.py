"""The book as accountants read it: ages of what is open, a company's statement, and tables as files."""

from srikandi.reports.book.ageing import (
    Aged,
    AgedItem,
    AgedRow,
    AsAt,
    Matter,
    aged_by_party,
    aged_items,
    total_of,
)
from srikandi.reports.book.sheets import MOST_ROWS, Cell, Table, csv_of, csv_parts, harmless, xlsx_of
from srikandi.reports.book.spans import Span

__all__ = [
    "MOST_ROWS",
    "Aged",
    "AgedItem",
    "AgedRow",
    "AsAt",
    "Cell",
    "Matter",
    "Span",
    "Table",
    "aged_by_party",
    "aged_items",
    "csv_of",
    "csv_parts",
    "harmless",
    "total_of",
    "xlsx_of",
]
