"""A promise spread over kecamatan: shown beforehand, taken as shown, in order inside each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from srikandi import pledges, pools, programme
from srikandi.pledges import content_hash
from srikandi.pledges.models import SpreadPlace
from srikandi.pledges.refusals import QuotaTooLong
from srikandi.pools import NotEnoughPeople, SpreadMoved, SpreadNotSeen
from srikandi.pools.spreads import taking
from tests.pledges.making import a_scene, terms_of
from tests.pledges.spreads.spreading import scatter, shown_and_held, spread_terms


@pytest.fixture
def scene(session):
    made = a_scene(session, lives=24)
    scatter(session, made)
    return made


@pytest.fixture
def codes(session, scene):
    return [share.code for share in pools.spread_of(session, scene.pool_id, lives=1).shares]


def test_each_kecamatan_gets_what_was_shown_and_its_own_next_in_order(session, scene, codes):
    pledges.offer(session, spread_terms(session, scene, lives=8), by=scene.officer)
    shown, held = shown_and_held(session)[0]
    assert shown == dict(zip(codes, (4, 3, 1), strict=True))
    assert held == dict(zip(codes, ([1, 2, 3, 7], [4, 5, 10], [6]), strict=True))


def test_the_next_promise_is_spread_over_those_who_are_left(session, scene, codes):
    pledges.offer(session, terms_of(scene, lives=6), by=scene.officer)
    pledges.offer(session, spread_terms(session, scene, lives=18), by=scene.officer)
    assert shown_and_held(session)[1][0] == dict(zip(codes, (9, 6, 3), strict=True))


def test_numbers_that_moved_meanwhile_are_refused_and_nobody_is_held(session, scene):
    terms = spread_terms(session, scene, lives=12)
    pledges.offer(session, replace(terms_of(scene, lives=3), villages=()), by=scene.officer)
    with pytest.raises(SpreadMoved):
        pledges.offer(session, terms, by=scene.officer)
    again = spread_terms(session, scene, lives=12)
    assert again.spread != terms.spread
    assert len(pledges.holds_of(session, pledges.offer(session, again, by=scene.officer).id)) == 12


def test_unchecked_the_same_promise_takes_others_than_were_shown(session, scene, monkeypatch):
    """The negative control: without the second look the refusal above does not come."""
    terms = spread_terms(session, scene, lives=12)
    pledges.offer(session, terms_of(scene, lives=3), by=scene.officer)
    monkeypatch.setattr(taking, "check_seen", lambda *_: None)
    pledges.offer(session, terms, by=scene.officer)
    shown, held = shown_and_held(session)[1]
    with pytest.raises(AssertionError):
        assert shown == {code: len(people) for code, people in held.items()}


def test_whoever_has_not_seen_the_table_sees_it_first(session, scene):
    with pytest.raises(SpreadNotSeen):
        pledges.offer(session, terms_of(scene, lives=4, spread=()), by=scene.officer)


def test_more_lives_than_wait_are_refused(session, scene):
    with pytest.raises(NotEnoughPeople, match="24"):
        pledges.offer(session, spread_terms(session, scene, lives=25), by=scene.officer)


def test_an_approval_binds_to_the_places_of_each_kecamatan(session, scene):
    pledge = pledges.offer(session, spread_terms(session, scene, lives=8), by=scene.officer)
    assert pledge.content_hash == content_hash(session, pledge)
    view = programme.pledge_overview(session, pledge)
    assert programme.shown_hash(session, view) == pledge.content_hash
    session.scalars(select(SpreadPlace)).first().lives += 1
    session.flush()
    assert content_hash(session, pledge) != pledge.content_hash


def test_the_urgent_quota_is_no_part_of_what_is_spread(session, scene):
    pledge = pledges.offer(session, spread_terms(session, scene, lives=9, urgent=1), by=scene.officer)
    assert sum(shown_and_held(session)[0][0].values()) == len(pledges.holds_of(session, pledge.id)) == 8


def test_the_same_form_again_gives_the_same_promise(session, scene):
    terms = spread_terms(session, scene, lives=8)
    assert pledges.offer(session, terms, by=scene.officer).id == pledges.offer(session, terms, by=scene.officer).id


def test_a_form_sent_before_places_were_spread_keeps_its_hash(scene):
    terms = terms_of(scene, form_key="lama")
    assert terms.form_hash == replace(terms, spread=None, urgent_months=0).form_hash
    assert terms.form_hash != replace(terms, spread=()).form_hash


def test_a_quota_is_not_kept_free_beyond_its_promise(session, scene):
    with pytest.raises(QuotaTooLong):
        pledges.offer(session, terms_of(scene, lives=4, months=2, urgent=1, urgent_months=3), by=scene.officer)


@pytest.mark.parametrize("written", ["", "x", "19.01.01:3;", "19.01.01:-1", "19.01.01:3,,19.01.02:1", "\0:1", ":"])
def test_what_no_form_of_ours_has_written_counts_as_not_seen(written):
    assert pools.read_spread(written) == ()


def test_what_a_form_carries_is_read_back(session, scene):
    spread = pools.spread_of(session, scene.pool_id, lives=8)
    assert pools.read_spread(spread.written) == spread.given
