"""What each village owes is counted beside the page, and never believed when it is old."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from srikandi import arrears, clock
from srikandi.arrears import CareClass, Span
from srikandi.arrears.models import VillageArrears
from srikandi.clock import Month
from srikandi.residents import Resident
from tests.pledges.making import a_scene


@pytest.fixture
def scene(session):
    return a_scene(session, lives=2)


def owe(session, scene, *, months, nth=0):
    """Have the nth person of the scene owe so many of the last months."""
    who = session.query(Resident).order_by(Resident.id).offset(nth).first()
    last = Month.of(clock.today()) + -1
    arrears.correct(session, who, Span(last + (1 - months), last, CareClass.THIRD), reason="SIPP", by=scene.maker)
    return who


def shown(session, scene):
    """Give the months the page shows, altogether."""
    return sum(one.months for one in arrears.villages_owing(session, scene.district_id).villages)


def older(session, by):
    session.execute(update(VillageArrears).values(counted_at=clock.now() - by))


def test_the_page_shows_what_was_counted_and_when(session, scene):
    owe(session, scene, months=5)
    arrears.count_villages(session, scene.district_id)
    session.execute(update(VillageArrears).values(months=77))
    owing = arrears.villages_owing(session, scene.district_id)
    assert [one.months for one in owing.villages] == [77]
    assert owing.counted_at <= clock.now()


def test_an_old_count_is_not_believed(session, scene):
    owe(session, scene, months=5)
    arrears.count_villages(session, scene.district_id)
    session.execute(update(VillageArrears).values(months=77))
    older(session, timedelta(minutes=16))
    assert shown(session, scene) == 5


def test_whoever_says_otherwise_has_it_counted_anew(session, scene):
    owe(session, scene, months=5)
    arrears.count_villages(session, scene.district_id)
    owe(session, scene, months=3, nth=1)
    assert shown(session, scene) == 8


def test_the_worker_counts_where_it_is_old_or_was_forgotten(session, scene):
    assert arrears.due_for_counting(session) == []
    owe(session, scene, months=5)
    assert arrears.due_for_counting(session) == [scene.district_id]
    arrears.count_villages(session, scene.district_id)
    assert arrears.due_for_counting(session) == []
    older(session, timedelta(minutes=11))
    assert arrears.due_for_counting(session) == [scene.district_id]
    arrears.count_villages(session, scene.district_id)
    assert shown(session, scene) == 5


def test_nobody_owes_any_more_and_nothing_is_left_of_the_count(session, scene):
    who = owe(session, scene, months=5)
    arrears.count_villages(session, scene.district_id)
    arrears.correct(session, who, None, reason="Lunas", by=scene.maker)
    arrears.count_villages(session, scene.district_id)
    assert shown(session, scene) == 0
    assert arrears.due_for_counting(session) == []
