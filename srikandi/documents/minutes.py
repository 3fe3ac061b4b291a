"""What the minutes of closed months say, the Berita Acara Rekonsiliasi: both parties, figures, differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from srikandi.clock import Month
from srikandi.money import Money, total


@dataclass(frozen=True)
class MinutesParty:
    """One of the two institutions: who signs for it, and who agreed in its name when the months were closed."""

    institution: str
    office: str
    name: str
    agreed_by: tuple[str, ...]


@dataclass(frozen=True)
class MinutesRow:
    """One segment of one month in the three books."""

    month: Month
    segment: str
    billed_lives: int
    billed: Money
    active_lives: int
    premium: Money
    prepared: Money
    """To be paid on, done or not."""
    remitted: Money
    """Really paid on."""

    def value_of(self, name: str) -> int | Money:
        """Give one figure by its name."""
        found: int | Money = getattr(self, name)
        return found

    @property
    def excess_lives(self) -> int:
        """Billed beyond what is active."""
        return self.billed_lives - self.active_lives

    @property
    def excess(self) -> Money:
        """Rupiah billed beyond what is active."""
        return self.billed - self.premium


@dataclass(frozen=True)
class MinutesDifference:
    """Differences of one kind with one cause, owner and follow-up, counted together."""

    month: Month
    what: str
    count: int
    lives: int
    amount: Money
    cause: str
    owner: str
    follow_up: str


@dataclass(frozen=True)
class MinutesMonth:
    """One closed month: when, and over which content."""

    month: Month
    closed_on: date
    content_hash: str


@dataclass(frozen=True)
class MinutesFacts:
    """What two institutions agreed on for a month or a quarter."""

    company: str
    """Between whom: what a public page is headed with."""
    letter_number: str
    from_on: date
    to_on: date
    parties: tuple[MinutesParty, ...]
    rows: tuple[MinutesRow, ...]
    differences: tuple[MinutesDifference, ...]
    months: tuple[MinutesMonth, ...]

    def sum_of(self, name: str) -> Money:
        """Add one column of rupiah up."""
        return total([getattr(row, name) for row in self.rows])

    def count_of(self, name: str) -> int:
        """Add one column of life-months up."""
        return sum(getattr(row, name) for row in self.rows)
