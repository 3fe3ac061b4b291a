"""Whatever happens to arrears in whatever order: no month is paid twice, and every rupiah can be shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srikandi.database import index_of
from srikandi.money import ZERO, Money
from tests.arrears import stories
from tests.arrears.stories import PEOPLE, tell
from tests.arrears.test_owing import people
from tests.counts import times
from tests.pledges.making import a_scene

which = st.integers(0, 2)
places = st.integers(1, PEOPLE)
owed = st.tuples(st.integers(0, 6), st.sampled_from("123"))
step = st.one_of(
    st.tuples(st.just("list"), st.dictionaries(places, owed, min_size=1)),
    st.tuples(st.just("say"), places, st.integers(0, 5)),
    st.tuples(st.just("offer"), st.integers(1, 4), st.booleans()),
    st.tuples(st.just("cover"), st.integers(1, 20)),
    st.tuples(st.just("pay"), which, st.integers(1, 40).map(lambda months: months * 35_000)),
    st.tuples(st.just("file"), which),
    st.tuples(st.just("withdraw"), which),
    st.tuples(st.just("settle"), which, st.sets(st.integers(0, 3), max_size=2)),
    st.tuples(st.just("exit"), places),
    st.tuples(st.just("cancel"), which),
    st.tuples(st.just("late"), which),
    st.tuples(st.just("take_back"), which, st.integers(1, 5).map(lambda months: months * 35_000)),
    st.tuples(st.just("sweep")),
)
OWING: tuple[Any, ...] = ("list", {1: (4, "3"), 2: (3, "3"), 3: (2, "2"), 6: (2, "3")})
PAID: tuple[tuple[Any, ...], ...] = (OWING, ("offer", 2, True), ("pay", 0, 9 * 35_000))
SETTLED: tuple[tuple[Any, ...], ...] = (*PAID, ("file", 0), ("settle", 0, set()))


def a_district(session):
    """Give a pool of seven whose first and sixth person are one family."""
    scene = a_scene(session, lives=PEOPLE)
    known = people(session, scene)
    known[0].family_index = known[5].family_index = index_of("family_card", "1901010101010001")
    session.flush()
    return scene


@settings(max_examples=times(6, full=400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(step, max_size=times(8, full=25)))
def test_no_month_is_paid_twice_and_no_rupiah_is_lost(session, story):
    try:
        tell(session, a_district(session), [OWING, *story])
    finally:
        session.rollback()


def test_a_story_told_to_its_end_strikes_families_off(session):
    scene = a_district(session)
    told = tell(
        session,
        scene,
        [
            *SETTLED,
            ("list", {1: (6, "3"), 2: (3, "3")}),
            ("offer", 2, True),
            ("pay", 1, 4 * 35_000),
            ("exit", 2),
            ("late", 1),
            ("sweep",),
            ("pay", 1, 20 * 35_000),
            ("file", 1),
            ("settle", 1, set()),
            ("sweep",),
        ],
    )
    assert len(told.struck) > 9
    assert set(told.paid.values()) == {Money(9 * 35_000), Money(24 * 35_000)}
    assert ZERO not in {one[2] for one in told.struck.values()}


@pytest.mark.parametrize(
    ("story", "mistake", "found"),
    [
        (PAID, stories.forget_the_money, "months hold"),
        (SETTLED, stories.owe_again_what_is_struck_off, "is settled, the book has"),
    ],
)
def test_a_planted_mistake_is_found(session, story, mistake, found):
    scene = a_district(session)
    with pytest.raises(AssertionError, match=found):
        tell(session, scene, [*story, ("sweep",)], spoil=mistake)


def test_a_release_that_forgets_the_reserve_is_found(session, monkeypatch):
    scene = a_district(session)
    tell(session, scene, PAID)
    monkeypatch.setattr("srikandi.arrears.paying.funding._give_back", lambda *_args, **_said: ZERO)
    with pytest.raises(AssertionError, match="months hold"):
        tell(session, scene, [("say", 2, 0)])
