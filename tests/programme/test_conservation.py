"""Whatever happens in whatever order: nothing is lost, nobody is live twice, nobody who has left is still covered."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srikandi.pledges import SuccessionRule
from tests.pledges.making import a_scene, an_agreed_pledge, shared_terms
from tests.programme.exits.stories import LIVES, MONTHS, PEOPLE, tell

steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(0, 1), st.integers(1, 200_000)),
        st.sets(st.integers(1, PEOPLE), min_size=1, max_size=3).map(lambda places: ("exit", *sorted(places))),
        st.tuples(st.just("undo"), st.integers(1, PEOPLE)),
        st.tuples(st.just("answer"), st.booleans()),
        st.tuples(st.just("wait")),
        st.tuples(st.just("register"), st.integers(0, MONTHS - 1), st.sets(st.integers(1, PEOPLE))),
        st.tuples(st.just("confirm"), st.integers(0, MONTHS - 1)),
        st.tuples(st.just("fill")),
        st.tuples(st.just("expire"), st.booleans()),
        st.tuples(st.just("slide"), st.integers(0, MONTHS + 2)),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=st.sampled_from(SuccessionRule), story=steps)
def test_nothing_is_lost_in_any_order(session, rule, story):
    try:
        scene = a_scene(session, lives=PEOPLE)
        pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS, succession_rule=rule))
        tell(session, scene, pledge, story)
    finally:
        session.rollback()
