"""What each statement line means against a list of bills: a certain match is credited, a likely one only suggested."""

from srikandi.payments.statements.matching.deciding import decide, is_bank_own
from srikandi.payments.statements.matching.decisions import (
    READ,
    Action,
    Bill,
    Candidate,
    Code,
    LineDecision,
    Part,
    Reason,
)
from srikandi.payments.statements.matching.report import COLUMNS, ReportRow, credited, report_rows

__all__ = [
    "COLUMNS",
    "READ",
    "Action",
    "Bill",
    "Candidate",
    "Code",
    "LineDecision",
    "Part",
    "Reason",
    "ReportRow",
    "credited",
    "decide",
    "is_bank_own",
    "report_rows",
]
