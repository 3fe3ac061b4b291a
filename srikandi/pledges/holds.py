"""People reserved for a pledge: kept when their months are funded, let go when the deadline is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock, pools
from srikandi.arrears import ArrearsMonth, ArrearsStatus
from srikandi.audit import Actor
from srikandi.database import among, in_parts
from srikandi.pledges import renewals
from srikandi.pledges.consortia import consortium_deciding, in_live_consortium
from srikandi.pledges.models import PLEDGE_MOVES, Hold, HoldStatus, Pledge, PledgeStatus
from srikandi.pledges.refusals import PledgeMoved

PROMISED = (PledgeStatus.OFFERED, PledgeStatus.APPROVED, PledgeStatus.AGREED)
WITH_DEADLINE = (*PROMISED, PledgeStatus.RUNNING)
LIVE = (HoldStatus.HELD, HoldStatus.KEPT)
PAID = (ArrearsStatus.FUNDED, ArrearsStatus.SETTLED)
AT_A_TIME = 20
"""How many promises end in one work: a moment's writing."""
QUIETLY = {"synchronize_session": False}


@dataclass(frozen=True)
class Expired:
    """A pledge whose deadline has passed, and whom it no longer holds."""

    pledge: Pledge
    resident_ids: tuple[int, ...]


def lock_pools(session: Session, pool_ids: Sequence[int]) -> None:
    """Hold the rows of these pools, lowest first, as everybody does before touching pledges."""
    asked = select(pools.Pool.id).where(pools.Pool.id.in_(set(pool_ids))).order_by(pools.Pool.id).with_for_update()
    session.execute(asked)


def locked(session: Session, pledge_id: int) -> Pledge:
    """Give a pledge as it is now, with its row held until the end of this work."""
    asked = select(Pledge).where(Pledge.id == pledge_id).with_for_update().execution_options(populate_existing=True)
    return session.execute(asked).scalar_one()


def locked_with_pool(session: Session, pledge: Pledge) -> Pledge:
    """Hold the pool's row and then the pledge's: whoever gives people back needs both, in this order."""
    lock_pools(session, [pledge.pool_id])
    return locked(session, pledge.id)


def move(pledge: Pledge, to: PledgeStatus) -> None:
    """Give a pledge its next status, if its table of moves has it. Raises: PledgeMoved."""
    if (pledge.status, to) not in PLEDGE_MOVES:
        raise PledgeMoved
    pledge.status = to


def holds_of(session: Session, pledge_id: int, resident_ids: Sequence[int] | None = None) -> list[Hold]:
    """List who is held or kept for a pledge, in pool order: everybody, or those of these people who are."""
    live = select(Hold).where(Hold.pledge_id == pledge_id, Hold.status.in_(LIVE))
    rows = list(session.scalars(live.order_by(Hold.place, Hold.id).execution_options(populate_existing=True)))
    wanted = None if resident_ids is None else set(resident_ids)
    return rows if wanted is None else [row for row in rows if row.resident_id in wanted]


def keep(session: Session, pledge_id: int, resident_ids: Sequence[int]) -> None:
    """Turn the holds of people whose months are funded into seats that no deadline ends."""
    for part in in_parts(resident_ids):
        session.execute(
            update(Hold)
            .where(Hold.pledge_id == pledge_id, Hold.status == HoldStatus.HELD, among(Hold.resident_id, part))
            .values(status=HoldStatus.KEPT),
            execution_options=QUIETLY,
        )
    _forget_loaded(session, pledge_id)
    _pass_over(session, pledge_id, resident_ids)


def _pass_over(session: Session, pledge_id: int, resident_ids: Sequence[int]) -> None:
    """Let the holds of people in a renewal pass over from the promise before it: ended there, begun here, at once."""
    seats = renewals.waiting_in(session, pledge_id, resident_ids)
    if not seats:
        return
    before = session.get_one(Pledge, renewals.renewed_from(session, pledge_id))
    staying = {hold.resident_id for hold in holds_of(session, before.id)}
    passing = [seat for seat in seats if seat.resident_id in staying]
    release_holds(session, before, [seat.resident_id for seat in passing])
    shared = {"district_id": before.district_id, "pledge_id": pledge_id, "status": HoldStatus.KEPT}
    at = clock.now()
    rows = [{**shared, "resident_id": one.resident_id, "place": one.place, "created_at": at} for one in passing]
    if rows:
        session.execute(insert(Hold), rows)
    renewals.note_passed(session, pledge_id, [seat.resident_id for seat in passing])


def end_holds(session: Session, pledge: Pledge, *, to: HoldStatus) -> tuple[int, ...]:
    """Let everybody go who is held but not kept; they wait again at their old place. Gives who that was."""
    held = Hold.pledge_id == pledge.id, Hold.status == HoldStatus.HELD
    resident_ids = tuple(session.scalars(select(Hold.resident_id).where(*held).order_by(Hold.place)))
    if resident_ids:
        session.execute(update(Hold).where(*held).values(status=to, ended_at=clock.now()))
        pools.give_back(session, pledge.pool_id, resident_ids)
    return resident_ids


