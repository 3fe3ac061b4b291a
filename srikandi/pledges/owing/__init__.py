"""A promise of arrears alone: whole families of a pool, in its order, reserved from the offer on; no lives, no months.

quoted = pledges.owing.quote_arrears(session, pool.id, families=12)
pledges.owing.offer_arrears(session, ArrearsTerms(pool.id, 12, quoted.amount, form_key), by=officer)
"""

from srikandi.pledges.owing.offering import ArrearsTerms, offer_arrears, offered_as
from srikandi.pledges.owing.ordering import MOST_FAMILIES, ArrearsQuote, families_within, places_promised, quote_arrears
from srikandi.pledges.owing.refusals import FamiliesMoved, FamiliesTaken, NoFamilies, TooFewFamilies

__all__ = [
    "MOST_FAMILIES",
    "ArrearsQuote",
    "ArrearsTerms",
    "FamiliesMoved",
    "FamiliesTaken",
    "NoFamilies",
    "TooFewFamilies",
    "families_within",
    "offer_arrears",
    "offered_as",
    "places_promised",
    "quote_arrears",
]
