"""The parts of a KlikBCA description: code and amount, two notes of 18 signs, the sender in 18 more."""

from __future__ import annotations

import re

_PARTS = re.compile(r"^.*?/FTSCY/\S+\s+\d+\.\d\d(?P<note>.{36})(?P<sender>.{18})$", re.DOTALL)
_GLUED_AMOUNT = re.compile(r"(\d+\.\d\d)(?=\S)")


def part(description: str) -> tuple[tuple[str, ...], str | None]:
    """Give the texts to search and the sender; a description of another shape is one text."""
    found = _PARTS.match(description)
    if found is None:
        return (_GLUED_AMOUNT.sub(r"\1 ", description, count=1),), None
    return (found["note"],), found["sender"].strip() or None
