"""A month's end: what BPJS Kesehatan bills, what was paid on, what differs and why, and two who close it."""

from srikandi.programme.closing.afterwards import (
    CAUSES,
    KINDS,
    SEGMENTS,
    Correction,
    CorrectionKind,
    certify_closed,
    corrections_of,
    issue_minutes,
    minutes_of,
    pledges_without,
    quarter_of,
)
from srikandi.programme.closing.checklist import Item, Step, check_ready, checklist, first_open
from srikandi.programme.closing.closing import confirm_close, content_of, propose_close
from srikandi.programme.closing.comparison import SegmentFigures, compare, figures_of, total_of
from srikandi.programme.closing.institutions import institution_of, parties
from srikandi.programme.closing.remitting import (
    book_from_bank,
    book_from_prepaid,
    due_of,
    prepaid_of,
    prepare_remittance,
    withdraw_remittance,
)
from srikandi.programme.closing.stating import ListFile, state_bill
from srikandi.programme.closing.viewing import MonthRow, MonthView, month_rows, month_view, pseudonyms

__all__ = [
    "CAUSES",
    "KINDS",
    "SEGMENTS",
    "Correction",
    "CorrectionKind",
    "Item",
    "ListFile",
    "MonthRow",
    "MonthView",
    "SegmentFigures",
    "Step",
    "book_from_bank",
    "book_from_prepaid",
    "certify_closed",
    "check_ready",
    "checklist",
    "compare",
    "confirm_close",
    "content_of",
    "corrections_of",
    "due_of",
    "figures_of",
    "first_open",
    "institution_of",
    "issue_minutes",
    "minutes_of",
    "month_rows",
    "month_view",
    "parties",
    "pledges_without",
    "prepaid_of",
    "prepare_remittance",
    "propose_close",
    "pseudonyms",
    "quarter_of",
    "state_bill",
    "total_of",
    "withdraw_remittance",
]
