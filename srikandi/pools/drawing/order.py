"""The published order: the frozen list of points, and a draw nobody can steer.

Everything here is pure and is what `docs/fair-order.md` tells a stranger, byte by byte. Changing a byte is a new
`RULE`; lists keep the one they were frozen by. What points are given for is data of the pool (`eligibility.Rule`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

RULE = 2

_SECRET = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
SHORTEST_SECRET, LONGEST_SECRET = 20, 100


@dataclass(frozen=True)
class Draw:
    """What decides ties: both secrets and the hash of the list they were committed for."""

    district_secret: str
    forum_secret: str
    list_hash: str


def list_hash(pool_id: int, listed: Iterable[tuple[str, int]], *, rule: int = RULE, fingerprint: str = "") -> str:
    """Give the SHA-256 of a frozen list of (pseudonym, points), hex.

    Bytes: `srikandi-list|rule|pool|fingerprint of the rule` (the first rule had none, and no bar before it) and then,
    sorted by pseudonym, one `pseudonym|points` a line; each line ends in LF.
    """
    head = f"srikandi-list|{rule}|{pool_id}" + (f"|{fingerprint}" if rule > 1 else "")
    lines = [f"{head}\n", *(f"{name}|{score}\n" for name, score in sorted(listed))]
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def place_hash(draw: Draw, pseudonym: str) -> str:
    """Give a person's draw: SHA-256 of `district secret|forum secret|list hash|pseudonym`, hex."""
    text = f"{draw.district_secret}|{draw.forum_secret}|{draw.list_hash}|{pseudonym}"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def in_order(listed: Iterable[tuple[str, int]], draw: Draw) -> list[tuple[str, int, str]]:
    """Give (pseudonym, points, draw) in order: most points first, the smaller draw before the greater."""
    drawn = [(name, score, place_hash(draw, name)) for name, score in listed]
    return sorted(drawn, key=lambda row: (-row[1], row[2]))


def commitment(secret: str) -> str:
    """Give the SHA-256 of a secret, hex: shows nothing of it, and fits nothing else."""
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def is_fit(secret: str) -> bool:
    """Is this long enough to be a secret, and made of signs that are the same bytes everywhere?"""
    return SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET and _SECRET.fullmatch(secret) is not None
