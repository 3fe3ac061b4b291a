"""Two sides commit to a secret, the list is frozen, both reveal: nobody alone decides who comes first.

We keep only the fingerprint of a secret until it is revealed. A side that dislikes the outcome can only refuse to
reveal; the list is then sent back, and `freezes` shows everybody that it was.
"""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import BigInteger, Text, delete, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import copy_in, given_rows, in_parts, index_of
from srikandi.eligibility import Rule, points_of
from srikandi.pools.candidates import matching, scope_of
from srikandi.pools.drafting import rule_row
from srikandi.pools.drawing import codes, order
from srikandi.pools.models import MemberStatus, Pool, PoolMember, PoolStatus
from srikandi.pools.refusals import (
    AlreadyCommitted,
    NobodyMatches,
    NotADrawer,
    PoolMoved,
    SecretMismatch,
    SecretsMissing,
    SecretUnfit,
)
from srikandi.residents import Resident

SIDES = {"checker": "district", "forum": "forum"}
FINGERPRINT_SIGNS = 64
AT_ONCE = 5_000
COLUMNS = (
    "district_id", "pool_id", "resident_id", "village_code", "pseudonym", "score", "parts", "status", "code_serial",
    "code_index",
)  # fmt: skip
PARTS = 3
"""Behind id, uid and village stand the points of each part of the rule."""


def commit_secret(
    session: Session, pool: Pool, *, secret: str | None = None, commitment: str | None = None, by: Actor
) -> None:
    """Keep the fingerprint of this side's secret, given as such or made here; the secret itself is not kept.

    Raises: NotADrawer, PoolMoved, AlreadyCommitted, SecretUnfit.
    """
    side, other = _sides(by)
    session.refresh(pool, with_for_update=True)
    if pool.status is not PoolStatus.DRAFT:
        raise PoolMoved
    if getattr(pool, f"{side}_commitment") is not None:
        raise AlreadyCommitted
    if by.user_id is not None and by.user_id == getattr(pool, f"{other}_committed_by"):
        raise NotADrawer
    setattr(pool, f"{side}_commitment", _fingerprint(secret, commitment))
    setattr(pool, f"{side}_committed_by", by.user_id)
    session.flush()
    audit.record(session, "pool:commit", pool, by=by, side=side, commitment=getattr(pool, f"{side}_commitment"))


def propose(session: Session, pool: Pool, *, by: Actor) -> None:
    """Freeze the list: everybody who matches now, with a pseudonym and points, and the hash of it all.

    Raises: PoolMoved, SecretsMissing, NobodyMatches.
    """
    session.refresh(pool, with_for_update=True)
    if pool.status is not PoolStatus.DRAFT:
        raise PoolMoved
    if pool.district_commitment is None or pool.forum_commitment is None:
        raise SecretsMissing
    version = rule_row(session, pool)
    listed = _freeze(session, pool, Rule.of(version.content))
    pool.list_hash = order.list_hash(pool.id, listed, rule=order.RULE, fingerprint=version.fingerprint)
    pool.rule, pool.freezes = order.RULE, pool.freezes + 1
    pool.status, pool.proposed_by, pool.proposed_at = PoolStatus.PROPOSED, by.user_id, clock.now()
    session.flush()
    audit.record(session, "pool:propose", pool, by=by, people=len(listed), list_hash=pool.list_hash)


def reveal_secret(session: Session, pool: Pool, *, secret: str, by: Actor) -> None:
    """Show this side's secret; when both are shown, everybody gets a place.

    Raises: NotADrawer, PoolMoved, SecretMismatch.
    """
    side, _ = _sides(by)
    session.refresh(pool, with_for_update=True)
    if pool.status is not PoolStatus.PROPOSED:
        raise PoolMoved
    secret = secret.strip()
    if not order.is_fit(secret) or order.commitment(secret) != getattr(pool, f"{side}_commitment"):
        raise SecretMismatch(field="secret")
    setattr(pool, f"{side}_secret", secret)
    session.flush()
    if pool.district_secret is not None and pool.forum_secret is not None and pool.list_hash is not None:
        _place(session, pool, order.Draw(pool.district_secret, pool.forum_secret, pool.list_hash))
    audit.record(session, "pool:reveal", pool, by=by, side=side)