def release_holds(session: Session, pledge: Pledge, resident_ids: Sequence[int]) -> None:
    """End the holds of people who leave a pledge; where they go is for the caller to say."""
    for part in in_parts(resident_ids):
        leaving = Hold.pledge_id == pledge.id, Hold.status.in_(LIVE), among(Hold.resident_id, part)
        ended = update(Hold).where(*leaving).values(status=HoldStatus.RELEASED, ended_at=clock.now())
        session.execute(ended, execution_options=QUIETLY)
    _forget_loaded(session, pledge.id)


def _forget_loaded(session: Session, pledge_id: int) -> None:
    """Have the holds this session knows read again when they are asked for; fetching all that changed costs more."""
    for loaded in list(session.identity_map.values()):
        if isinstance(loaded, Hold) and loaded.pledge_id == pledge_id:
            session.expire(loaded)


def replace_hold(
    session: Session, pledge: Pledge, *, leaving: Sequence[int], joining: Sequence[pools.PoolMember], by: Actor
) -> None:
    """Let people leave a pledge and others, taken from its pool, come after them.

    Where nobody who leaves had a paid seat, nobody who comes has one either: the deadline holds for them as well.
    """
    leaves_unpaid = HoldStatus.KEPT not in {one.status for one in holds_of(session, pledge.id, leaving)}
    status = HoldStatus.HELD if leaving and leaves_unpaid else HoldStatus.KEPT
    release_holds(session, pledge, leaving)
    shared = {"district_id": pledge.district_id, "pledge_id": pledge.id, "status": status}
    rows = [
        {**shared, "resident_id": one.resident_id, "place": one.place or 0, "created_at": clock.now()}
        for one in joining
    ]
    if rows:
        session.execute(insert(Hold), rows)
    audit.record(session, "pledge:replace", pledge, by=by, left=len(leaving), joined=len(rows))


def expire_overdue(session: Session, *, at: datetime, by: Actor) -> list[Expired]:
    """End the holds of some pledges whose deadline has passed; a pledge in which nobody has a seat ends with them.

    Call again until nothing ends: many deadlines fall on one day, and a long work would keep others from writing.

    One that covers or has covered somebody runs on: its paid seats may be waiting for their next person. Promises of a
    consortium that is not decided yet end together, elsewhere.
    """
    overdue = (
        select(Pledge.id, Pledge.pool_id)
        .where(Pledge.status.in_(WITH_DEADLINE), Pledge.hold_until < at)
        .where(
            select(Hold.id).where(Hold.pledge_id == Pledge.id, Hold.status == HoldStatus.HELD).exists()
            | renewals.has_waiting(Pledge.id)
            | _arrears_wait()
        )
        .where(~in_live_consortium(Pledge.id))
        .order_by(Pledge.pool_id, Pledge.id)
        .limit(AT_A_TIME)
    )
    rows = session.execute(overdue).all()
    lock_pools(session, [pool_id for _, pool_id in rows])
    ended = (_expire(session, pledge_id, at=at, by=by) for pledge_id, _ in rows)
    return [one for one in ended if one is not None]


def pays_arrears(session: Session, pledge: Pledge) -> bool:
    """Has money of a promise of arrears alone been put to use?"""
    if not pledge.is_of_arrears:
        return False
    paid = ArrearsMonth.pledge_id == pledge.id, ArrearsMonth.status.in_(PAID)
    return session.scalar(select(ArrearsMonth.resident_id).where(*paid).limit(1)) is not None


def _arrears_wait() -> ColumnElement[bool]:
    """Tell of a promise of arrears alone whether families still wait for its money, or nobody was ever paid."""
    mine = select(ArrearsMonth.resident_id).where(ArrearsMonth.pledge_id == Pledge.id)
    waits = mine.where(ArrearsMonth.status == ArrearsStatus.PLANNED).exists()
    is_idle = Pledge.status.in_(PROMISED) & ~mine.where(ArrearsMonth.status.in_(PAID)).exists()
    return (Pledge.months == 0) & (waits | is_idle)


def _expire(session: Session, pledge_id: int, *, at: datetime, by: Actor) -> Expired | None:
    pledge = locked(session, pledge_id)
    if pledge.status not in WITH_DEADLINE or pledge.hold_until >= at or consortium_deciding(session, pledge_id):
        return None
    gone = (*end_holds(session, pledge, to=HoldStatus.EXPIRED), *renewals.drop(session, pledge.id))
    is_kept = holds_of(session, pledge.id) or pays_arrears(session, pledge)
    if (pledge.status, PledgeStatus.EXPIRED) in PLEDGE_MOVES and not is_kept:
        move(pledge, PledgeStatus.EXPIRED)
        pledge.ended_at = at
    session.flush()
    audit.record(session, "pledge:expire", pledge, by=by, released=len(gone))
    return Expired(pledge, gone)
