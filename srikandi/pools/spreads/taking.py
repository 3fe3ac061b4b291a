"""The next people of each kecamatan leave a pool together, as many as were shown for it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from srikandi.places import Village
from srikandi.pools.models import PoolMember, PoolStatus
from srikandi.pools.refusals import NotEnoughPeople, PoolNotOpen, SpreadMoved, SpreadNotSeen
from srikandi.pools.spreads.reading import spread_of
from srikandi.pools.taking import free, hold, lock
from srikandi.residents import Resident

Given = Sequence[tuple[str, int]]
"""Kecamatan and places."""


def take_spread(session: Session, pool_id: int, *, lives: int, seen: Given) -> list[PoolMember]:
    """Hold as many people of each kecamatan as were shown for it, inside each in the pool's order.

    All that were asked for, or nobody. Raises: PoolNotOpen, NotEnoughPeople (with `available`), SpreadNotSeen, and
    SpreadMoved when the kecamatan get other places now than were shown.
    """
    pool = lock(session, pool_id)
    if pool.status is not PoolStatus.OPEN:
        raise PoolNotOpen
    session.flush()
    now = spread_of(session, pool_id, lives=lives)
    if now.waiting < lives:
        raise NotEnoughPeople(available=now.waiting)
    check_seen(now.given, seen)
    return hold(session, pool, _next_of(session, pool_id, now.given))


def check_seen(given: Given, seen: Given) -> None:
    """Say nothing when this is what was shown. Raises: SpreadNotSeen, SpreadMoved."""
    if not seen:
        raise SpreadNotSeen(field="preference")
    if tuple(seen) != tuple(given):
        raise SpreadMoved(field="preference")


def _next_of(session: Session, pool_id: int, given: Given) -> list[PoolMember]:
    numbered = (
        select(
            PoolMember.resident_id,
            Village.subdistrict_code.label("kecamatan"),
            func.row_number().over(partition_by=Village.subdistrict_code, order_by=PoolMember.place).label("turn"),
        )
        .join(Resident, Resident.id == PoolMember.resident_id)
        .join(Village, Village.code == PoolMember.village_code)
        .where(*free(pool_id))
        .subquery()
    )
    first = or_(*(and_(numbered.c.kecamatan == code, numbered.c.turn <= places) for code, places in given))
    asked = (
        select(PoolMember)
        .join(numbered, numbered.c.resident_id == PoolMember.resident_id)
        .where(PoolMember.pool_id == pool_id, first)
        .order_by(PoolMember.place)
    )
    return list(session.scalars(asked.execution_options(populate_existing=True)))
