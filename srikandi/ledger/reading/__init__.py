"""Questions to the book: what stands where, what moved, and why."""

from srikandi.ledger.reading.balances import TrialBalance, TrialRow, balance, balances, moved_sums, trial_balance
from srikandi.ledger.reading.journals import JournalView, Line, journal_view, lines_of, transfers_of
from srikandi.ledger.reading.listings import JournalRow, KindRow, Listing, accounts_of, by_kind, journals
from srikandi.ledger.reading.statements import Statement, StatementLine, account_statement

__all__ = [
    "JournalRow",
    "JournalView",
    "KindRow",
    "Line",
    "Listing",
    "Statement",
    "StatementLine",
    "TrialBalance",
    "TrialRow",
    "account_statement",
    "accounts_of",
    "balance",
    "balances",
    "by_kind",
    "journal_view",
    "journals",
    "lines_of",
    "moved_sums",
    "transfers_of",
    "trial_balance",
]
