"""Somebody leaves: the unused months pass on the same day, by the rule of the pledge, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import audit, coverage, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.pledges import Pledge, PledgeStatus, SuccessionRule, renewals
from srikandi.programme.money import fund, release_months
from srikandi.programme.refusals import ReasonUnknown
from srikandi.residents import EXIT_WORDS, Resident, ResidentStatus

EXIT_REASONS = frozenset(EXIT_WORDS)


@dataclass(frozen=True)
class Succession:
    """What became of the seats of those who left."""

    seats: tuple[int, ...]
    successors: tuple[int, ...]
    """Residents, in seat order; fewer than seats when the pool is empty or the rule is another."""

    @property
    def waiting(self) -> int:
        """Seats nobody has taken."""
        return len(self.seats) - len(self.successors)


def exit_resident(session: Session, resident: Resident, *, reason: str, on: date, by: Actor) -> Succession:
    """Note that somebody leaves and pass the unused months on. Raises: ReasonUnknown, residents.ResidentsMoved."""
    if reason not in EXIT_REASONS:
        raise ReasonUnknown(field="reason")
    pledge = pledges.pledge_holding(session, resident.id)
    succession = Succession((), ())
    if pledge is None:
        _leave_pool(session, resident, reason=reason)
    else:
        pledges.lock_pools(session, [pledge.pool_id])
        others = [one for one in coverage.pledges_of(session, resident.id) if one != pledge.id]
        renewed = renewals.seats_kept_in(session, resident.id)
        held = {one: pledges.locked(session, one) for one in sorted({pledge.id, *others, *renewed})}
        succession = leave(session, held[pledge.id], [resident.id], reason=reason, by=by)
        for one in others:
            seats = coverage.vacate(session, one, [resident.id], reason="exited")
            _pass_on(session, held[one], seats=seats, leaving=(), by=by)
        renewals.drop_person(session, [resident.id])
        for one in renewed:
            pledges.reread(session, held[one], by=by)
    note_exit(session, [resident.id], reason=reason, on=on)
    audit.record(session, "resident:exit", resident, by=by, reason=reason, months_passed_on=len(succession.seats))
    return succession


def leave(
    session: Session, pledge: Pledge, leaving: Sequence[int], *, reason: str, by: Actor, cause: str = "exited"
) -> Succession:
    """Free the seats of people who leave a pledge, take them off their pool, and pass the seats on.

    Pool and pledge are held already. Where the people themselves go is for the caller to say.
    """
    seats = coverage.vacate(session, pledge.id, leaving, reason=cause)
    pools.remove(session, pledge.pool_id, leaving, reason=reason)
    if pledge.status is PledgeStatus.OFFERED:
        return _leave_offer(session, pledge, leaving, by=by)
    return _pass_on(session, pledge, seats=seats, leaving=leaving, by=by)


def fill_waiting(session: Session, pledge: Pledge, *, by: Actor) -> Succession:
    """Seat the next in order in every empty seat of a pledge: for the rule `ask`, or when the pool has people again."""
    pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, pledge.id)
    return _seat_next(session, pledge, seats=coverage.waiting_seats(session, pledge.id), leaving=(), by=by)


def note_exit(session: Session, resident_ids: Sequence[int], *, reason: str, on: date) -> None:
    """Give people who are gone their status, day and reason. Raises: residents.ResidentsMoved."""
    residents.move(session, resident_ids, to=ResidentStatus.EXITED)
    for part in in_parts(resident_ids):
        gone = update(Resident).where(Resident.id.in_(part))
        session.execute(gone.values(exited_on=on, exit_reason=reason))


def _leave_pool(session: Session, resident: Resident, *, reason: str) -> None:
    listed = pools.PoolMember.resident_id == resident.id, pools.PoolMember.status != pools.MemberStatus.REMOVED
    for pool_id in session.scalars(select(pools.PoolMember.pool_id).where(*listed)).all():
        pools.remove(session, pool_id, [resident.id], reason=reason)


def _leave_offer(session: Session, pledge: Pledge, leaving: Sequence[int], *, by: Actor) -> Succession:
    """An offer has no seats yet: the next in order are held instead, whatever its rule, and it is read again."""
    joining = _take_up_to(session, pledge.pool_id, count=len(leaving))
    pledges.replace_hold(session, pledge, leaving=leaving, joining=joining, by=by)
    pledges.reread(session, pledge, by=by)
    return Succession((), ())


def _pass_on(session: Session, pledge: Pledge, *, seats: list[int], leaving: Sequence[int], by: Actor) -> Succession:
    if pledge.succession_rule is SuccessionRule.NEXT:
        return _seat_next(session, pledge, seats=seats, leaving=leaving, by=by)
    pledges.replace_hold(session, pledge, leaving=leaving, joining=[], by=by)
    if pledge.succession_rule is SuccessionRule.RETURN:
        release_months(session, pledge, coverage.empty_seats(pledge.id), by=by)
    return Succession(tuple(seats), ())


def _seat_next(session: Session, pledge: Pledge, *, seats: list[int], leaving: Sequence[int], by: Actor) -> Succession:
    joining = _take_up_to(session, pledge.pool_id, count=len(seats))
    pledges.replace_hold(session, pledge, leaving=leaving, joining=joining, by=by)
    sitting = {place: member.resident_id for place, member in zip(seats, joining, strict=False)}
    if sitting:
        coverage.succeed(session, pledge.id, sitting)
        fund(session, pledge.id, by=by)
    return Succession(tuple(seats), tuple(sitting.values()))


def _take_up_to(session: Session, pool_id: int, *, count: int) -> list[pools.PoolMember]:
    if not count:
        return []
    try:
        return pools.take_next(session, pool_id, count=count)
    except pools.NotEnoughPeople as fewer:
        return pools.take_next(session, pool_id, count=fewer.available) if fewer.available else []
