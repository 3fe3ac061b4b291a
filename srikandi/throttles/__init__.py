"""How often somebody may try: one table of what was tried, one list of limits, for every door to the street.

    throttles.check(session, Gate.APPLICATION, address)
    throttles.count(session, Gate.APPLICATION, address)

Who tried stands there as a keyed hash and is forgotten as soon as it no longer counts. An IPv6 address counts as the
network it is in, because whoever has one has all of it.
"""

from srikandi.throttles.counting import LIMITS, Gate, Limit, check, count, forget_tries, is_full
from srikandi.throttles.models import CountedTry
from srikandi.throttles.refusals import TooOften

__all__ = ["LIMITS", "CountedTry", "Gate", "Limit", "TooOften", "check", "count", "forget_tries", "is_full"]
