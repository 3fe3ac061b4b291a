"""What a look at the seals finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flaw:
    """One thing that is not as it was sealed: where (`journal/12`, `seal_block/3`) and what is wrong with it."""

    subject: str
    message: str
