"""A proposed pool is approved by somebody else, opened for pledges, and closed again."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.eligibility import fingerprint
from srikandi.pools.drafting import rule_row
from srikandi.pools.drawing import order
from srikandi.pools.drawing.secrets import thaw
from srikandi.pools.models import POOL_MOVES, MemberStatus, Pool, PoolMember, PoolStatus
from srikandi.pools.queries import counts
from srikandi.pools.refusals import OwnProposal, PoolMoved, ReasonMissing, SecretsMissing, SomethingElseSeen
from srikandi.pools.taking import remove


def content_hash(session: Session, pool: Pool) -> str:
    """Give the hash of what an approver decides on: purpose, rule, the frozen list, its order, who has left since.

    The list's hash and both secrets fix every place, and nobody who was removed comes back; so this costs two questions
    however long the list is, and `approve` recomputes the rest.
    """
    secrets = (pool.district_secret, pool.forum_secret)
    people = {str(status): count for status, count in counts(session, [pool.id])[pool.id].items()}
    rule = [pool.rule, pool.rule_version, fingerprint(rule_row(session, pool).content)]
    said = [pool.id, pool.name, pool.purpose, pool.tariff_basis, rule, pool.list_hash, secrets]
    return hashlib.sha256(json.dumps([*said, people], sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def has_its_order(session: Session, pool: Pool) -> bool:
    """Do the list and every place follow from what was published? Recomputes all of it, as a stranger would."""
    if pool.list_hash is None or pool.district_secret is None or pool.forum_secret is None:
        return False
    asked = select(PoolMember.pseudonym, PoolMember.score, PoolMember.draw, PoolMember.place)
    rows = session.execute(asked.where(PoolMember.pool_id == pool.id).order_by(PoolMember.place)).all()
    listed = [(row.pseudonym, row.score) for row in rows]
    drawn = order.in_order(listed, order.Draw(pool.district_secret, pool.forum_secret, pool.list_hash))
    kept = [(row.pseudonym, row.score, row.draw) for row in rows]
    places = [row.place for row in rows] == list(range(1, len(rows) + 1))
    rule = fingerprint(rule_row(session, pool).content)
    hashed = order.list_hash(pool.id, listed, rule=pool.rule, fingerprint=rule)
    return places and kept == drawn and hashed == pool.list_hash


def approve(session: Session, pool: Pool, *, seen_hash: str, by: Actor) -> None:
    """Approve exactly what was seen. Raises: PoolMoved, OwnProposal, SecretsMissing, SomethingElseSeen."""
    _begin(session, pool, PoolStatus.APPROVED)
    if by.user_id is not None and by.user_id in {pool.proposed_by, pool.created_by}:
        raise OwnProposal
    if pool.district_secret is None or pool.forum_secret is None:
        raise SecretsMissing
    current = content_hash(session, pool)
    if seen_hash != current or not has_its_order(session, pool):
        raise SomethingElseSeen
    pool.content_hash, pool.approved_by, pool.approved_at = current, by.user_id, clock.now()
    _end(session, pool, PoolStatus.APPROVED, by=by)


def send_back(session: Session, pool: Pool, *, reason: str, by: Actor) -> None:
    """Break the list up: a draft again, its draw void, which stays visible. Raises: PoolMoved, ReasonMissing."""
    _begin(session, pool, PoolStatus.DRAFT)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    broken = pool.list_hash
    thaw(session, pool)
    audit.record(session, "pool:send_back", pool, by=by, reason=reason.strip(), list_hash=broken)


def open_pool(session: Session, pool: Pool, *, by: Actor) -> None:
    """Let companies pledge for an approved pool, or again for a closed one. Raises: PoolMoved."""
    _begin(session, pool, PoolStatus.OPEN)
    pool.opened_at, pool.closed_at = clock.now(), None
    _end(session, pool, PoolStatus.OPEN, by=by)


def close_pool(session: Session, pool: Pool, *, by: Actor) -> None:
    """Take no more pledges. Who waits stays listed, to follow those who leave running pledges. Raises: PoolMoved."""
    _begin(session, pool, PoolStatus.CLOSED)
    pool.closed_at = clock.now()
    _end(session, pool, PoolStatus.CLOSED, by=by)


def release_waiting(session: Session, pool: Pool, *, reason: str, by: Actor) -> int:
    """Let those who still wait in a closed pool go to another one; give how many. Raises: PoolMoved, ReasonMissing."""
    session.refresh(pool, with_for_update=True)
    if pool.status is not PoolStatus.CLOSED:
        raise PoolMoved
    if not reason.strip():
        raise ReasonMissing(field="reason")
    waiting = select(PoolMember.resident_id).where(
        PoolMember.pool_id == pool.id, PoolMember.status == MemberStatus.LISTED
    )
    people = list(session.scalars(waiting))
    remove(session, pool.id, people, reason=reason.strip())
    audit.record(session, "pool:release_waiting", pool, by=by, reason=reason.strip(), people=len(people))
    return len(people)


def _begin(session: Session, pool: Pool, end: PoolStatus) -> None:
    session.refresh(pool, with_for_update=True)
    if (pool.status, end) not in POOL_MOVES:
        raise PoolMoved


def _end(session: Session, pool: Pool, end: PoolStatus, *, by: Actor) -> None:
    pool.status = end
    session.flush()
    audit.record(session, f"pool:{end}", pool, by=by, content_hash=pool.content_hash)
