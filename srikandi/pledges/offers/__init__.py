"""How a promise is priced, made and fixed: the calculator, the offer, and the hash an approval binds to."""

from srikandi.pledges.offers.content import Content, content_hash
from srikandi.pledges.offers.offering import (
    LAST_MOMENT,
    ask_for_shares,
    check_payers,
    check_room,
    deadline,
    known_offer,
    offer,
    take_turn,
    write_pledge,
)
from srikandi.pledges.offers.paying import write_payers
from srikandi.pledges.offers.quoting import check_shares, quote
from srikandi.pledges.offers.renewing import offer_renewal
from srikandi.pledges.offers.terms import Due, PayerQuote, Quote, Share, Terms, digest

__all__ = [
    "LAST_MOMENT",
    "Content",
    "Due",
    "PayerQuote",
    "Quote",
    "Share",
    "Terms",
    "ask_for_shares",
    "check_payers",
    "check_room",
    "check_shares",
    "content_hash",
    "deadline",
    "digest",
    "known_offer",
    "offer",
    "offer_renewal",
    "quote",
    "take_turn",
    "write_payers",
    "write_pledge",
]
