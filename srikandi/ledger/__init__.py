"""The book: append-only, made of arrows, so that it can't be out of balance.

A journal is one real event; under it stand transfers, each a positive sum from a credited to a debited account.
Balances that may not go below zero are kept by the database itself. The book has no word of health or sponsors.
"""

from srikandi.ledger.accounts import lock
from srikandi.ledger.actions import post, reverse
from srikandi.ledger.chart import GUARDED, SIDES, TITLES, AccountKind
from srikandi.ledger.entries import AccountKey, Arrow, Content, Entry
from srikandi.ledger.models import Account, AccountBalance, Journal, Side, Transfer
from srikandi.ledger.queries import arrows_of, balance, balances, transfers_of
from srikandi.ledger.refusals import (
    AccountNotFound,
    AlreadyReversed,
    JournalNotFound,
    NotEnoughMoney,
    NothingToBook,
    ReferenceTaken,
)

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
    "Content",
    "Entry",
    "Journal",
    "JournalNotFound",
    "NotEnoughMoney",
    "NothingToBook",
    "ReferenceTaken",
    "Side",
    "Transfer",
    "arrows_of",
    "balance",
    "balances",
    "lock",
    "post",
    "reverse",
    "transfers_of",
]
