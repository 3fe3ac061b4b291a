"""The draw, byte by byte, as `docs/audit-sample.md` tells a stranger. Another byte is another rule number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from heapq import nsmallest

RULE = 1


def list_hash(names: Iterable[str]) -> str:
    """Give the SHA-256 of a list of pseudonyms, hex: `srikandi-sampel|1`, then name by name, sorted, LF after each."""
    lines = "".join(f"{name}\n" for name in sorted(names))
    return hashlib.sha256(f"srikandi-sampel|{RULE}\n{lines}".encode("ascii")).hexdigest()


def seed_of(phrase: str, of_list: str, head: str) -> str:
    """Give the seed: SHA-256 of `srikandi-sampel|1|phrase|list hash|head of the next block`, hex."""
    return hashlib.sha256(f"srikandi-sampel|{RULE}|{phrase}|{of_list}|{head}".encode("ascii")).hexdigest()


def drawn(names: Iterable[str], seed: str, count: int) -> list[tuple[str, str]]:
    """Give who is drawn, in order: the smallest SHA-256 of `seed|name`, each with that hash, hex."""
    hashed = ((hashlib.sha256(f"{seed}|{name}".encode("ascii")).hexdigest(), name) for name in names)
    return [(name, draw) for draw, name in nsmallest(count, hashed)]
