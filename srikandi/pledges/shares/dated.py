"""A share month by month, and a tariff divided in proportion to the shares of before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from srikandi.clock import Month
from srikandi.money import Money


@dataclass(frozen=True)
class Steps:
    """A share and how it changes: the first one, then (month, share) in calendar order."""

    first: Money
    later: tuple[tuple[Month, Money], ...] = ()

    def in_month(self, month: Month) -> Money:
        """Give the share of one life-month of this month."""
        share = self.first
        for from_month, amount in self.later:
            if from_month <= month:
                share = amount
        return share

    def since(self, month: Month, amount: Money) -> Steps:
        """Give the same with another share from a month on, until the next step."""
        kept = dict(self.later) | {month: amount}
        return Steps(self.first, tuple(sorted(kept.items())))


def proportional(whole: Money, weights: Mapping[int, Money]) -> dict[int, Money]:
    """Divide a sum in proportion to what each key weighs, into whole rupiah; the largest remainders get one more."""
    weight = sum(one.rupiah for one in weights.values())
    parts = {key: divmod(whole.rupiah * one.rupiah, weight) for key, one in weights.items()}
    left = whole.rupiah - sum(part for part, _ in parts.values())
    largest = sorted(parts, key=lambda key: (-parts[key][1], key))[:left]
    return {key: Money(part + (key in largest)) for key, (part, _) in parts.items()}
