"""Decisions of the village, and of the district that passes a nomination on."""

from srikandi.nominations.deciding.accepting import Listing, accept, link, namers_of, note_number
from srikandi.nominations.deciding.likeness import NearMiss, NearMisses, near_misses, same_number
from srikandi.nominations.deciding.settling import decline, pass_on, visit

__all__ = [
    "Listing",
    "NearMiss",
    "NearMisses",
    "accept",
    "decline",
    "link",
    "namers_of",
    "near_misses",
    "note_number",
    "pass_on",
    "same_number",
    "visit",
]
