"""The collection accounts, their statements as kept here, and which line belongs to whom.

A line is known by its place among those that share day, amount, bank reference and balance, never by its text: the same
file, or one that overlaps, adds nothing, and two honest twins both count. Nothing is booked here.
"""

from srikandi.payments.banking.accounts import NewAccount, account_by_code, account_of, accounts_of, open_account
from srikandi.payments.banking.keeping import KeptFile, check_account, keep_file, known_file, lock_account
from srikandi.payments.banking.matching import confirm_match, importer_of, propose_match, withdraw_match
from srikandi.payments.banking.outgoing import book_outgoing, outgoing_waiting
from srikandi.payments.banking.queries import (
    LineCounts,
    counts_of,
    line_of,
    lines_of,
    losses,
    statement_of,
    statements_of,
    suspense_lines,
    unbooked,
)

__all__ = [
    "KeptFile",
    "LineCounts",
    "NewAccount",
    "account_by_code",
    "account_of",
    "accounts_of",
    "book_outgoing",
    "check_account",
    "confirm_match",
    "counts_of",
    "importer_of",
    "keep_file",
    "known_file",
    "line_of",
    "lines_of",
    "lock_account",
    "losses",
    "open_account",
    "outgoing_waiting",
    "propose_match",
    "statement_of",
    "statements_of",
    "suspense_lines",
    "unbooked",
    "withdraw_match",
]
