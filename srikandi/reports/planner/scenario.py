"""A scenario: lives that come and go for up to two years, what they cost, and who would pay.

Whoever is covered leaves at a steady pace that, without anybody new, leaves exactly the yearly share fewer after twelve
months: the monthly factor is the twelfth root, kept to 28 digits. Lives shown are rounded once a month from that, so
rounding never adds up. Rupiah are lives times the tariff of the month; shares are cut so that none is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from srikandi.clock import Month
from srikandi.money import Money, total
from srikandi.reports.refusals import MixUneven, ScenarioUnfit

LONGEST_SCENARIO = 24
MOST_SCENARIO_LIVES = 10_000_000
WHOLE = 10_000
MONTHS_A_YEAR = 12
DIGITS = 28


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see worked out."""

    lives: int
    """Covered before the first month."""
    inflow: int
    """New ones every month, from the first on."""
    attrition: int
    """How many leave in a year, in hundredths of a percent of those covered."""
    tariffs: Sequence[tuple[Month, Money]]
    """What a life costs in each month, in order: as many as the scenario is long."""
    mix: tuple[tuple[str, int], ...]
    """Sources of money and their shares, in hundredths of a percent; together 100 %."""


@dataclass(frozen=True)
class ScenarioMonth:
    """One month of a scenario."""

    month: Month
    came: int
    left: int
    lives: int
    tariff: Money
    amount: Money
    parts: tuple[Money, ...]
    """What each source pays, in the order of the mix."""


@dataclass(frozen=True)
class Scenario:
    """A scenario worked out."""

    sources: tuple[str, ...]
    months: tuple[ScenarioMonth, ...]

    @property
    def total(self) -> Money:
        """What all of it costs."""
        return total([one.amount for one in self.months])

    @property
    def parts(self) -> tuple[Money, ...]:
        """What each source pays in all."""
        return tuple(total([one.parts[place] for one in self.months]) for place in range(len(self.sources)))

    @property
    def life_months(self) -> int:
        """How many life-months that pays."""
        return sum(one.lives for one in self.months)

    @property
    def left(self) -> int:
        """How many people leave on the way."""
        return sum(one.left for one in self.months)


def work_out(wish: Wish) -> Scenario:
    """Give a scenario month by month. Raises: ScenarioUnfit, MixUneven."""
    _check(wish)
    months, before = [], wish.lives
    for (month, tariff), lives in zip(wish.tariffs, _lives(wish), strict=True):
        amount = tariff * lives
        left = before + wish.inflow - lives
        parts = cut(amount, [share for _, share in wish.mix])
        months.append(ScenarioMonth(month, wish.inflow, left, lives, tariff, amount, parts))
        before = lives
    return Scenario(tuple(name for name, _ in wish.mix), tuple(months))


def cut(amount: Money, shares: Sequence[int]) -> tuple[Money, ...]:
    """Cut a sum by shares, whole rupiah that add up to it: what is left over goes to the largest fractions first."""
    floors = [amount.rupiah * share // WHOLE for share in shares]
    fractions = [(-(amount.rupiah * share % WHOLE), place) for place, share in enumerate(shares)]
    favoured = {place for _, place in sorted(fractions)[: amount.rupiah - sum(floors)]}
    return tuple(Money(floor + (place in favoured)) for place, floor in enumerate(floors))


def _lives(wish: Wish) -> list[int]:
    with localcontext() as exact:
        exact.prec = DIGITS
        stays = (Decimal(WHOLE - wish.attrition) / WHOLE) ** (Decimal(1) / MONTHS_A_YEAR) if wish.attrition else 1
        now, lives = Decimal(wish.lives), []
        for _ in wish.tariffs:
            now = now * stays + wish.inflow
            lives.append(int(now.to_integral_value(ROUND_HALF_UP)))
    return lives


def _check(wish: Wish) -> None:
    longest = wish.lives + wish.inflow * len(wish.tariffs)
    if not 1 <= len(wish.tariffs) <= LONGEST_SCENARIO:
        raise ScenarioUnfit(field="months")
    if min(wish.lives, wish.inflow) < 0 or longest > MOST_SCENARIO_LIVES:
        raise ScenarioUnfit(field="lives")
    if not 0 <= wish.attrition < WHOLE:
        raise ScenarioUnfit(field="attrition")
    if any(share < 0 for _, share in wish.mix) or sum(share for _, share in wish.mix) != WHOLE:
        raise MixUneven(field="csr")
