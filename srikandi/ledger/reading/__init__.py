"""Questions to the book: what stands where, what moved, and why."""

from srikandi.ledger.reading.balances import (
    TrialBalance,
    TrialRow,
    balance,
    balances,
    kept_on,
    kept_sums,
    moved_sums,
    trial_balance,
)
from srikandi.ledger.reading.cards import Card, CardLine, account_card, account_of
from srikandi.ledger.reading.journals import JournalView, Line, journal_view, journals_named, lines_of, transfers_of
from srikandi.ledger.reading.listings import (
    JournalPage,
    JournalRow,
    KindRow,
    Sought,
    by_kind,
    journal_lines,
    journals,
)
from srikandi.ledger.reading.periods import (
    AccountSix,
    KindSix,
    Scope,
    Six,
    accounts_in,
    kinds_in,
    parties_in,
    sum_of,
)

__all__ = [
    "AccountSix",
    "Card",
    "CardLine",
    "JournalPage",
    "JournalRow",
    "JournalView",
    "KindRow",
    "KindSix",
    "Line",
    "Scope",
    "Six",
    "Sought",
    "TrialBalance",
    "TrialRow",
    "account_card",
    "account_of",
    "accounts_in",
    "balance",
    "balances",
    "by_kind",
    "journal_lines",
    "journal_view",
    "journals",
    "journals_named",
    "kept_on",
    "kept_sums",
    "kinds_in",
    "lines_of",
    "moved_sums",
    "parties_in",
    "sum_of",
    "transfers_of",
    "trial_balance",
]
