"""Fifty people reach for a pool of thirty at once; nobody is held twice, and who is late hears so.

Every run prints its seed. The controls take a guard away and see the same assertion fail.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Lock

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.database import current_session, unit_of_work
from srikandi.pools import MemberStatus, NotEnoughPeople, Pool, PoolMember, taking
from srikandi.residents import Resident, ResidentStatus
from tests.pools.listing import an_open_pool

PEOPLE = 30
THREADS = 50
Taker = Callable[[int, int], list[int]]


@dataclass
class Outcome:
    """What each taker was given, and how the others were refused."""

    given: list[list[int]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> list[int]:
        return [one for taken in self.given for one in taken]


def race(app: Flask, taker: Taker, pool_id: int, wishes: list[int]) -> Outcome:
    outcome, gate, guard = Outcome(), Barrier(len(wishes)), Lock()

    def reach(lives: int) -> None:
        gate.wait()
        with app.app_context():
            try:
                taken = taker(pool_id, lives)
            except Exception as refusal:  # noqa: BLE001 - which refusals came is what is asserted
                with guard:
                    outcome.refused[type(refusal).__name__] += 1
            else:
                with guard:
                    outcome.given.append(taken)

    with ThreadPoolExecutor(len(wishes)) as threads:
        list(threads.map(reach, wishes))
    return outcome


def take(pool_id: int, lives: int) -> list[int]:
    with unit_of_work(current_session()) as work:
        return [one.resident_id for one in pools.take(work.session, pool_id, lives=lives)]


def assert_fairly_sold(session: Session, outcome: Outcome) -> None:
    assert set(outcome.refused) <= {"NotEnoughPeople"}, outcome.refused
    assert len(outcome.people) == len(set(outcome.people)), "somebody was held twice"
    session.rollback()
    held = session.scalars(select(PoolMember).where(PoolMember.status == MemberStatus.HELD)).all()
    assert {one.resident_id for one in held} == set(outcome.people)
    residents = session.scalars(select(Resident.id).where(Resident.status == ResidentStatus.HELD)).all()
    assert set(residents) == set(outcome.people)
    assert sorted(one.place or 0 for one in held) == list(range(1, len(held) + 1))


def pool_id_of(session: Session) -> int:
    pool_id = an_open_pool(session, PEOPLE).id
    session.commit()
    return pool_id


def test_fifty_who_want_one_each_get_exactly_thirty(app: Flask, session: Session) -> None:
    outcome = race(app, take, pool_id_of(session), [1] * THREADS)
    assert_fairly_sold(session, outcome)
    assert len(outcome.people) == PEOPLE
    assert outcome.refused == {"NotEnoughPeople": THREADS - PEOPLE}


def test_fifty_who_want_some_each_leave_nobody_free_and_nobody_twice(app: Flask, session: Session) -> None:
    seed = random.randrange(10**9)
    print("seed", seed)  # noqa: T201 - a failure comes again with its seed
    wishes = [random.Random(seed + number).randint(1, 7) for number in range(THREADS - 10)] + [1] * 10
    pool_id = pool_id_of(session)
    outcome = race(app, take, pool_id, wishes)
    assert_fairly_sold(session, outcome)
    assert PEOPLE - len(outcome.people) == pools.available(session, pool_id)
    assert pools.available(session, pool_id) == 0, "those who wanted one were refused although one was left"


def test_giving_back_and_taking_at_once_loses_nobody(app: Flask, session: Session) -> None:
    pool_id = pool_id_of(session)

    def take_and_return(pool: int, lives: int) -> list[int]:
        taken = take(pool, lives)
        with unit_of_work(current_session()) as work:
            pools.give_back(work.session, pool, taken)
        return []

    outcome = race(app, take_and_return, pool_id, [3] * 20)
    assert set(outcome.refused) <= {"NotEnoughPeople"}
    assert pools.available(session, pool_id) == PEOPLE


def test_control_reading_first_and_writing_later_sells_people_twice(app: Flask, session: Session) -> None:
    """Without the lock, and with an update that does not look at the status, the same assertion fails on both."""
    pool_id, between = pool_id_of(session), Barrier(8)

    def take_carelessly(pool: int, lives: int) -> list[int]:
        with unit_of_work(current_session(), write=False) as work:
            free = select(PoolMember.resident_id).where(
                PoolMember.pool_id == pool, PoolMember.status == MemberStatus.LISTED
            )
            taken = list(work.session.scalars(free.order_by(PoolMember.place).limit(lives)))
        between.wait()
        if len(taken) < lives:
            raise NotEnoughPeople(available=len(taken))
        mine = PoolMember.resident_id.in_(taken)
        with unit_of_work(current_session()) as work:
            in_order = select(PoolMember.resident_id).where(mine).order_by(PoolMember.resident_id)
            work.session.execute(in_order.with_for_update())  # in one order, else they may deadlock instead
            work.session.execute(update(PoolMember).where(mine).values(status=MemberStatus.HELD))
        return taken

    outcome = race(app, take_carelessly, pool_id, [5] * 8)
    with pytest.raises(AssertionError, match="held twice"):
        assert_fairly_sold(session, outcome)
    assert len(outcome.people) == 40 > PEOPLE


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_control_without_the_lock_takers_collide(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The counted update still sells nobody twice, but losers get no clear answer and people stay free."""
    pool_id, between, marked = pool_id_of(session), Barrier(8), taking._mark

    def mark_after_everybody_has_looked(*args, **named) -> None:
        between.wait()
        marked(*args, **named)

    monkeypatch.setattr(taking, "lock", lambda session, pool_id: session.get_one(Pool, pool_id))
    monkeypatch.setattr(taking, "_mark", mark_after_everybody_has_looked)
    outcome = race(app, take, pool_id, [3] * 8)
    with pytest.raises(AssertionError, match="MembersMoved"):
        assert_fairly_sold(session, outcome)
    assert len(outcome.people) < 24
