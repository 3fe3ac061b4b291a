"""Bank statements: a bank's file becomes checked lines, and each line is told what it means against the open bills.

Nothing here touches a database: `read_statement` gives the lines, `recount` which of them are new, `decide` what to do
with each, `report_rows` the same for people and checks.
"""

from srikandi.payments.statements.identity import GroupKey, NumberedLine, Recount, group_key, recount
from srikandi.payments.statements.lines import Detail, Statement, StatementLine
from srikandi.payments.statements.matching import (
    COLUMNS,
    READ,
    Action,
    Bill,
    Candidate,
    Code,
    LineDecision,
    Part,
    Reason,
    ReportRow,
    credited,
    decide,
    is_bank_own,
    report_rows,
)
from srikandi.payments.statements.readers.bill_list import read_bills
from srikandi.payments.statements.reading import read_statement
from srikandi.payments.statements.refusals import OtherLayout, StatementRefused

__all__ = [
    "COLUMNS",
    "READ",
    "Action",
    "Bill",
    "Candidate",
    "Code",
    "Detail",
    "GroupKey",
    "LineDecision",
    "NumberedLine",
    "OtherLayout",
    "Part",
    "Reason",
    "Recount",
    "ReportRow",
    "Statement",
    "StatementLine",
    "StatementRefused",
    "credited",
    "decide",
    "group_key",
    "is_bank_own",
    "read_bills",
    "read_statement",
    "recount",
    "report_rows",
]
