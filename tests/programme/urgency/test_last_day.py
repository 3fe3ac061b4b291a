"""An urgent quota has a last day; what nobody needed by then is the next in order's."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from srikandi import clock, pledges, programme
from srikandi.coverage import urgency
from srikandi.programme.refusals import NotAQuota
from srikandi.programme.urgency import Bed, give_up_overdue
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, terms_of
from tests.programme.urgency.test_cases import STRANGER


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


@pytest.fixture
def pledge(session, scene):
    made = an_agreed_pledge(session, scene, terms_of(scene, lives=4, months=3, urgent=2, urgent_months=1))
    pay(session, made, 4 * 3 * 37_800)
    return made


def on_the_last_day(pledge, *, days=0):
    day = pledge.urgent_until_on + timedelta(days=days)
    return time_machine.travel(f"{day}T05:00:00+00:00", tick=False)


def quota(session, scene):
    return urgency.quotas_of(session, scene.district_id)[0]


def asked(session, scene, pledge):
    bed = Bed("RSUD Depati Bahrin", clock.today(), pledge.id)
    return programme.urgency.ask_urgently(session, STRANGER, bed, by=scene.maker)


def test_the_last_day_is_the_end_of_the_month_that_was_said(session, scene, pledge):
    assert pledge.urgent_until_on == pledge.start_month.last_day
    row = programme.urgency.urgent_quotas(session, scene.district_id)[0]
    assert (row.until_on, row.is_running) == (pledge.urgent_until_on, True)


def test_until_its_last_day_a_quota_stays(session, scene, pledge):
    with on_the_last_day(pledge):
        assert give_up_overdue(session, by=SYSTEM) == 0
    assert quota(session, scene).free == 2


def test_the_day_after_the_next_in_order_sit_there_and_again_changes_nothing(session, scene, pledge):
    with on_the_last_day(pledge, days=1):
        assert give_up_overdue(session, by=SYSTEM) == 2
        assert give_up_overdue(session, by=SYSTEM) == 0
    assert (quota(session, scene).free, quota(session, scene).given_up) == (0, 2)
    assert [hold.place for hold in pledges.holds_of(session, pledge.id)] == [1, 2, 3, 4]


def test_a_case_asked_for_in_time_keeps_its_seat_and_one_asked_for_later_finds_none(session, scene, pledge):
    with on_the_last_day(pledge):
        case = asked(session, scene, pledge)
    with on_the_last_day(pledge, days=1):
        assert give_up_overdue(session, by=SYSTEM) == 1
        programme.urgency.approve_urgently(session, case, by=scene.checker)
        assert (quota(session, scene).taken, quota(session, scene).free) == (1, 0)
        with pytest.raises(NotAQuota):
            asked(session, scene, pledge)


def test_a_sweep_that_forgets_the_cases_takes_their_seats(session, scene, pledge, monkeypatch):
    """The negative control."""
    with on_the_last_day(pledge):
        asked(session, scene, pledge)
    give_up = urgency.give_up_seats
    monkeypatch.setattr(urgency, "give_up_seats", lambda *about, **_: give_up(*about))
    with on_the_last_day(pledge, days=1), pytest.raises(AssertionError):
        assert give_up_overdue(session, by=SYSTEM) == 1


def test_a_quota_without_a_last_day_stays_until_the_district_says_otherwise(session, scene):
    made = an_agreed_pledge(session, scene, terms_of(scene, lives=4, months=1, urgent=1))
    assert made.urgent_until_on is None
    with time_machine.travel("2031-01-01T00:00:00+00:00", tick=False):
        assert give_up_overdue(session, by=SYSTEM) == 0
