"""A company holds only so many promises nobody has signed, or it would keep people from everybody else."""

from __future__ import annotations

import pytest

from srikandi import pledges, programme
from srikandi.places import DistrictSetting
from srikandi.pledges.offers import offering
from srikandi.pledges.refusals import TooManyOpen
from tests.pledges.making import a_scene, an_agreed_pledge, terms_of


@pytest.fixture
def scene(session):
    made = a_scene(session, lives=12)
    session.query(DistrictSetting).filter_by(name="open_offers").one().value = 2
    session.flush()
    return made


def offer(session, scene):
    return pledges.offer(session, terms_of(scene, lives=1, months=1), by=scene.officer)


def test_the_third_open_offer_is_refused_until_one_of_them_is_over(session, scene):
    first, second = offer(session, scene), offer(session, scene)
    with pytest.raises(TooManyOpen):
        offer(session, scene)
    programme.approve_pledge(session, first, seen_hash=first.content_hash, by=scene.checker)
    with pytest.raises(TooManyOpen):
        offer(session, scene)
    programme.cancel_pledge(session, second, reason="Tidak jadi.", by=scene.officer)
    offer(session, scene)


def test_what_is_signed_counts_no_more(session, scene):
    for _ in range(3):
        an_agreed_pledge(session, scene, terms_of(scene, lives=1, months=1))
    offer(session, scene)


def test_without_the_limit_one_company_would_go_on(session, scene, monkeypatch):
    monkeypatch.setattr(offering, "check_room", lambda *_, **__: None)
    for _ in range(3):
        offer(session, scene)
