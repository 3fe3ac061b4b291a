"""How many lives a district is from a tier: whole numbers, no rounding anybody could argue about.

Somebody new raises the registered and the active; somebody whose cover is woken again raises the active only, so for
the active share one reactivation does more than one registration. Both are registered by the district, as SRIKANDI
does. The fewest lives that meet every condition are looked for, way by way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from srikandi.money import ZERO, Money
from srikandi.places.uhc import WHOLE, UhcFigure, UhcThreshold


@dataclass(frozen=True)
class Counted:
    """The five numbers of a district."""

    population: int
    registered: int
    active: int
    by_district: int
    arrears: Money = ZERO

    @classmethod
    def of(cls, figure: UhcFigure) -> Counted:
        """Read them from a kept figure of a whole district."""
        arrears = figure.arrears or ZERO
        return cls(figure.population, figure.registered, figure.active or 0, figure.by_district or 0, arrears)


@dataclass(frozen=True)
class Asked:
    """One way to a tier."""

    coverage: int
    active: int
    by_district: int | None = None
    is_above: bool = False


@dataclass(frozen=True)
class Distance:
    """What is missing to a tier on its cheapest way; nothing when it is reached."""

    way: Asked
    new: int
    """People to be registered."""
    again: int
    """People to be woken again."""
    arrears: Money
    """Premiums the district has to settle first."""

    @property
    def lives(self) -> int:
        """How many lives together."""
        return self.new + self.again

    @property
    def is_reached(self) -> bool:
        """Is nothing missing?"""
        return not self.lives and not self.arrears


def ways_of(threshold: UhcThreshold) -> list[Asked]:
    """Give the ways to a tier as its row keeps them."""
    return [Asked(threshold.coverage, active, share, threshold.is_above) for active, share in threshold.ways]


def distance(counted: Counted, threshold: UhcThreshold) -> Distance | None:
    """Give the shortest way to a tier; None when no number of lives leads there."""
    arrears = counted.arrears if threshold.forbids_arrears else ZERO
    found = [(way, fewest(counted, way)) for way in ways_of(threshold)]
    reachable = [(sum(lives), number) for number, (_, lives) in enumerate(found) if lives is not None]
    if not reachable:
        return None
    way, lives = found[min(reachable)[1]]
    return Distance(way, *(lives or (0, 0)), arrears)


def fewest(counted: Counted, way: Asked) -> tuple[int, int] | None:
    """Give the fewest (new, again) that meet all conditions of a way; None when there are not so many people."""
    new = max(0, _least(way.coverage, counted.population, is_above=way.is_above) - counted.registered)
    asleep = counted.registered - counted.active
    if way.by_district is not None:
        new = max(new, _more_new(counted, way.by_district, asleep))
    again = max(_asleep_needed(counted, way, new))
    if again > asleep or new > max(0, counted.population - counted.registered):
        return None
    return new, again


def _least(share: int, whole: int, *, is_above: bool) -> int:
    """Give the smallest count that is this share of the whole, or just above it."""
    return share * whole // WHOLE + 1 if is_above else -(-share * whole // WHOLE)


def _asleep_needed(counted: Counted, way: Asked, new: int) -> Iterable[int]:
    registered = counted.registered + new
    yield 0
    yield _least(way.active, registered, is_above=way.is_above) - counted.active - new
    if way.by_district is not None:
        yield _least(way.by_district, registered, is_above=False) - counted.by_district - new


def _more_new(counted: Counted, share: int, asleep: int) -> int:
    """Give how many new ones it takes when waking everybody is not enough for the district's share."""
    missing = share * counted.registered - WHOLE * (counted.by_district + asleep)
    return -(-missing // (WHOLE - share)) if missing > 0 and share < WHOLE else 0
