"""People who may be the same person: found by what speaks for it, decided by a person, never silently.

    search = residents.duplicates.ask_search(session, district_id, by=maker)
    found = duplicates.find(session, district_id)
    duplicates.note_found(session, search, found)

Two records become one by `programme.duplicates.merge`: one of them leaves as an alias of the other.
"""

from srikandi.residents.duplicates.deciding import (
    begin_decision,
    families,
    family_for,
    keep_family,
    pair_of,
    pairs,
    reopen_family,
    settle,
)
from srikandi.residents.duplicates.finding import CROWDED, Found, FoundPair, Stranger, find, resembling
from srikandi.residents.duplicates.likeness import LIKENESS_WORDS, Likeness, alike, is_one_off
from srikandi.residents.duplicates.models import (
    SUSPICION_MOVES,
    CrowdedFamily,
    DuplicatePair,
    DuplicateSearch,
    SuspicionStatus,
)
from srikandi.residents.duplicates.noting import ask_search, districts_to_search, last_search, note_found, searches_due
from srikandi.residents.duplicates.refusals import PairDecided, PairUnknown

__all__ = [
    "CROWDED",
    "LIKENESS_WORDS",
    "SUSPICION_MOVES",
    "CrowdedFamily",
    "DuplicatePair",
    "DuplicateSearch",
    "Found",
    "FoundPair",
    "Likeness",
    "PairDecided",
    "PairUnknown",
    "Stranger",
    "SuspicionStatus",
    "alike",
    "ask_search",
    "begin_decision",
    "districts_to_search",
    "families",
    "family_for",
    "find",
    "is_one_off",
    "keep_family",
    "last_search",
    "note_found",
    "pair_of",
    "pairs",
    "reopen_family",
    "resembling",
    "searches_due",
    "settle",
]
