"""Lists of arrears from BPJS Kesehatan: decided row by row, seen before they take effect, approved by another.

kept, is_new = lists.stage_list(session, ArrearsFile(content, filename, last_month), by=maker)
lists.approve_list(session, kept, seen_hash=kept.content_hash.hex(), by=checker)
"""

from srikandi.arrears.lists.deciding import DecidedArrears, decide_arrears
from srikandi.arrears.lists.keeping import (
    approve_list,
    count_decisions,
    discard_list,
    list_of,
    lists_of,
    newest,
    rows_of,
    stage_list,
)
from srikandi.arrears.lists.models import ARREARS_LIST_MOVES, ArrearsList, ArrearsListStatus, ArrearsRow
from srikandi.arrears.lists.reading import ArrearsFile, Reported, class_in, read_arrears
from srikandi.arrears.lists.words import ARREARS_CODES, ArrearsCode

__all__ = [
    "ARREARS_CODES",
    "ARREARS_LIST_MOVES",
    "ArrearsCode",
    "ArrearsFile",
    "ArrearsList",
    "ArrearsListStatus",
    "ArrearsRow",
    "DecidedArrears",
    "Reported",
    "approve_list",
    "class_in",
    "count_decisions",
    "decide_arrears",
    "discard_list",
    "list_of",
    "lists_of",
    "newest",
    "read_arrears",
    "rows_of",
    "stage_list",
]