def thaw(session: Session, pool: Pool) -> None:
    """Take everybody off a proposed list again and forget both commitments: a new list gets a new draw."""
    session.execute(delete(PoolMember).where(PoolMember.pool_id == pool.id))
    pool.list_hash = pool.content_hash = None
    for side in SIDES.values():
        setattr(pool, f"{side}_commitment", None)
        setattr(pool, f"{side}_committed_by", None)
        setattr(pool, f"{side}_secret", None)
    pool.status, pool.proposed_by, pool.proposed_at = PoolStatus.DRAFT, None, None
    session.flush()


def pseudonym(pool: Pool, resident: str) -> str:
    """Give the name of a resident in this pool: keyed, so that it can be neither guessed nor chosen."""
    return index_of("pool", f"{pool.id}|{pool.freezes}|{resident}").hex()


def _sides(by: Actor) -> tuple[str, str]:
    side = SIDES.get(by.role)
    if side is None:
        raise NotADrawer
    return side, "forum" if side == "district" else "district"


def _fingerprint(secret: str | None, commitment: str | None) -> str:
    if secret:
        if not order.is_fit(secret.strip()):
            raise SecretUnfit(field="secret")
        return order.commitment(secret.strip())
    given = (commitment or "").strip().lower()
    if len(given) != FINGERPRINT_SIGNS or set(given) - set("0123456789abcdef"):
        raise SecretUnfit(field="commitment")
    return given


def _freeze(session: Session, pool: Pool, rule: Rule) -> list[tuple[str, int]]:
    scope = scope_of(session, pool.district_id)
    asked = matching(rule.audience, scope=scope).with_only_columns(
        Resident.id,
        Resident.uid,
        Resident.village_code,
        *(column.label(f"part{number}") for number, column in enumerate(points_of(rule.scoring, scope=scope))),
    )
    found = session.execute(asked).all()
    if not found:
        raise NobodyMatches
    session.flush()
    pool_of = pool.district_id, pool.id
    named = [(pseudonym(pool, row.uid.hex), row) for row in found]
    rows = ((*pool_of, *_stored(name, *row)) for name, row in named)
    copy_in(session, PoolMember.__tablename__, columns=COLUMNS, rows=rows)
    return [(name, sum(map(int, row[PARTS:]))) for name, row in named]


def _stored(name: str, resident_id: int, _uid: UUID, village_code: str, *parts: int) -> tuple[object, ...]:
    code = codes.index(codes.code(name, serial=0))
    return resident_id, village_code, name, sum(parts), json.dumps(parts), MemberStatus.LISTED.value, 0, code


def _place(session: Session, pool: Pool, draw: order.Draw) -> None:
    members = session.execute(
        select(PoolMember.pseudonym, PoolMember.score, PoolMember.resident_id).where(PoolMember.pool_id == pool.id)
    ).all()
    whose = {member.pseudonym: member.resident_id for member in members}
    placed = [
        (whose[name], place, drawn)
        for place, (name, _, drawn) in enumerate(order.in_order([(m.pseudonym, m.score) for m in members], draw), 1)
    ]
    for part in in_parts(placed, AT_ONCE):
        given = given_rows(session, {"who": BigInteger(), "place": BigInteger(), "draw": Text()}, part)
        asked = update(PoolMember).where(
            PoolMember.district_id == pool.district_id,  # the key begins with it
            PoolMember.pool_id == pool.id,
            PoolMember.resident_id == given.c.who,
        )
        placing = asked.values(place=given.c.place, draw=given.c.draw)
        session.execute(placing, execution_options={"synchronize_session": False})
    session.expire_all()
