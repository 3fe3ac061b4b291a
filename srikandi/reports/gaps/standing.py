"""Where a district stands on the way to universal cover, and what the next tier would cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from srikandi import clock, tariffs
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.places import District, uhc
from srikandi.places.uhc import AWARDS, Tier, UhcFigure, UhcThreshold
from srikandi.reports.gaps.distances import Asked, Counted, Distance, distance, ways_of
from srikandi.reports.gaps.subdistricts import SubdistrictGap, by_subdistrict
from srikandi.reports.planner import Scenario
from srikandi.tariffs import Basis, TariffMissing

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class TierGap:
    """One tier: what it asks, and what is missing."""

    tier: Tier
    threshold: UhcThreshold
    ways: list[Asked]
    distance: Distance | None
    """None: no number of lives leads there."""
    a_month: Money | None
    """What the missing lives cost; None while no tariff is known."""

    @property
    def is_reached(self) -> bool:
        """Does the district meet it?"""
        return self.distance is not None and self.distance.is_reached

    @property
    def a_year(self) -> Money | None:
        """What the missing lives cost in twelve months."""
        return None if self.a_month is None else self.a_month * MONTHS_A_YEAR


@dataclass(frozen=True)
class Standing:
    """A district against the thresholds of a day."""

    district: District
    on: date
    figure: UhcFigure | None
    """The newest count; None while nobody has typed one."""
    tiers: list[TierGap]
    tariff: Money | None
    subdistricts: list[SubdistrictGap]

    @property
    def award(self) -> Tier | None:
        """The highest award that is reached."""
        reached = {one.tier for one in self.tiers if one.is_reached}
        return next((tier for tier in reversed(AWARDS) if tier in reached), None)

    @property
    def next_award(self) -> TierGap | None:
        """The lowest award above the one that is reached."""
        above = AWARDS[AWARDS.index(self.award) + 1 :] if self.award else AWARDS
        return next((one for tier in above for one in self.tiers if one.tier is tier), None)

    @property
    def priority(self) -> TierGap | None:
        """Same-day activation."""
        return next((one for one in self.tiers if one.tier is Tier.PRIORITY), None)

    @property
    def ten_lives_a_year(self) -> Money | None:
        """What ten lives cost in twelve months."""
        return None if self.tariff is None else self.tariff * (10 * MONTHS_A_YEAR)


def standing(session: Session, district: District) -> Standing:
    """Give where a district stands today, in six questions however many people it has."""
    on = clock.today(district.zone)
    figure, tariff = uhc.figure_of(session, district.id), _tariff(session, district, on)
    asked = uhc.thresholds_on(session, on)
    tiers = [] if figure is None else [_gap(Counted.of(figure), one, tariff) for one in asked.values()]
    parts = by_subdistrict(session, district.id)
    return Standing(district, on, figure, tiers, tariff, parts)


def _gap(counted: Counted, threshold: UhcThreshold, tariff: Money | None) -> TierGap:
    missing = distance(counted, threshold)
    a_month = None if tariff is None or missing is None else tariff * missing.lives
    return TierGap(threshold.tier, threshold, ways_of(threshold), missing, a_month)


def _tariff(session: Session, district: District, on: date) -> Money | None:
    try:
        return tariffs.amount(session, Basis(district.tariff_basis), month=Month.of(on))
    except TariffMissing:
        return None


def awards_along(said: Standing, plan: Scenario) -> list[Tier | None]:
    """Give the highest award month by month if a plan came true today: who comes and goes there does so in the counts.

    Empty while nobody has counted the district.
    """
    if said.figure is None:
        return []
    before = plan.months[0].lives - plan.months[0].came + plan.months[0].left
    return [_award_with(said, Counted.of(said.figure), one.lives - before) for one in plan.months]


def _award_with(said: Standing, counted: Counted, more: int) -> Tier | None:
    registered, active, by_district = (
        max(0, one + more) for one in (counted.registered, counted.active, counted.by_district)
    )
    then = Counted(counted.population, registered, active, by_district, counted.arrears)
    reached = {one.tier for one in said.tiers if (found := distance(then, one.threshold)) and found.is_reached}
    return next((tier for tier in reversed(AWARDS) if tier in reached), None)
