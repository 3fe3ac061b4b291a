"""The book: append-only, made of arrows, so that it can't be out of balance.

A journal is one real event; under it stand transfers, each a positive sum from a credited to a debited account.
Balances that may not go below zero are kept by the database itself. The book has no word of health or sponsors.
"""

from srikandi.ledger.actions import post, post_many, reverse
from srikandi.ledger.chart import GUARDED, SIDES, TITLES, AccountKind
from srikandi.ledger.checks import Check, Finding, register_check, verify
from srikandi.ledger.entries import AccountKey, Arrow, Content, Entry
from srikandi.ledger.models import Account, AccountBalance, Journal, Side, Transfer
from srikandi.ledger.reading import (
    JournalRow,
    JournalView,
    KindRow,
    Line,
    Listing,
    Statement,
    StatementLine,
    TrialBalance,
    TrialRow,
    account_statement,
    accounts_of,
    balance,
    balances,
    by_kind,
    journal_view,
    journals,
    lines_of,
    transfers_of,
    trial_balance,
)
from srikandi.ledger.refusals import (
    AccountNotFound,
    AlreadyReversed,
    JournalNotFound,
    NotEnoughMoney,
    NothingToBook,
    ReferenceTaken,
)
from srikandi.ledger.writing import lock, lock_book

__all__ = [
    "GUARDED",
    "SIDES",
    "TITLES",
    "Account",
    "AccountBalance",
    "AccountKey",
    "AccountKind",
    "AccountNotFound",
    "AlreadyReversed",
    "Arrow",
    "Check",
    "Content",
    "Entry",
    "Finding",
    "Journal",
    "JournalNotFound",
    "JournalRow",
    "JournalView",
    "KindRow",
    "Line",
    "Listing",
    "NotEnoughMoney",
    "NothingToBook",
    "ReferenceTaken",
    "Side",
    "Statement",
    "StatementLine",
    "Transfer",
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
    "lock",
    "lock_book",
    "post",
    "post_many",
    "register_check",
    "reverse",
    "transfers_of",
    "trial_balance",
    "verify",
]
