"""People who have left, reported as a file: decided row by row, seen before it takes effect, approved by another."""

from srikandi.programme.exits.lists.approving import approve_exits, stage_exits
from srikandi.programme.exits.lists.deciding import decide_exits
from srikandi.programme.exits.lists.viewing import (
    ExitListRow,
    ListSummary,
    counts_of,
    exit_list_rows,
    list_summaries,
    months_at_stake,
    report_of,
)

__all__ = [
    "ExitListRow",
    "ListSummary",
    "approve_exits",
    "counts_of",
    "decide_exits",
    "exit_list_rows",
    "list_summaries",
    "months_at_stake",
    "report_of",
    "stage_exits",
]
