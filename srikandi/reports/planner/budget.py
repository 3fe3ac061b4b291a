"""What a district's plan costs, month by month: pure arithmetic in whole rupiah."""

from __future__ import annotations

from dataclasses import dataclass

from srikandi.money import Money, total
from srikandi.reports.refusals import PlanUnfit

LONGEST = 120
MOST_LIVES = 100_000_000


@dataclass(frozen=True)
class BudgetMonth:
    """One month of a plan."""

    number: int
    lives: int
    amount: Money


@dataclass(frozen=True)
class BudgetPlan:
    """Lives and rupiah of each month."""

    months: tuple[BudgetMonth, ...]

    @property
    def total(self) -> Money:
        """What the whole plan costs."""
        return total([month.amount for month in self.months])

    @property
    def life_months(self) -> int:
        """How many life-months that pays."""
        return sum(month.lives for month in self.months)


def plan_budget(*, lives: int, growth: int, months: int, tariff: Money) -> BudgetPlan:
    """Price `lives` who grow by `growth` from the first month on: in month n there are lives + n x growth.

    The budget Kutai Kartanegara published for 2025 comes out: 143.925 lives, 1.500 more a month, 37.800, twelve months
    are Rp69.706.980.000. Raises: PlanUnfit.
    """
    last = lives + growth * months
    if min(lives, last, tariff.rupiah) < 0 or max(lives, last) > MOST_LIVES or not 1 <= months <= LONGEST:
        raise PlanUnfit
    rows = (BudgetMonth(number, lives + growth * number, tariff) for number in range(1, months + 1))
    return BudgetPlan(tuple(BudgetMonth(row.number, row.lives, row.amount * row.lives) for row in rows))
