"""The negative controls of urgent cases: each guard is switched off, and what it kept true is true no longer."""

from __future__ import annotations

import pytest
from sqlalchemy import false, select

from srikandi import programme
from srikandi.coverage import LifeMonth, LifeMonthStatus, seats, urgency
from srikandi.coverage.refusals import NoQuotaLeft
from srikandi.coverage.urgency import seats as quota_seats
from srikandi.pools import Pool, public_card
from srikandi.pools.publication import cards
from tests.pledges.making import a_scene, pay
from tests.programme.urgency.test_cases import asked, at_place, promised, sent

pytestmark = pytest.mark.leaves_a_broken_book


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


def test_unkept_the_quotas_money_pays_later_months(session, scene, monkeypatch):
    monkeypatch.setattr(urgency, "kept_months", lambda *_: {})
    pledge = promised(session, scene, paid=False)
    pay(session, pledge, 6 * 37_800)
    funded = [one.month for one in session.scalars(select(LifeMonth).where(LifeMonth.status == LifeMonthStatus.FUNDED))]
    with pytest.raises(AssertionError):
        assert sorted(funded) == [pledge.start_month] * 3 + [pledge.start_month + 1] * 2


def test_unkept_the_next_in_order_sits_in_the_quota(session, scene, monkeypatch):
    monkeypatch.setattr(seats, "kept_free", false)
    pledge = promised(session, scene)
    with pytest.raises(AssertionError):
        assert programme.fill_waiting(session, pledge, by=scene.maker).successors == ()


def test_uncounted_a_quota_is_used_twice(session, scene, monkeypatch):
    pledge = promised(session, scene)
    first, second = asked(session, scene, pledge), asked(session, scene, pledge, at_place(session, 9))
    programme.urgency.approve_urgently(session, first, by=scene.checker)
    monkeypatch.setattr(quota_seats, "FREE", ())
    said = "approved"
    try:
        programme.urgency.approve_urgently(session, second, by=scene.checker)
    except NoQuotaLeft:
        said = "no quota left"
    with pytest.raises(AssertionError):
        assert said == "no quota left"


def test_unmarked_who_came_in_urgently_stands_in_the_published_list(session, scene, monkeypatch):
    before = public_card(session, session.get_one(Pool, scene.pool_id)).people
    monkeypatch.setattr(cards, "OUT_OF_ORDER", -99)
    sent(session, scene, promised(session, scene))
    with pytest.raises(AssertionError):
        assert public_card(session, session.get_one(Pool, scene.pool_id)).people == before
