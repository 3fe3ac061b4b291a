"""Why somebody stands where they stand: place, points part by part, how many have more, how many tie, the draw.

For the officer who serves a person, and for whoever holds the code of the place; no name is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, signs
from srikandi.audit import Actor
from srikandi.eligibility import Part, Rule
from srikandi.pools.drafting import rule_row
from srikandi.pools.drawing import codes
from srikandi.pools.models import OUT_OF_ORDER, MemberStatus, Pool, PoolMember, PoolStatus
from srikandi.pools.publication import SMALLEST
from srikandi.pools.refusals import PlaceUnknown, PoolNotFound
from srikandi.residents import Resident

PUBLIC = (PoolStatus.APPROVED, PoolStatus.OPEN, PoolStatus.CLOSED)
LIVE = (MemberStatus.LISTED, MemberStatus.HELD, MemberStatus.COVERED)


@dataclass(frozen=True)
class Reasons:
    """A place and everything it follows from."""

    pool: Pool
    member: PoolMember
    rule: Rule
    parts: Sequence[tuple[Part, int]] | None
    """The parts that gave points; none for a list frozen before they were kept."""
    waited: int
    """The points for waiting."""
    listed: int
    """How many stood on the list when it was frozen."""
    more: int
    """How many have more points."""
    tied: int
    """How many have as many points, this one included."""
    code: str | None
    """As it is printed; none while it is revoked."""

    @property
    def is_urgent(self) -> bool:
        """Did this person come in by an urgent case, without a place?"""
        return self.member.score == OUT_OF_ORDER

    @property
    def is_published(self) -> bool:
        """Is the list long enough that places are told to everybody?"""
        return self.listed >= SMALLEST

    @property
    def turn(self) -> int:
        """Which of those with as many points came first by the draw: 1 for the first."""
        return (self.member.place or 0) - self.more


def place_by_code(session: Session, typed: str) -> Reasons:
    """Explain the place that this code belongs to, in a pool everybody may see. Raises: PlaceUnknown."""
    bare = signs.read(typed, length=codes.LENGTH)
    if bare is None:
        raise PlaceUnknown(field="code")
    asked = (
        select(PoolMember, Pool)
        .join(Pool, Pool.id == PoolMember.pool_id)
        .join(Resident, Resident.id == PoolMember.resident_id)
        .where(PoolMember.code_index == codes.index(bare), Pool.status.in_(PUBLIC), Resident.erased_at.is_(None))
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise PlaceUnknown(field="code")
    return _explained(session, found[0], found[1])


def places_of(session: Session, resident: Resident) -> list[Reasons]:
    """Explain where a person stands now; the caller has asked whether the viewer may see them."""
    asked = (
        select(PoolMember, Pool)
        .join(Pool, Pool.id == PoolMember.pool_id)
        .where(
            PoolMember.district_id == resident.district_id,
            PoolMember.resident_id == resident.id,
            PoolMember.status.in_(LIVE),
        )
    )
    return [_explained(session, row[0], row[1]) for row in session.execute(asked.order_by(Pool.id))]


def give_code(session: Session, pool_id: int, resident: Resident, *, by: Actor) -> str:
    """Give a person a new code for their place; the one before it answers no more. Raises: PoolNotFound."""
    member, pool = _locked(session, pool_id, resident)
    member.code_serial += 1
    bare = codes.code(member.pseudonym, serial=member.code_serial)
    member.code_index = codes.index(bare)
    session.flush()
    audit.record(session, "place:code", pool, by=by, resident=resident.id, serial=member.code_serial)
    return signs.printed(bare)


def revoke_code(session: Session, pool_id: int, resident: Resident, *, by: Actor) -> None:
    """Let the code of a person's place answer no more. Raises: PoolNotFound."""
    member, pool = _locked(session, pool_id, resident)
    if member.code_index is None:
        return
    member.code_index = None
    session.flush()
    audit.record(session, "place:revoke", pool, by=by, resident=resident.id, serial=member.code_serial)


def _locked(session: Session, pool_id: int, resident: Resident) -> tuple[PoolMember, Pool]:
    asked = (
        select(PoolMember, Pool)
        .join(Pool, Pool.id == PoolMember.pool_id)
        .where(
            PoolMember.district_id == resident.district_id,
            PoolMember.pool_id == pool_id,
            PoolMember.resident_id == resident.id,
            PoolMember.status.in_(LIVE),
        )
        .with_for_update(of=PoolMember)
        .execution_options(populate_existing=True)
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise PoolNotFound
    return found[0], found[1]


def _explained(session: Session, member: PoolMember, pool: Pool) -> Reasons:
    rule = Rule.of(rule_row(session, pool).content)
    counted = session.execute(
        select(
            func.count(),
            func.count().filter(PoolMember.score > member.score),
            func.count().filter(PoolMember.score == member.score),
        ).where(PoolMember.pool_id == pool.id, PoolMember.score != OUT_OF_ORDER)
    ).one()
    parts, waited = _parts(rule, member)
    bare = codes.code(member.pseudonym, serial=member.code_serial) if member.code_index else None
    code = signs.printed(bare) if bare else None
    return Reasons(pool, member, rule, parts, waited, counted[0], counted[1], counted[2], code)


def _parts(rule: Rule, member: PoolMember) -> tuple[list[tuple[Part, int]] | None, int]:
    if member.parts is None:
        return None, 0
    *given, waited = member.parts
    return [(part, points) for part, points in zip(rule.scoring.parts, given, strict=True) if points], waited
