"""Which pools somebody may see, and how many are in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.pools.models import MemberStatus, Pool, PoolMember, PoolStatus
from srikandi.pools.refusals import PoolNotFound

PUBLIC = (PoolStatus.APPROVED, PoolStatus.OPEN, PoolStatus.CLOSED)


def visible_to(viewer: Actor) -> Select[Pool]:
    """Ask for the pools a viewer may see: those of its districts, a company only those open or once opened."""
    asked = select(Pool).where(Pool.district_id.in_(viewer.district_ids))
    if viewer.role == "company":
        return asked.where(Pool.status.in_((PoolStatus.OPEN, PoolStatus.CLOSED)))
    return asked


def pool_of(session: Session, pool_id: int, *, viewer: Actor) -> Pool:
    """Give a pool this viewer may see. Raises: PoolNotFound."""
    pool = session.scalar(visible_to(viewer).where(Pool.id == pool_id))
    if pool is None:
        raise PoolNotFound
    return pool


def to_be_drawn(session: Session, *, viewer: Actor) -> list[Pool]:
    """List the pools whose order is not settled yet, the oldest first."""
    asked = visible_to(viewer).where(Pool.status.in_((PoolStatus.DRAFT, PoolStatus.PROPOSED)))
    return list(session.scalars(asked.order_by(Pool.created_at, Pool.id)))


def public_pool(session: Session, pool_id: int) -> Pool:
    """Give a pool that everybody may see: approved, and no draft any more. Raises: PoolNotFound."""
    pool = session.scalar(select(Pool).where(Pool.id == pool_id, Pool.status.in_(PUBLIC)))
    if pool is None:
        raise PoolNotFound
    return pool


def public_pools(session: Session) -> list[Pool]:
    """List the pools everybody may see, open ones first, the newest first."""
    asked = select(Pool).where(Pool.status.in_((PoolStatus.OPEN, PoolStatus.CLOSED)))
    return list(session.scalars(asked.order_by(Pool.status.desc(), Pool.opened_at.desc(), Pool.id.desc())))


def open_pools(session: Session, *, district_id: int | None = None) -> list[Pool]:
    """List the pools companies can pledge for now, the newest first."""
    asked = select(Pool).where(Pool.status == PoolStatus.OPEN)
    if district_id is not None:
        asked = asked.where(Pool.district_id == district_id)
    return list(session.scalars(asked.order_by(Pool.opened_at.desc(), Pool.id.desc())))


def listing(session: Session, *, viewer: Actor) -> list[tuple[Pool, dict[MemberStatus, int]]]:
    """List the pools a viewer may see, the newest first, with their exact counts."""
    found = list(session.scalars(visible_to(viewer).order_by(Pool.id.desc())))
    counted = counts(session, [pool.id for pool in found])
    return [(pool, counted[pool.id]) for pool in found]


def counts(session: Session, pool_ids: Sequence[int]) -> dict[int, dict[MemberStatus, int]]:
    """Count the members of pools by status; for those who may see exact figures."""
    rows = session.execute(
        select(PoolMember.pool_id, PoolMember.status, func.count())
        .where(PoolMember.pool_id.in_(pool_ids))
        .group_by(PoolMember.pool_id, PoolMember.status)
    )
    counted: dict[int, dict[MemberStatus, int]] = {one: dict.fromkeys(MemberStatus, 0) for one in pool_ids}
    for pool_id, status, count in rows:
        counted[pool_id][status] = count
    return counted
