"""What a rule would list: how many, who, from where, at what cost, and what changed since the version before.

Four questions, however many people there are: the villages' counts, one page of people, the tariffs, the versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from srikandi import tariffs
from srikandi.clock import Month
from srikandi.eligibility import Rule, Scope, meets, points_of, total_of
from srikandi.money import Money, total
from srikandi.pools.candidates import free, scope_of, stands_in
from srikandi.pools.drafting import rule_versions
from srikandi.pools.models import Pool, PoolRule, PoolStatus
from srikandi.pools.refusals import PoolNotFound
from srikandi.residents import Resident
from srikandi.tariffs import Basis

PAGE_SIZE = 25


class VillageCount(NamedTuple):
    """How many of a village a version lists, how many the version before it did, and how many are in both."""

    village_code: str
    now: int
    before: int
    both: int


class Candidate(NamedTuple):
    """One who would be listed, with their points by part."""

    resident: Resident
    parts: tuple[int, ...]

    @property
    def score(self) -> int:
        """All points."""
        return sum(self.parts)


@dataclass(frozen=True)
class Simulation:
    """What a version of a rule lists today; of a frozen list, who stands on it."""

    versions: Sequence[PoolRule]
    """The newest first."""
    version: PoolRule
    previous: PoolRule | None
    rule: Rule
    villages: Sequence[VillageCount]
    people: Sequence[Candidate]
    page: int
    prices: dict[Month, Money]
    """What one life costs in each month that is looked at; empty while no decree says it."""

    @property
    def count(self) -> int:
        """How many are listed."""
        return sum(one.now for one in self.villages)

    @property
    def joined(self) -> int:
        """How many come in since the version before."""
        return sum(one.now - one.both for one in self.villages)

    @property
    def gone(self) -> int:
        """How many fall out since the version before."""
        return sum(one.before - one.both for one in self.villages)

    @property
    def costs(self) -> dict[Month, Money]:
        """What everybody together costs in each month."""
        return {month: price * self.count for month, price in self.prices.items()}

    @property
    def cost(self) -> Money:
        """What everybody together costs in all these months."""
        return total(list(self.costs.values()))

    @property
    def pages(self) -> int:
        """How many pages of people there are."""
        return max(1, -(-self.count // PAGE_SIZE))


def simulate(session: Session, pool: Pool, *, version: int | None, page: int, months: Sequence[Month]) -> Simulation:
    """Give what a version lists, by village, with a page of people and the cost of these months.

    Nothing changes. A list that is frozen is shown as it stands. Raises: PoolNotFound.
    """
    versions = {one.version: one for one in rule_versions(session, pool)}
    chosen = versions.get(pool.rule_version if version is None else version)
    if chosen is None:
        raise PoolNotFound
    previous, scope = versions.get(chosen.version - 1), scope_of(session, pool.district_id)
    rule = Rule.of(chosen.content)
    listed = _listed(pool, chosen, scope)
    formerly = _listed(pool, previous, scope) if previous else listed
    counted = _villages(session, and_(free(scope, pool=pool), or_(listed, formerly)), listed, formerly)
    page = min(max(page, 1), max(1, -(-sum(one.now for one in counted) // PAGE_SIZE)))
    people = _people(session, rule, scope, and_(free(scope, pool=pool), listed), offset=(page - 1) * PAGE_SIZE)
    prices = _prices(session, pool, months)
    return Simulation(list(versions.values()), chosen, previous, rule, counted, people, page, prices)


def _prices(session: Session, pool: Pool, months: Sequence[Month]) -> dict[Month, Money]:
    """Give the tariffs; without a decree for one of the months there is no sum, and the rest is shown."""
    try:
        return tariffs.amounts(session, Basis(pool.tariff_basis), months=months)
    except tariffs.TariffMissing:
        return {}


def _listed(pool: Pool, version: PoolRule, scope: Scope) -> ColumnElement[bool]:
    if pool.status is not PoolStatus.DRAFT and version.version == pool.rule_version:
        return stands_in(pool)
    return meets(Rule.of(version.content).audience, scope=scope)


def _villages(
    session: Session, whom: ColumnElement[bool], listed: ColumnElement[bool], formerly: ColumnElement[bool]
) -> list[VillageCount]:
    looked = (
        select(
            Resident.village_code.label("village"),
            case((listed, 1), else_=0).label("is_now"),
            case((formerly, 1), else_=0).label("was_before"),
        )
        .where(whom)
        .subquery()
    )
    counted = select(
        looked.c.village,
        func.sum(looked.c.is_now),
        func.sum(looked.c.was_before),
        func.sum(looked.c.is_now * looked.c.was_before),
    ).group_by(looked.c.village)
    return [VillageCount(row[0], int(row[1]), int(row[2]), int(row[3])) for row in session.execute(counted)]


def _people(session: Session, rule: Rule, scope: Scope, whom: ColumnElement[bool], *, offset: int) -> list[Candidate]:
    columns = points_of(rule.scoring, scope=scope)
    first = total_of(rule.scoring, scope=scope).desc(), Resident.id
    asked = select(Resident).add_columns(*columns).where(whom).order_by(*first).limit(PAGE_SIZE).offset(offset)
    found: list[tuple[Any, ...]] = [tuple(row) for row in session.execute(asked)]
    return [Candidate(row[0], tuple(int(one) for one in row[1:])) for row in found]
