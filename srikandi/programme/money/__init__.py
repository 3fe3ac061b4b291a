"""The money side of the stories: arrived, put to use, due, given back, and checked."""

from srikandi.programme.money.checks import check_lines, check_months
from srikandi.programme.money.funding import (
    Funding,
    PayerGap,
    committed_key,
    decline_top_up,
    fund,
    funds_key,
    gaps_of,
    top_up,
    why_not_funded,
)
from srikandi.programme.money.moving import book_credit, book_premium, release_months, unfund_months
from srikandi.programme.money.pricing import (
    ShareAsked,
    Shortfall,
    apply_tariffs,
    price_anew,
    shortfalls_of,
)
from srikandi.programme.money.promising import give_time, promises_of, reshape_promise
from srikandi.programme.money.reserving import agree_release, decline_release, release_ended, take_back
from srikandi.programme.money.returning import (
    book_approved,
    book_left,
    book_recovered,
    book_returned,
    fail_refund,
    give_up_months,
    payer_id_of,
    released_by,
    unused,
)
from srikandi.programme.money.settling import Settlement, SettlementNotice, identify, receive, settle

__all__ = [
    "Funding",
    "PayerGap",
    "Settlement",
    "SettlementNotice",
    "ShareAsked",
    "Shortfall",
    "agree_release",
    "apply_tariffs",
    "book_approved",
    "book_credit",
    "book_left",
    "book_premium",
    "book_recovered",
    "book_returned",
    "check_lines",
    "check_months",
    "committed_key",
    "decline_release",
    "decline_top_up",
    "fail_refund",
    "fund",
    "funds_key",
    "gaps_of",
    "give_time",
    "give_up_months",
    "identify",
    "payer_id_of",
    "price_anew",
    "promises_of",
    "receive",
    "release_ended",
    "release_months",
    "released_by",
    "reshape_promise",
    "settle",
    "shortfalls_of",
    "take_back",
    "top_up",
    "unfund_months",
    "unused",
    "why_not_funded",
]
