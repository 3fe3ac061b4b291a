"""People leave a pool for a pledge, and come back: in order, and never twice.

Whoever takes holds the pool's row first, so takers stand in one queue; behind it stand the unique indexes and the
counts of rows each statement changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, case, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from srikandi import residents
from srikandi.database import among, in_parts, index_of
from srikandi.pools.models import OUT_OF_ORDER, MemberStatus, Pool, PoolMember, PoolStatus
from srikandi.pools.refusals import MembersMoved, NotEnoughPeople, PoolNotFound, PoolNotOpen
from srikandi.residents import Resident, ResidentStatus

FREE = (ResidentStatus.VERIFIED, ResidentStatus.LAPSED)


def lock(session: Session, pool_id: int) -> Pool:
    """Give the pool with its row locked until the end of this work. Raises: PoolNotFound."""
    asked = select(Pool).where(Pool.id == pool_id).with_for_update().execution_options(populate_existing=True)
    pool = session.scalar(asked)
    if pool is None:
        raise PoolNotFound
    return pool


def take(session: Session, pool_id: int, *, lives: int, villages: Sequence[str] = ()) -> list[PoolMember]:
    """Hold the next people of an open pool, preferred villages first, each in the pool's order.

    All that were asked for, or nobody. Raises: PoolNotOpen, NotEnoughPeople (with `available`).
    """
    pool = lock(session, pool_id)
    if pool.status is not PoolStatus.OPEN:
        raise PoolNotOpen
    return _hold_next(session, pool, count=lives, villages=villages)


def take_next(session: Session, pool_id: int, *, count: int) -> list[PoolMember]:
    """Hold the next people in order for a seat that has become free; a closed pool still serves its own pledges.

    Raises: NotEnoughPeople (with `available`).
    """
    return _hold_next(session, lock(session, pool_id), count=count)


def take_urgently(session: Session, pool_id: int, resident: Resident) -> PoolMember:
    """Hold one person out of order, for an urgent case; whoever waits in another pool leaves that one for this.

    The pools' rows are held already. Nobody's place moves: who was not listed here gets none. Raises: MembersMoved.
    """
    pool, shared = lock(session, pool_id), {"resident_id": resident.id, "district_id": resident.district_id}
    live = PoolMember.resident_id == resident.id, PoolMember.status != MemberStatus.REMOVED
    for other in session.scalars(select(PoolMember.pool_id).where(*live, PoolMember.pool_id != pool.id)).all():
        remove(session, other, [resident.id], reason="urgent")
    member = session.get(PoolMember, (pool.district_id, pool.id, resident.id), populate_existing=True)
    if member is None:
        name = index_of("pool", f"{pool.id}|{pool.freezes}|{resident.uid.hex}").hex()
        member = PoolMember(**shared, pool_id=pool.id, village_code=resident.village_code, pseudonym=name)
        member.score, member.status = OUT_OF_ORDER, MemberStatus.LISTED
        session.add(member)
    elif member.status is MemberStatus.REMOVED:
        member.status, member.removed_reason = MemberStatus.LISTED, None
    session.flush()
    _mark(session, pool, [resident.id], start=(MemberStatus.LISTED,), end=MemberStatus.HELD)
    residents.move(session, [resident.id], to=ResidentStatus.HELD)
    return member


def give_back(session: Session, pool_id: int, resident_ids: Sequence[int]) -> None:
    """Let held people wait again at their old place. Raises: MembersMoved, ResidentsMoved."""
    _mark(session, lock(session, pool_id), resident_ids, start=(MemberStatus.HELD,), end=MemberStatus.LISTED)
    residents.move(session, resident_ids, to=ResidentStatus.VERIFIED)


def cover(session: Session, pool_id: int, resident_ids: Sequence[int]) -> None:
    """Note that held people are covered now. Raises: MembersMoved, ResidentsMoved."""
    _mark(session, lock(session, pool_id), resident_ids, start=(MemberStatus.HELD,), end=MemberStatus.COVERED)
    residents.move(session, resident_ids, to=ResidentStatus.COVERED)


def remove(session: Session, pool_id: int, resident_ids: Sequence[int], *, reason: str) -> None:
    """Take people off the list for a reason; their place stays theirs and empty. Raises: MembersMoved.

    Where the residents themselves go (verified, exited) is for the caller to say.
    """
    pool, start = lock(session, pool_id), (MemberStatus.LISTED, MemberStatus.HELD, MemberStatus.COVERED)
    _mark(session, pool, resident_ids, start=start, end=MemberStatus.REMOVED, reason=reason)


def bring_back(session: Session, pool_id: int, resident_ids: Sequence[int], *, to: MemberStatus) -> None:
    """Put people who were taken off the list wrongly at their old place again, before everybody after it.

    What the residents are again is for the caller to say. Raises: MembersMoved.
    """
    _mark(session, lock(session, pool_id), resident_ids, start=(MemberStatus.REMOVED,), end=to)


def memberships(session: Session, resident_ids: Sequence[int]) -> list[tuple[int, int]]:
    """List pool and person wherever these people stand on a list."""
    found: list[tuple[int, int]] = []
    for part in in_parts(resident_ids):
        asked = select(PoolMember.pool_id, PoolMember.resident_id).where(
            among(PoolMember.resident_id, part), PoolMember.status != MemberStatus.REMOVED
        )
        found += [(row[0], row[1]) for row in session.execute(asked)]
    return sorted(found)


def available(session: Session, pool_id: int) -> int:
    """Count the people who can be taken from a pool now."""
    counted = select(func.count()).select_from(PoolMember).join(Resident, Resident.id == PoolMember.resident_id)
    return session.scalar(counted.where(*free(pool_id))) or 0


def free(pool_id: int) -> tuple[ColumnElement[bool], ...]:
    """Name the members of a pool who can be taken now; beside them stand their residents."""
    return (
        PoolMember.pool_id == pool_id,
        PoolMember.status == MemberStatus.LISTED,
        PoolMember.place.is_not(None),
        Resident.status.in_(FREE),
        residents.usable(),
    )


def _hold_next(session: Session, pool: Pool, *, count: int, villages: Sequence[str] = ()) -> list[PoolMember]:
    session.flush()
    asked = select(PoolMember).join(Resident, Resident.id == PoolMember.resident_id).where(*free(pool.id))
    if villages:
        asked = asked.order_by(case((PoolMember.village_code.in_(villages), 0), else_=1))
    asked = asked.order_by(PoolMember.place).limit(count).execution_options(populate_existing=True)
    members = list(session.scalars(asked)) if count > 0 else []
    if count < 1 or len(members) < count:
        raise NotEnoughPeople(available=available(session, pool.id))
    return hold(session, pool, members)


def hold(session: Session, pool: Pool, members: list[PoolMember]) -> list[PoolMember]:
    """Hold these people, whose pool is held already. Raises: MembersMoved, ResidentsMoved."""
    taken = [member.resident_id for member in members]
    _mark(session, pool, taken, start=(MemberStatus.LISTED,), end=MemberStatus.HELD)
    residents.move(session, taken, to=ResidentStatus.HELD)
    return members


def _mark(
    session: Session,
    pool: Pool,
    resident_ids: Sequence[int],
    *,
    start: tuple[MemberStatus, ...],
    end: MemberStatus,
    reason: str | None = None,
) -> None:
    for part in map(set, in_parts(resident_ids)):
        asked = update(PoolMember).where(
            PoolMember.district_id == pool.district_id,
            PoolMember.pool_id == pool.id,
            among(PoolMember.resident_id, part),
            PoolMember.status.in_(start),
        )
        values = {"status": end, "removed_reason": reason}
        done = session.execute(asked.values(values), execution_options={"synchronize_session": False})
        if cast("CursorResult[Any]", done).rowcount != len(part):
            raise MembersMoved
        _tell_loaded(session, pool.id, part, values)


def _tell_loaded(session: Session, pool_id: int, resident_ids: set[int], values: dict[str, Any]) -> None:
    for loaded in session.identity_map.values():
        if isinstance(loaded, PoolMember) and loaded.pool_id == pool_id and loaded.resident_id in resident_ids:
            for name, value in values.items():
                set_committed_value(loaded, name, value)
