"""A pool before anybody is in it: a name, a purpose and a rule that may still change."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.eligibility import Audience, Rule, fingerprint
from srikandi.pools.candidates import check_rule, matching, scope_of
from srikandi.pools.models import Pool, PoolRule, PoolStatus
from srikandi.pools.refusals import PoolMoved
from srikandi.tariffs import Basis


@dataclass(frozen=True)
class NewPool:
    """What a pool is for, and whom it is for."""

    district_id: int
    name: str
    purpose: str
    rule: Rule
    tariff_basis: Basis


def draft(session: Session, new: NewPool, *, by: Actor) -> Pool:
    """Give a pool that nobody is in yet, with the first version of its rule. Raises: RuleUnfit."""
    check_rule(session, new.rule, district_id=new.district_id)
    pool = Pool(
        district_id=new.district_id,
        name=new.name.strip(),
        purpose=new.purpose.strip(),
        status=PoolStatus.DRAFT,
        tariff_basis=str(new.tariff_basis),
        rule_version=1,
        created_by=by.user_id,
    )
    session.add(pool)
    session.flush()
    session.add(_version(pool, new.rule, number=1, by=by))
    session.flush()
    audit.record(session, "pool:draft", pool, by=by)
    return pool


def edit(session: Session, pool: Pool, *, name: str, purpose: str, tariff_basis: Basis, by: Actor) -> None:
    """Change what a draft is called, what it is for and what it costs. Raises: PoolMoved."""
    _locked_draft(session, pool)
    pool.name, pool.purpose, pool.tariff_basis = name.strip(), purpose.strip(), str(tariff_basis)
    session.flush()
    audit.record(session, "pool:edit", pool, by=by)


def change_rule(session: Session, pool: Pool, rule: Rule, *, seen_version: int, by: Actor) -> PoolRule:
    """Give a draft a further version of its rule; the same rule again changes nothing.

    Who had an older version before them is told. A frozen list keeps its rule. Raises: PoolMoved, RuleUnfit.
    """
    _locked_draft(session, pool)
    if pool.rule_version != seen_version:
        raise PoolMoved
    check_rule(session, rule, district_id=pool.district_id)
    before = rule_row(session, pool)
    if before.fingerprint == fingerprint(rule.stored()):
        return before
    version = _version(pool, rule, number=before.version + 1, by=by)
    session.add(version)
    pool.rule_version = version.version
    session.flush()
    audit.record(session, "pool:rule", pool, by=by, version=version.version, fingerprint=version.fingerprint)
    return version


def rule_row(session: Session, pool: Pool, *, version: int | None = None) -> PoolRule:
    """Give the version of the rule that counts, or another one. Raises: PoolMoved."""
    wanted = pool.rule_version if version is None else version
    found = session.scalar(select(PoolRule).where(PoolRule.pool_id == pool.id, PoolRule.version == wanted))
    if found is None:
        raise PoolMoved
    return found


def rule_of(session: Session, pool: Pool) -> Rule:
    """Give who may be listed in a pool and who comes first."""
    return Rule.of(rule_row(session, pool).content)


def rule_versions(session: Session, pool: Pool) -> list[PoolRule]:
    """List every version of a pool's rule, the newest first."""
    asked = select(PoolRule).where(PoolRule.pool_id == pool.id).order_by(PoolRule.version.desc())
    return list(session.scalars(asked))


def count_matching(session: Session, audience: Audience, *, district_id: int) -> int:
    """Count who would be listed now."""
    found = matching(audience, scope=scope_of(session, district_id)).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _version(pool: Pool, rule: Rule, *, number: int, by: Actor) -> PoolRule:
    said = rule.stored()
    return PoolRule(pool_id=pool.id, version=number, content=said, fingerprint=fingerprint(said), made_by=by.user_id)


def _locked_draft(session: Session, pool: Pool) -> None:
    session.refresh(pool, with_for_update=True)
    if pool.status is not PoolStatus.DRAFT:
        raise PoolMoved
