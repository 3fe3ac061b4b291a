"""The money side of the stories: arrived, put to use, due, given back, and checked."""

from srikandi.programme.money.checks import check_lines, check_months
from srikandi.programme.money.funding import Funding, PayerGap, fund, gaps_of, why_not_funded
from srikandi.programme.money.moving import book_premium, release_months
from srikandi.programme.money.settling import Settlement, SettlementNotice, identify, receive, settle

__all__ = [
    "Funding",
    "PayerGap",
    "Settlement",
    "SettlementNotice",
    "book_premium",
    "check_lines",
    "check_months",
    "fund",
    "gaps_of",
    "identify",
    "receive",
    "release_months",
    "settle",
    "why_not_funded",
]
