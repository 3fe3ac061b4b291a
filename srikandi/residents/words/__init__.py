"""The words of names: a person is found by the beginning of any of them, however many people there are.

The database keeps them beside the names by itself (triggers), so that no import, correction, merger, move or erasure
can forget to. Source: docs/decisions/0045.
"""

from srikandi.residents.words.keys import name_key
from srikandi.residents.words.matching import MOST_HITS, Hits, has_words, hits_of, words_in
from srikandi.residents.words.models import ResidentWord
from srikandi.residents.words.watching import strays, unfindable
from srikandi.residents.words.writing import write_words

__all__ = [
    "MOST_HITS",
    "Hits",
    "ResidentWord",
    "has_words",
    "hits_of",
    "name_key",
    "strays",
    "unfindable",
    "words_in",
    "write_words",
]
