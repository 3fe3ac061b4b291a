"""Counts that can be shown to everybody: small cells are hidden, and can't be worked out from the rest.

A cell under five is hidden, and the largest cell with it. Hiding the smallest other cells instead, as is often done,
gives small cells away to somebody who knows the rule: what is published then bounds what is hidden from above. With the
largest hidden, one person fewer in the small cell and one more in the largest always publishes the same; so nobody can
tell that anybody is there. A total under five is hidden itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST = 5


@dataclass(frozen=True)
class SafeCounts:
    """Cells by key and their total; what is hidden is None."""

    total: int | None
    cells: dict[str, int | None]


def suppress(counts: Mapping[str, int]) -> SafeCounts:
    """Give the counts of a table with one total as they can be published."""
    total = sum(counts.values())
    if total < SMALLEST:
        return SafeCounts(None, dict.fromkeys(counts))
    hidden = {key for key, count in counts.items() if count < SMALLEST}
    if hidden:
        hidden.add(max(counts, key=lambda key: (counts[key], key)))
    return SafeCounts(total, {key: None if key in hidden else count for key, count in counts.items()})


def split(part: int, *, whole: int) -> int | None:
    """Give a part of a published whole when neither it nor the rest is one to four people, else nothing.

    Nobody and everybody can be told: a hidden part then still has several readings, on either side of the whole.
    """
    return part if all(count == 0 or count >= SMALLEST for count in (part, whole - part)) else None
