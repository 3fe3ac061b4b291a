"""Seats that become free pass on the same day, by the rule of their promise, and nothing is lost on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from srikandi import clock, coverage, places, pledges, pools
from srikandi.audit import Actor
from srikandi.coverage import succession
from srikandi.pledges import Pledge, PledgeStatus, SuccessionRule, successions
from srikandi.programme.money import fund, release_months

SEATED = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)


@dataclass(frozen=True)
class Succession:
    """What became of the seats of those who left."""

    seats: tuple[int, ...] = ()
    successors: tuple[int, ...] = ()
    """Residents, in seat order; fewer than seats when the pool is empty or the rule is another."""
    returned: int = 0
    """Seats whose months were given back as credit."""

    @property
    def waiting(self) -> int:
        """Seats nobody has taken."""
        return len(self.seats) - len(self.successors) - self.returned

    def __add__(self, other: Succession) -> Succession:
        """Add what became of further seats."""
        return Succession(self.seats + other.seats, self.successors + other.successors, self.returned + other.returned)


def leave(
    session: Session, pledge: Pledge, leaving: Mapping[int, str], *, by: Actor, cause: str = "exited"
) -> Succession:
    """Free the seats of people who leave a pledge (person -> why), take them off their pool, and pass the seats on.

    Pool and pledge are held already. Where the people themselves go is for the caller to say.
    """
    who = list(leaving)
    succession.note_vacated(session, pledge.id, who)
    seats = coverage.vacate(session, pledge.id, who, reason=cause)
    for reason, people in by_reason(leaving).items():
        pools.remove(session, pledge.pool_id, people, reason=reason)
    if pledge.status is PledgeStatus.OFFERED:
        return _leave_offer(session, pledge, who, by=by)
    return pass_on(session, pledge, seats=seats, leaving=who, by=by)


def pass_on(session: Session, pledge: Pledge, *, seats: list[int], leaving: Sequence[int], by: Actor) -> Succession:
    """Do with seats that are free what the rule of their promise says: the next in order, a question, or credit."""
    if pledge.succession_rule is SuccessionRule.NEXT:
        return seat_next(session, pledge, seats=seats, leaving=leaving, by=by)
    pledges.replace_hold(session, pledge, leaving=leaving, joining=[], by=by)
    if pledge.succession_rule is SuccessionRule.RETURN:
        release_months(session, pledge, coverage.empty_seats(pledge.id), by=by)
        return Succession(tuple(seats), returned=len(seats))
    if seats and pledge.status in SEATED:
        days = timedelta(days=places.setting(session, pledge.district_id, "answer_days", on=clock.today()))
        successions.ask(session, pledge, answer_until_at=clock.now() + days)
    return Succession(tuple(seats))


def seat_next(session: Session, pledge: Pledge, *, seats: list[int], leaving: Sequence[int], by: Actor) -> Succession:
    """Seat the next people in order in these seats, as far as there are any, and put waiting money to use."""
    joining = take_up_to(session, pledge.pool_id, count=len(seats))
    pledges.replace_hold(session, pledge, leaving=leaving, joining=joining, by=by)
    sitting = {place: member.resident_id for place, member in zip(seats, joining, strict=False)}
    if sitting:
        coverage.succeed(session, pledge.id, sitting)
        fund(session, pledge.id, by=by)
    return Succession(tuple(seats), tuple(sitting.values()))


def fill_waiting(session: Session, pledge: Pledge, *, by: Actor) -> Succession:
    """Seat the next in order in every empty seat of a pledge: an answer says so, or the pool has people again."""
    pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, pledge.id)
    return seat_next(session, pledge, seats=coverage.waiting_seats(session, pledge.id), leaving=(), by=by)


def take_up_to(session: Session, pool_id: int, *, count: int) -> list[pools.PoolMember]:
    """Hold the next people of a pool, as many as there are."""
    if not count:
        return []
    try:
        return pools.take_next(session, pool_id, count=count)
    except pools.NotEnoughPeople as fewer:
        return pools.take_next(session, pool_id, count=fewer.available) if fewer.available else []


def by_reason(leaving: Mapping[int, str]) -> dict[str, list[int]]:
    """Give the people who leave by why they do."""
    grouped = defaultdict[str, list[int]](list)
    for who, reason in leaving.items():
        grouped[reason].append(who)
    return dict(grouped)


def _leave_offer(session: Session, pledge: Pledge, leaving: Sequence[int], *, by: Actor) -> Succession:
    """An offer has no seats yet: the next in order are held instead, whatever its rule, and it is read again."""
    joining = take_up_to(session, pledge.pool_id, count=len(leaving))
    pledges.replace_hold(session, pledge, leaving=leaving, joining=joining, by=by)
    pledges.reread(session, pledge, by=by)
    return Succession()
