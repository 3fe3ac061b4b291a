"""The code of a place: who holds it reads why they stand where they stand, and nobody can guess it.

It is derived under the index key, so that a slip can be printed again; what is stored is a keyed hash of it. A new code
has the next serial, and the one before it answers no more.
"""

from __future__ import annotations

from srikandi.database import index_of

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
SIGNS, GROUP = 12, 4
"""Over 58 bits: with a million codes given out, one try in 140 billion finds any."""


def code(pseudonym: str, *, serial: int) -> str:
    """Give the code of the place that has this pseudonym, bare. The pseudonym is public; the key is not."""
    number, signs = int.from_bytes(index_of("place", f"{pseudonym}|{serial}")), ""
    for _ in range(SIGNS):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return signs


def index(bare: str) -> bytes:
    """Give what is stored of a code."""
    return index_of("place-code", bare)


def packed(typed: str) -> str | None:
    """Read a code as people type it; none when it cannot be one."""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    return bare if len(bare) == SIGNS and set(bare) <= set(ALPHABET) else None


def printed(bare: str) -> str:
    """Give a code as it stands on a slip: `7Q4M-K2HJ-9ABC`."""
    return "-".join(bare[start : start + GROUP] for start in range(0, SIGNS, GROUP))
