"""Places are given by largest remainder: all of them, fairly, and never to nobody."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from srikandi.pools import apportion

WAITING = some.dictionaries(some.integers(1, 60).map(lambda n: f"19.01.{n:02d}"), some.integers(0, 3_000), max_size=12)


def check(given_places, places, waiting):
    everybody = sum(waiting.values())
    assert sum(given_places.values()) == places
    for code, people in waiting.items():
        assert abs(given_places[code] * everybody - places * people) < everybody
        assert given_places[code] <= people


@given(WAITING, some.data())
def test_places_add_up_stay_within_one_of_the_quota_and_never_exceed_those_who_wait(waiting, data):
    assume(sum(waiting.values()))
    places = data.draw(some.integers(0, sum(waiting.values())))
    check(apportion(places, waiting), places, waiting)


def test_more_places_than_people_give_one_to_each():
    assert apportion(100, {"a": 3, "b": 0}) == {"a": 3, "b": 0}
    assert apportion(5, {}) == {}


def test_equal_remainders_go_to_the_larger_group_and_then_to_the_lower_code():
    assert apportion(1, {"b": 5, "a": 5}) == {"b": 0, "a": 1}
    assert apportion(3, {"a": 1, "b": 3, "c": 2}) == {"a": 0, "b": 2, "c": 1}


def rounded(places, waiting):
    """Each quota rounded by itself, as a spreadsheet would."""
    return {code: round(places * people / sum(waiting.values())) for code, people in waiting.items()}


def rounded_up(places, waiting):
    """Everybody rounded up until nothing is left."""
    found, left = {}, places
    for code, people in waiting.items():
        found[code] = min(left, -(-places * people // sum(waiting.values())))
        left -= found[code]
    return found


@pytest.mark.parametrize("wrong", [rounded, rounded_up])
def test_other_ways_to_round_fail_the_same_check(wrong):
    """The negative control."""
    waiting = {"a": 1, "b": 1, "c": 1, "d": 10}
    check(apportion(4, waiting), 4, waiting)
    with pytest.raises(AssertionError):
        check(wrong(4, waiting), 4, waiting)
