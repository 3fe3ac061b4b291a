"""Fifty companies at once want places spread over the same kecamatan; each gets what it was shown, or looks again."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest

from srikandi import pledges
from srikandi.database import unit_of_work
from srikandi.pools import NotEnoughPeople, SpreadMoved
from srikandi.pools.spreads import taking
from tests.counts import times
from tests.database.at_once import at_once
from tests.pledges.making import a_scene
from tests.pledges.spreads.spreading import scatter, shown_and_held, spread_terms
from tests.pledges.test_races import held

OFFERS = times(50, full=500)
LIVES = 30
EACH = 5


@pytest.fixture
def scene(session):
    made = a_scene(session, lives=LIVES)
    scatter(session, made)
    session.commit()
    return made


def run_spread_offers(app, scene, count):
    """Let companies look, all promise at once, and look again whenever they are told to; give what became of each."""

    def send(session):
        key = uuid4().hex
        while True:
            with unit_of_work(session, write=False):
                try:
                    terms = spread_terms(session, scene, lives=EACH, months=1, form_key=key)
                except NotEnoughPeople:
                    return "too few"
            try:
                with unit_of_work(session):
                    return pledges.offer(session, terms, by=scene.officer).number[:2]
            except SpreadMoved:
                continue
            except NotEnoughPeople:
                return "too few"

    return Counter(at_once(app, *[send] * count))


def check(session):
    assert held(session) == LIVES
    for shown, people in shown_and_held(session):
        assert shown == {code: len(places) for code, places in people.items()}
    by_kecamatan: dict[str, list[int]] = {}
    for _, people in shown_and_held(session):
        for code, places in people.items():
            by_kecamatan.setdefault(code, []).extend(places)
    assert all(places == sorted(places) for places in by_kecamatan.values())


def test_all_spread_offers_at_once_hold_everybody_once_as_shown_and_in_order(app, session, scene):
    outcome = run_spread_offers(app, scene, OFFERS)
    assert outcome == {"KM": LIVES // EACH, "too few": OFFERS - LIVES // EACH}
    check(session)


def test_without_the_second_look_the_same_offers_get_others_than_were_shown(app, session, scene, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(taking, "check_seen", lambda *_: None)
    run_spread_offers(app, scene, 12)
    with pytest.raises(AssertionError):
        check(session)
