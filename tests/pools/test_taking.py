"""People are held in order, preferred villages first, and come back to their old place."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import pools, residents
from srikandi.errors import Conflict
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident, ResidentStatus
from tests.pools.listing import SYSTEM, an_open_pool


def statuses(session: Session, ids: list[int]) -> set[ResidentStatus]:
    return set(session.scalars(select(Resident.status).where(Resident.id.in_(ids))))


def test_the_next_people_are_held_in_the_pools_order(session: Session) -> None:
    pool = an_open_pool(session, 12)
    first = pools.take(session, pool.id, lives=5)
    second = pools.take(session, pool.id, lives=4)
    assert [one.place for one in first] == [1, 2, 3, 4, 5]
    assert [one.place for one in second] == [6, 7, 8, 9]
    assert {one.status for one in first} == {MemberStatus.HELD}
    assert statuses(session, [one.resident_id for one in first]) == {ResidentStatus.HELD}


def test_preferred_villages_come_first_and_each_group_keeps_the_order(session: Session) -> None:
    pool = an_open_pool(session, 18)
    preferred = session.scalars(select(PoolMember.village_code).order_by(PoolMember.place.desc()).limit(1)).one()
    taken = pools.take(session, pool.id, lives=7, villages=[preferred])
    at_home = [one.place or 0 for one in taken if one.village_code == preferred]
    elsewhere = [one.place or 0 for one in taken if one.village_code != preferred]
    assert [one.village_code for one in taken] == [preferred] * 3 + [one.village_code for one in taken[3:]]
    assert [at_home, elsewhere] == [sorted(at_home), sorted(elsewhere)]
    assert elsewhere[0] == 1


def test_who_asks_for_too_many_gets_nobody_and_hears_how_many_are_left(session: Session) -> None:
    pool = an_open_pool(session, 6)
    pools.take(session, pool.id, lives=2)
    with pytest.raises(pools.NotEnoughPeople) as refused:
        pools.take(session, pool.id, lives=5)
    assert refused.value.available == 4
    assert str(refused.value) == "Tinggal 4 jiwa yang bisa ditanggung di kelompok ini."
    assert pools.available(session, pool.id) == 4


@pytest.mark.parametrize("lives", [0, -3])
def test_nobody_takes_less_than_one(session: Session, lives: int) -> None:
    pool = an_open_pool(session, 3)
    with pytest.raises(pools.NotEnoughPeople):
        pools.take(session, pool.id, lives=lives)


def test_people_who_are_given_back_regain_their_old_place(session: Session) -> None:
    pool = an_open_pool(session, 8)
    taken = [one.resident_id for one in pools.take(session, pool.id, lives=5)]
    pools.give_back(session, pool.id, taken[1:3])
    assert statuses(session, taken[1:3]) == {ResidentStatus.VERIFIED}
    again = pools.take_next(session, pool.id, count=3)
    assert [one.place for one in again] == [2, 3, 6]


def test_covered_and_removed_people_do_not_come_back(session: Session) -> None:
    pool = an_open_pool(session, 6)
    taken = [one.resident_id for one in pools.take(session, pool.id, lives=3)]
    pools.cover(session, pool.id, taken[:1])
    pools.remove(session, pool.id, taken[1:2], reason="meninggal")
    assert statuses(session, taken[:1]) == {ResidentStatus.COVERED}
    with pytest.raises(pools.MembersMoved):
        pools.give_back(session, pool.id, taken[:2])
    assert [one.place for one in pools.take_next(session, pool.id, count=1)] == [4]


def test_somebody_who_left_meanwhile_is_passed_over(session: Session) -> None:
    pool = an_open_pool(session, 4)
    gone = session.scalars(select(PoolMember.resident_id).where(PoolMember.place == 1)).one()
    residents.move(session, [gone], to=ResidentStatus.EXITED)
    assert [one.place for one in pools.take(session, pool.id, lives=2)] == [2, 3]
    assert pools.available(session, pool.id) == 1


def test_a_closed_pool_refuses_new_pledges_but_serves_its_own(session: Session) -> None:
    pool = an_open_pool(session, 4)
    pools.close_pool(session, pool, by=SYSTEM)
    with pytest.raises(pools.PoolNotOpen):
        pools.take(session, pool.id, lives=1)
    assert [one.place for one in pools.take_next(session, pool.id, count=1)] == [1]
    assert pools.release_waiting(session, pool, reason="periode selesai", by=SYSTEM) == 3
    with pytest.raises(pools.NotEnoughPeople):
        pools.take_next(session, pool.id, count=1)


def test_a_resident_moves_along_the_table_or_not_at_all(session: Session) -> None:
    pool = an_open_pool(session, 3)
    ids = list(session.scalars(select(PoolMember.resident_id).where(PoolMember.pool_id == pool.id)))
    loaded = session.get_one(Resident, ids[0])
    residents.move(session, ids[:2], to=ResidentStatus.HELD)
    assert loaded.status is ResidentStatus.HELD
    with pytest.raises(Conflict):
        residents.move(session, ids, to=ResidentStatus.COVERED)
