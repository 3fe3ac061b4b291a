"""A report was wrong: the person is there again, in what is still free of their seats, or first in line for the next.

Nobody is sent away for it: whoever has taken the seat keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.coverage import LifeMonthStatus, succession
from srikandi.coverage.succession import VacatedMonth
from srikandi.pledges import Hold, HoldStatus, Pledge
from srikandi.pools import MemberStatus, PoolMember
from srikandi.programme.exits.asking import settle_question
from srikandi.programme.exits.passing_on import SEATED
from srikandi.programme.money import fund
from srikandi.residents import Resident, ResidentExit, ResidentStatus

L = LifeMonthStatus
WAITING_AS = {ResidentStatus.HELD: ResidentStatus.VERIFIED, ResidentStatus.COVERED: ResidentStatus.LAPSED}
"""What somebody is whose seat has been taken meanwhile."""


@dataclass(frozen=True)
class Regained:
    """What somebody has again."""

    months: int
    """Life-months that were still free."""
    lists: int
    """Pools in which they wait at their old place, before everybody after it."""


def undo_exit(session: Session, resident: Resident, *, reason: str, by: Actor) -> Regained:
    """Take back a report that was wrong, for a reason, by somebody else than who noted it.

    Raises: residents.ReasonMissing, residents.NotLeft, residents.OwnReport, residents.StaysAsOther.
    """
    found = residents.standing_exit(session, resident.id)
    if found is not None and found.duplicate_of is not None:
        raise residents.StaysAsOther
    return bring_back(session, resident, reason=reason, by=by)


def bring_back(session: Session, resident: Resident, *, reason: str, by: Actor) -> Regained:
    """Do the same for whoever left, as a duplicate too. Raises: as above, but for the last."""
    why = residents.checked_reason(reason)
    found = residents.standing_exit(session, resident.id)
    seats = succession.vacated_seats(session, found.id) if found is not None else []
    held = _hold(session, resident, sorted({pledge_id for pledge_id, _ in seats}))
    exit_ = residents.take_back(session, resident, reason=why, by=by)
    regained = _regain(session, exit_, held, seats, by=by)
    lists = _wait_again(session, exit_, seated_in=regained.pool_id if regained else None)
    if regained is None:
        residents.move(session, [resident.id], to=WAITING_AS.get(exit_.former, exit_.former), comes_back=True)
    months = regained.months if regained else 0
    audit.record(session, "resident:undo_exit", resident, by=by, reason=why, months_regained=months)
    session.flush()
    return Regained(months, lists)


@dataclass(frozen=True)
class _Seat:
    pool_id: int
    months: int


def _hold(session: Session, resident: Resident, pledge_ids: list[int]) -> dict[int, Pledge]:
    listed = session.scalars(select(PoolMember.pool_id).where(PoolMember.resident_id == resident.id))
    pledges.lock_pools(session, list(listed))
    return {one: pledges.locked(session, one) for one in pledge_ids}


def _regain(
    session: Session, exit_: ResidentExit, held: dict[int, Pledge], seats: list[tuple[int, int]], *, by: Actor
) -> _Seat | None:
    """Seat somebody again in the first of their promises that still runs and has a month of theirs free."""
    for pledge_id, pledge in held.items():
        own = [seat for one, seat in seats if one == pledge_id]
        is_open = pledge.status in SEATED and pledge.ended_at is None
        if not is_open or not succession.count_free(session, pledge_id, own, resident_id=exit_.resident_id):
            continue
        months = succession.regain(session, pledge_id, own, resident_id=exit_.resident_id)
        _sit_again(session, exit_, pledge)
        fund(session, pledge_id, by=by)
        settle_question(session, pledge, by=by)
        return _Seat(pledge.pool_id, months)
    return None


def _sit_again(session: Session, exit_: ResidentExit, pledge: Pledge) -> None:
    covered = exit_.former is ResidentStatus.COVERED
    status, member = (
        (ResidentStatus.COVERED, MemberStatus.COVERED) if covered else (ResidentStatus.HELD, MemberStatus.HELD)
    )
    pools.bring_back(session, pledge.pool_id, [exit_.resident_id], to=member)
    residents.move(session, [exit_.resident_id], to=status, comes_back=True)
    own = PoolMember.pool_id == pledge.pool_id, PoolMember.resident_id == exit_.resident_id
    hold = {
        "district_id": pledge.district_id,
        "pledge_id": pledge.id,
        "resident_id": exit_.resident_id,
        "place": session.scalar(select(PoolMember.place).where(*own)),
        "status": _held_as(session, exit_),
        "created_at": clock.now(),
    }
    session.execute(insert(Hold), [hold])


def _held_as(session: Session, exit_: ResidentExit) -> HoldStatus:
    """Give how the promise holds the person again: an unpaid seat has its deadline as before."""
    paid = select(VacatedMonth.seat).where(VacatedMonth.exit_id == exit_.id, VacatedMonth.status != L.PLANNED).limit(1)
    return HoldStatus.HELD if session.scalar(paid) is None else HoldStatus.KEPT


def _wait_again(session: Session, exit_: ResidentExit, *, seated_in: int | None) -> int:
    """List somebody again wherever this exit took them off a list; their old place comes before everybody after it."""
    asked = select(PoolMember.pool_id).where(
        PoolMember.resident_id == exit_.resident_id,
        PoolMember.status == MemberStatus.REMOVED,
        PoolMember.removed_reason == exit_.reason,
    )
    lists = [pool_id for pool_id in session.scalars(asked) if pool_id != seated_in]
    for pool_id in lists:
        pools.bring_back(session, pool_id, [exit_.resident_id], to=MemberStatus.LISTED)
    return len(lists)
