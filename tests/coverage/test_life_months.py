"""The two sentences hold in the database itself, and every change leaves its row."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from srikandi import coverage
from srikandi.coverage import LifeMonth, LifeMonthChange, LifeMonthStatus, Progress
from srikandi.money import Money
from tests.pledges.making import a_scene, an_agreed_pledge, pay, terms_of


@pytest.fixture
def scene(session):
    return a_scene(session, lives=8)


@pytest.fixture
def pledge(session, scene):
    return an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=2))


def somebody(session):
    return session.scalar(select(LifeMonth.resident_id).where(LifeMonth.seat == 1).limit(1))


def a_second_seat(session, pledge):
    values = {
        "district_id": pledge.district_id,
        "month": pledge.start_month,
        "pledge_id": pledge.id,
        "seat": 99,
        "resident_id": somebody(session),
        "status": LifeMonthStatus.PLANNED,
        "tariff": Money(37_800),
    }
    session.execute(insert(LifeMonth).values(values))


def test_a_residents_month_is_live_at_most_once(session, pledge):
    with pytest.raises(IntegrityError):
        a_second_seat(session, pledge)


def test_without_its_index_the_same_month_is_live_twice(session, pledge):
    """The negative control of the sentence above."""
    session.execute(text("DROP INDEX uq_life_month_live_resident"))
    a_second_seat(session, pledge)
    live = session.scalars(select(LifeMonth.seat).where(LifeMonth.resident_id == somebody(session)))
    assert sorted(live) == [1, 1, 99]


def test_no_life_month_is_funded_without_a_journal(session, pledge):
    with pytest.raises(IntegrityError):
        session.execute(update(LifeMonth).values(status=LifeMonthStatus.FUNDED))


def test_nobody_is_sent_from_an_empty_seat(session, pledge):
    pay(session, pledge, 6 * 37_800)
    with pytest.raises(IntegrityError):
        session.execute(update(LifeMonth).values(status=LifeMonthStatus.SENT, resident_id=None))


def test_somebody_who_is_live_is_not_seated_again(session, pledge):
    prices = {pledge.start_month: Money(37_800)}
    with pytest.raises(coverage.AlreadyCovered):
        coverage.seat(session, pledge.id, district_id=pledge.district_id, residents=[somebody(session)], prices=prices)


def test_every_step_leaves_its_row_in_the_trail(session, pledge):
    pay(session, pledge, 4 * 37_800)
    coverage.vacate(session, pledge.id, [somebody(session)], reason="exited")
    trail = Counter(session.scalars(select(LifeMonthChange.reason)))
    assert trail == {"seated": 6, "funded": 4, "exited": 2}
    last = session.scalars(select(LifeMonthChange).order_by(LifeMonthChange.id.desc())).first()
    assert (last.resident_id, last.seat) == (None, 1)


def test_the_trail_cannot_be_rewritten(session, pledge):
    with pytest.raises(IntegrityError):
        session.execute(update(LifeMonthChange).values(reason="lain"))


def test_the_parts_always_make_the_whole(session, pledge):
    pay(session, pledge, 4 * 37_800)
    coverage.vacate(session, pledge.id, [somebody(session)], reason="exited")
    now = coverage.progress(session, [pledge.id, 999])
    assert now[pledge.id] == Progress(planned=2, funded=2, waiting=2)
    assert now[999] == Progress()
    assert coverage.district_progress(session, pledge.district_id) == now[pledge.id]
    assert [one.committed for one in coverage.months_of(session, pledge.id).values()] == [3, 3]
