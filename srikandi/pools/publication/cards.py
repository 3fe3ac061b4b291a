"""What everybody may know of a pool: aggregates, and an order of pseudonyms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.places import Subdistrict, Village
from srikandi.places import districts as all_districts
from srikandi.pools.models import OUT_OF_ORDER, MemberStatus, Pool, PoolMember
from srikandi.pools.publication.suppression import SMALLEST, SafeCounts, split, suppress
from srikandi.pools.queries import counts
from srikandi.pools.refusals import PoolNotFound


class OrderRow(NamedTuple):
    """One line of the published order."""

    place: int
    pseudonym: str
    score: int
    draw: str


@dataclass(frozen=True)
class PoolCard:
    """What everybody may know of a pool; a count that is None is hidden."""

    pool: Pool
    district_name: str
    people: SafeCounts
    """How many were listed, by kecamatan name: the frozen list, so it never moves."""
    waiting: int | None
    """How many of them can still be taken."""
    covered: int | None
    """How many of those who were taken are covered; hidden too while the number who wait is."""

    @property
    def has_order(self) -> bool:
        """Is the list long enough that its order can be published?"""
        return self.people.total is not None


def by_subdistrict(session: Session, pool_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Count everybody ever listed in pools by the name of the kecamatan."""
    rows = session.execute(
        select(PoolMember.pool_id, Subdistrict.name, func.count())
        .select_from(PoolMember)
        .join(Village, Village.code == PoolMember.village_code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(PoolMember.pool_id.in_(pool_ids), PoolMember.score != OUT_OF_ORDER)
        .group_by(PoolMember.pool_id, Subdistrict.code, Subdistrict.name)
        .order_by(Subdistrict.code)
    )
    counted: dict[int, dict[str, int]] = {one: {} for one in pool_ids}
    for pool_id, name, count in rows:
        counted[pool_id][name] = count
    return counted


def public_card(session: Session, pool: Pool) -> PoolCard:
    """Give what everybody may know of a pool, small counts hidden so that they can't be worked out."""
    return public_cards(session, [pool])[0]


def public_cards(session: Session, pools: Sequence[Pool]) -> list[PoolCard]:
    """Give the cards of many pools in three questions."""
    ids = [pool.id for pool in pools]
    progress, people = counts(session, ids), by_subdistrict(session, ids)
    districts = {one.id: one.name for one in all_districts(session)}
    return [
        PoolCard(
            pool=pool,
            district_name=districts[pool.district_id],
            people=suppress(people[pool.id]),
            **_progress(progress[pool.id]),
        )
        for pool in pools
    ]


def _progress(counted: dict[MemberStatus, int]) -> dict[str, int | None]:
    whole, listed = sum(counted.values()), counted[MemberStatus.LISTED]
    waiting = split(listed, whole=whole) if whole >= SMALLEST else None
    covered = None if waiting is None else split(counted[MemberStatus.COVERED], whole=whole - listed)
    return {"waiting": waiting, "covered": covered}


def order_rows(session: Session, pool: Pool) -> Iterator[OrderRow]:
    """Give the published order, place by place: no status, no village, nothing that moves with time.

    A list under five people stays unpublished. Raises: PoolNotFound.
    """
    drawn = PoolMember.pool_id == pool.id, PoolMember.score != OUT_OF_ORDER
    listed = session.scalar(select(func.count()).where(*drawn)) or 0
    if pool.list_hash is None or pool.forum_secret is None or pool.district_secret is None or listed < SMALLEST:
        raise PoolNotFound
    rows = session.execute(
        select(PoolMember.place, PoolMember.pseudonym, PoolMember.score, PoolMember.draw)
        .where(*drawn)
        .order_by(PoolMember.place)
    )
    return (OrderRow(place or 0, name, score, lot or "") for place, name, score, lot in rows)
