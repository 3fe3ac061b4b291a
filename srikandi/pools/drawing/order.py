"""The published order: points, the frozen list, and a draw nobody can steer.

Everything here is pure and is what `docs/fair-order.md` tells a stranger, byte by byte. Changing a number or a byte is
a new `RULE`; lists keep the version they were frozen by.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from srikandi.clock import Month

RULE = 1
POINTS_A_DECILE = 5
LAST_DECILE = 10
UNKNOWN_DECILE = 5
FORMER_PBI_POINTS = 20
AGE_POINTS = 15
CHILD_BELOW = 18
ELDERLY_FROM = 60
REACTIVATION_POINTS = 10
MOST_WAITING_MONTHS = 24

_SECRET = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
SHORTEST_SECRET, LONGEST_SECRET = 20, 100


@dataclass(frozen=True)
class Case:
    """What the rule looks at in a person, and nothing else."""

    decile: int | None
    is_former_pbi: bool
    is_reactivation: bool
    birth_on: date
    waiting_since: date


@dataclass(frozen=True)
class Draw:
    """What decides ties: both secrets and the hash of the list they were committed for."""

    district_secret: str
    forum_secret: str
    list_hash: str


def points(case: Case, *, on: date) -> int:
    """Give a person's points on the day the list is frozen."""
    decile = case.decile or UNKNOWN_DECILE
    years = on.year - case.birth_on.year - ((on.month, on.day) < (case.birth_on.month, case.birth_on.day))
    months = Month.of(on) - Month.of(case.waiting_since) - (on.day < case.waiting_since.day)
    return (
        POINTS_A_DECILE * (LAST_DECILE + 1 - decile)
        + FORMER_PBI_POINTS * case.is_former_pbi
        + AGE_POINTS * (years < CHILD_BELOW or years >= ELDERLY_FROM)
        + REACTIVATION_POINTS * case.is_reactivation
        + min(max(months, 0), MOST_WAITING_MONTHS)
    )


def list_hash(pool_id: int, listed: Iterable[tuple[str, int]], *, rule: int = RULE) -> str:
    """Give the SHA-256 of a frozen list of (pseudonym, points), hex.

    Bytes: `srikandi-list|rule|pool` and then, sorted by pseudonym, one `pseudonym|points` a line; each line ends in LF.
    """
    lines = [f"srikandi-list|{rule}|{pool_id}\n", *(f"{name}|{score}\n" for name, score in sorted(listed))]
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
