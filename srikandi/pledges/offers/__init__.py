"""How a promise is priced, made and fixed: the calculator, the offer, and the hash an approval binds to."""

from srikandi.pledges.offers.content import content_hash
from srikandi.pledges.offers.offering import deadline, offer
from srikandi.pledges.offers.quoting import quote
from srikandi.pledges.offers.terms import Due, PayerQuote, Quote, Share, Terms

__all__ = ["Due", "PayerQuote", "Quote", "Share", "Terms", "content_hash", "deadline", "offer", "quote"]
