"""What a company promises, and what follows from it: rupiah per month, in all, per payer and per instalment."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from srikandi.clock import Month
from srikandi.money import Money, total
from srikandi.pledges.models import Frequency, SuccessionRule
from srikandi.pledges.shares import Steps
from srikandi.tariffs import Basis

LATER = {"urgent": 0, "urgent_months": 0, "spread": None, "arrears": None}
"""What terms did not always have, as they are without it: a form sent before still has the hash it had."""
MONTHS_PER_INSTALMENT = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.ONCE: 60}


@dataclass(frozen=True)
class Share:
    """What one organisation pays of each life-month."""

    organisation_id: int
    amount: Money


@dataclass(frozen=True)
class Terms:
    """What the form says: N lives for M months from a month on, out of a pool, and who pays what."""

    pool_id: int
    lives: int
    months: int
    start_month: Month
    tariff_basis: Basis
    frequency: Frequency
    succession_rule: SuccessionRule
    villages: tuple[str, ...]
    shares: tuple[Share, ...]
    form_key: str
    urgent: int = 0
    """How many of the lives are kept free for urgent cases."""
    urgent_months: int = 0
    """For how many months from the first one; 0 is until the district says otherwise."""
    spread: tuple[tuple[str, int], ...] | None = None
    """Kecamatan and places as they were shown, where the lives are to be spread; else the pool's order decides."""
    arrears: tuple[int, Money] | None = None
    """How many families' arrears are paid, for how much, where nothing else is promised: no lives and no months."""

    @property
    def urgent_until_on(self) -> date | None:
        """The last day the urgent quota is kept free."""
        return (self.start_month + (self.urgent_months - 1)).last_day if self.urgent and self.urgent_months else None

    @property
    def held(self) -> int:
        """How many people are held from the start."""
        return self.lives - self.urgent

    @property
    def all_months(self) -> list[Month]:
        """Every calendar month of the promise."""
        return self.start_month.following(self.months)

    @property
    def form_hash(self) -> str:
        """SHA-256 of what the form said, hex; its key is not part of it."""
        said = {**asdict(self), "form_key": None}
        for name, usual in LATER.items():
            if said[name] == usual:
                del said[name]
        return digest(said)


@dataclass(frozen=True)
class Due:
    """One instalment: when, how much, for how many months."""

    sequence: int
    due_on: date
    amount: Money
    months: int


@dataclass(frozen=True)
class PayerQuote:
    """What one payer would pay, in all and by instalment."""

    organisation_id: int
    share: Money
    total: Money
    instalments: tuple[Due, ...]
    steps: Steps
    """The share month by month."""


@dataclass(frozen=True)
class Quote:
    """What a promise costs."""

    tariff: Money
    """Of one life in the first month."""
    per_month: Money
    total: Money
    payers: tuple[PayerQuote, ...]
    changes: tuple[tuple[Month, Money], ...] = ()
    """Tariffs of later months, where a decree already changes them inside the promise."""

    @property
    def terbilang(self) -> str:
        """The whole sum in words."""
        return self.total.in_words()

    @property
    def instalments(self) -> tuple[Due, ...]:
        """What all payers together pay by each day."""
        together = zip(*(payer.instalments for payer in self.payers), strict=True)
        return tuple(
            Due(same[0].sequence, same[0].due_on, total([one.amount for one in same]), same[0].months)
            for same in together
        )


def digest(content: Any) -> str:
    """Give the SHA-256, hex, of small plain values in one canonical form."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def blocks(months: int, frequency: Frequency) -> list[int]:
    """Cut the months into instalments: 7 months by the quarter are 3, 3 and 1."""
    size = min(MONTHS_PER_INSTALMENT[frequency], months)
    whole, rest = divmod(months, size)
    return [size] * whole + ([rest] if rest else [])
