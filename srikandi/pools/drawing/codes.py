"""The code of a place: who holds it reads why they stand where they stand, and nobody can guess it.

It is derived under the index key, so that a slip can be printed again; what is stored is a keyed hash of it. A new code
has the next serial, and the one before it answers no more.
"""

from __future__ import annotations

from srikandi.database import index_of
from srikandi.signs import ALPHABET

LENGTH = 12
"""Over 58 bits: with a million codes given out, one try in 140 billion finds any."""


def code(pseudonym: str, *, serial: int) -> str:
    """Give the code of the place that has this pseudonym, bare. The pseudonym is public; the key is not."""
    number, bare = int.from_bytes(index_of("place", f"{pseudonym}|{serial}")), ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        bare += ALPHABET[sign]
    return bare


def index(bare: str) -> bytes:
    """Give what is stored of a code."""
    return index_of("place-code", bare)
