"""Who may be frozen into a list now: people who meet its rule and stand on no other list."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from srikandi import clock, eligibility
from srikandi.eligibility import Audience, Field, Rule, RuleUnfit, Scope
from srikandi.places import district_of, villages_of
from srikandi.pools.models import MemberStatus, Pool, PoolMember
from srikandi.residents import Resident

LIVE = (MemberStatus.LISTED, MemberStatus.HELD, MemberStatus.COVERED)


def scope_of(session: Session, district_id: int) -> Scope:
    """Give a district's people as they are today, by its own calendar."""
    zone = district_of(session, district_id).zone
    return Scope(district_id, clock.today(zone), zone)


def check_rule(session: Session, rule: Rule, *, district_id: int) -> None:
    """Refuse a rule that no resident of the district could meet. Raises: RuleUnfit."""
    rule.check()
    villages = villages_of(session, district_id)
    known = {
        Field.VILLAGE: {one.code for one in villages},
        Field.SUBDISTRICT: {one.subdistrict_code for one in villages},
    }
    said = (*rule.audience.conditions, *(part.condition for part in rule.scoring.parts))
    if any(set(one.values) - known[one.field] for one in said if one.field in known):
        raise RuleUnfit


def free(scope: Scope, *, pool: Pool | None = None) -> ColumnElement[bool]:
    """Say who may be listed and stands on no list now; with a pool, on no other than this."""
    listed = exists().where(PoolMember.resident_id == Resident.id, PoolMember.status.in_(LIVE))
    if pool is None or pool.id is None:
        return and_(eligibility.may_be_listed(scope), ~listed)
    return and_(
        Resident.district_id == scope.district_id,
        or_(and_(eligibility.may_be_listed(scope), ~listed), stands_in(pool)),
    )


def stands_in(pool: Pool) -> ColumnElement[bool]:
    """Say who is on this pool's list."""
    return exists().where(
        PoolMember.district_id == pool.district_id,
        PoolMember.pool_id == pool.id,
        PoolMember.resident_id == Resident.id,
        PoolMember.status.in_(LIVE),
    )


def matching(audience: Audience, *, scope: Scope) -> Select[int]:
    """Ask for the ids of those who would be listed now: verified or lapsed, on no list, meeting this."""
    return select(Resident.id).where(free(scope), eligibility.meets(audience, scope=scope))
