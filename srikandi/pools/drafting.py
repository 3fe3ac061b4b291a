"""A pool before anybody is in it: a name, a purpose and criteria."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.pools.criteria import Criteria, check, matching
from srikandi.pools.models import Pool, PoolStatus
from srikandi.pools.refusals import PoolMoved
from srikandi.tariffs import Basis


@dataclass(frozen=True)
class NewPool:
    """What a pool is for, and whom it is for."""

    district_id: int
    name: str
    purpose: str
    criteria: Criteria
    tariff_basis: Basis


def draft(session: Session, new: NewPool, *, by: Actor) -> Pool:
    """Give a pool that nobody is in yet. Raises: CriteriaUnfit."""
    check(session, new.criteria, district_id=new.district_id)
    pool = Pool(
        district_id=new.district_id,
        name=new.name.strip(),
        purpose=new.purpose.strip(),
        status=PoolStatus.DRAFT,
        criteria=new.criteria.stored(),
        tariff_basis=str(new.tariff_basis),
        created_by=by.user_id,
    )
    session.add(pool)
    session.flush()
    audit.record(session, "pool:draft", pool, by=by)
    return pool


def edit(session: Session, pool: Pool, new: NewPool, *, by: Actor) -> None:
    """Change a draft; a frozen list keeps its criteria. Raises: PoolMoved, CriteriaUnfit."""
    session.refresh(pool, with_for_update=True)
    if pool.status is not PoolStatus.DRAFT:
        raise PoolMoved
    check(session, new.criteria, district_id=pool.district_id)
    pool.name, pool.purpose = new.name.strip(), new.purpose.strip()
    pool.criteria, pool.tariff_basis = new.criteria.stored(), str(new.tariff_basis)
    session.flush()
    audit.record(session, "pool:edit", pool, by=by)


def count_matching(session: Session, criteria: Criteria, *, district_id: int) -> int:
    """Count who would be listed now."""
    found = matching(criteria, district_id=district_id).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0
