"""Families of a pool that owe months nobody pays yet, in the pool's published order, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.arrears import ArrearsMonth, ArrearsStatus
from srikandi.arrears.paying import Household, households_owing
from srikandi.database import in_parts
from srikandi.money import ZERO, Money, total
from srikandi.pledges.models import Pledge
from srikandi.pledges.owing.refusals import NoFamilies, TooFewFamilies
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident

MOST_FAMILIES = 5_000
AT_A_TIME = 500
STAYING = (MemberStatus.LISTED, MemberStatus.HELD, MemberStatus.COVERED)


@dataclass(frozen=True)
class ArrearsQuote:
    """What the next families in order owe together."""

    households: tuple[Household, ...] = ()
    months: int = 0

    @property
    def families(self) -> int:
        """How many families."""
        return len(self.households)

    @property
    def people(self) -> int:
        """How many of them owe."""
        return sum(len(one.resident_ids) for one in self.households)

    @property
    def amount(self) -> Money:
        """What it costs."""
        return total([one.amount for one in self.households])


def quote_arrears(session: Session, pool_id: int, *, families: int) -> ArrearsQuote:
    """Give what the first families in order owe. Raises: NoFamilies, TooFewFamilies."""
    if not 1 <= families <= MOST_FAMILIES:
        raise NoFamilies(field="families", most=MOST_FAMILIES)
    found = list(islice(_in_order(session, pool_id), families))
    if len(found) < families:
        raise TooFewFamilies(field="families", found=len(found))
    return ArrearsQuote(tuple(found), _months(session, found))


def families_within(session: Session, pool_id: int, *, limit: Money) -> list[Household]:
    """List the first families that owe no more than this together."""
    found: list[Household] = []
    for one in _in_order(session, pool_id) if limit > ZERO else ():
        if one.amount > limit:
            break
        limit -= one.amount
        found.append(one)
    return found


def places_promised(session: Session, pledge: Pledge) -> dict[int, int]:
    """Give the places of the people whose arrears a promise pays: person -> place; relatives may have none."""
    asked = (
        select(PoolMember.resident_id, PoolMember.place)
        .where(PoolMember.district_id == pledge.district_id, PoolMember.pool_id == pledge.pool_id)
        .where(PoolMember.resident_id.in_(select(ArrearsMonth.resident_id).where(ArrearsMonth.pledge_id == pledge.id)))
    )
    return {who: place for who, place in session.execute(asked) if place is not None}


def _in_order(session: Session, pool_id: int) -> Iterator[Household]:
    """Read the pool in parts: who wants a dozen families does not wait for a hundred thousand people."""
    seen: set[int] = set()
    after = 0
    while True:
        places = _next_owing(session, pool_id, after=after)
        for one in households_owing(session, places):
            if seen.isdisjoint(one.resident_ids):
                yield one
            seen.update(one.resident_ids)
        if len(places) < AT_A_TIME:
            return
        after = max(places.values())


def _next_owing(session: Session, pool_id: int, *, after: int) -> dict[int, int]:
    """Give the next people of a pool who owe, or whose family does, with their places."""
    owes = select(ArrearsMonth.resident_id).where(ArrearsMonth.status == ArrearsStatus.OWED)
    cards = select(Resident.family_index).where(Resident.id.in_(owes), Resident.family_index.is_not(None))
    asked = (
        select(PoolMember.resident_id, PoolMember.place)
        .join(pools.Pool, pools.Pool.id == PoolMember.pool_id)
        .join(Resident, Resident.id == PoolMember.resident_id)
        .where(PoolMember.pool_id == pool_id, PoolMember.district_id == pools.Pool.district_id)
        .where(PoolMember.status.in_(STAYING), PoolMember.place > after)
        .where(or_(Resident.id.in_(owes), Resident.family_index.in_(cards)))
        .order_by(PoolMember.place)
        .limit(AT_A_TIME)
    )
    return {who: place or 0 for who, place in session.execute(asked)}


def _months(session: Session, households: list[Household]) -> int:
    count = 0
    for part in in_parts([who for one in households for who in one.resident_ids]):
        owed = ArrearsMonth.resident_id.in_(part), ArrearsMonth.status == ArrearsStatus.OWED
        count += session.scalar(select(func.count()).select_from(ArrearsMonth).where(*owed)) or 0
    return count
