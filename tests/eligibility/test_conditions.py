"""Each condition means what its words say, and the database's answer is that of plain arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.database import index_of
from srikandi.eligibility import (
    Audience,
    Condition,
    Field,
    Group,
    Join,
    Rule,
    RuleUnfit,
    Scope,
    Scoring,
    canonical,
    everybody_who,
    fingerprint,
    meets,
    points_of,
    usual_scoring,
)
from srikandi.residents import Resident, ResidentStatus
from tests.pools.listing import a_district, some_residents

TODAY = date(2026, 11, 22)
ZONE = "Asia/Jakarta"


def years_of(birth_on: date, on: date = TODAY) -> int:
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def waited(since: date, on: date = TODAY) -> int:
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def is_met(person: Resident, said: Condition) -> bool:
    """Say in plain Python, apart from the program, whether somebody meets a condition."""
    low, high = said.low if said.low is not None else -1, said.high if said.high is not None else 999
    if said.field is Field.AGE:
        return low <= years_of(person.birth_on) <= high
    if said.field is Field.DECILE:
        return person.decile is not None and low <= person.decile <= high
    if said.field is Field.WAITING:
        return low <= max(waited((person.registered_at + timedelta(hours=7)).date()), 0) <= high
    answers = {
        Field.VILLAGE: person.village_code in said.values,
        Field.SUBDISTRICT: person.village_code[:8] in said.values,
        Field.SEX: person.sex in said.values,
        Field.OCCUPATION: (person.occupation or "").upper() in said.values,
        Field.DECILE_KNOWN: person.decile is not None,
        Field.KIND: str(person.kind) in said.values,
        Field.FORMER_PBI: person.is_former_pbi,
    }
    return answers[said.field] is not said.is_not


def points_of_usual_rule(person: Resident, on: date) -> int:
    """The published table, written down once more."""
    age = years_of(person.birth_on, on)
    return (
        (30 if person.decile is None else 5 * (11 - person.decile))
        + 20 * person.is_former_pbi
        + 15 * (age < 18 or age >= 60)
        + 10 * (str(person.kind) == "reactivation")
        + min(max(waited((person.registered_at + timedelta(hours=7)).date(), on), 0), 24)
    )


PLACES = ("19.01.01", "19.01.02", "19.01.03")
between = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
conditions = st.one_of(
    between.map(lambda ends: Condition(Field.AGE, ends[0], ends[1] + 30)),
    between.map(lambda ends: Condition(Field.WAITING, ends[0] or None, ends[1])),
    st.integers(1, 10).map(lambda one: Condition(Field.DECILE, high=one)),
    st.booleans().map(lambda no: Condition(Field.DECILE_KNOWN, is_not=no)),
    st.booleans().map(lambda no: Condition(Field.FORMER_PBI, is_not=no)),
    st.tuples(st.sampled_from(["L", "P"]), st.booleans()).map(
        lambda one: Condition(Field.SEX, values=(one[0],), is_not=one[1])
    ),
    st.booleans().map(lambda no: Condition(Field.KIND, values=("reactivation",), is_not=no)),
    st.booleans().map(lambda no: Condition(Field.OCCUPATION, values=("NELAYAN", "BURUH"), is_not=no)),
    st.sampled_from(PLACES).map(lambda one: Condition(Field.SUBDISTRICT, values=(one,))),
)
groups = st.builds(Group, st.lists(conditions, min_size=1, max_size=3).map(tuple), st.sampled_from(Join))
audiences = st.builds(Audience, st.lists(groups, max_size=3).map(tuple), st.sampled_from(Join))


def holds(join: Join, answers: list[bool]) -> bool:
    return not answers or (all(answers) if join is Join.ALL else any(answers))


def test_the_database_answers_as_plain_arithmetic_does(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 48)
    people = session.scalars(select(Resident)).all()
    scope = Scope(district.id, TODAY, ZONE)

    @settings(max_examples=60, deadline=None)
    @given(audiences)
    def agrees(audience: Audience) -> None:
        Rule(audience).check()
        found = set(session.scalars(select(Resident.id).where(meets(audience, scope=scope))))
        expected = {
            one.id
            for one in people
            if holds(audience.join, [holds(g.join, [is_met(one, c) for c in g.conditions]) for g in audience.groups])
        }
        assert found == expected
        assert Audience.of(audience.stored()) == Audience.of(Audience.of(audience.stored()).stored())

    agrees()


@pytest.mark.parametrize("on", [TODAY, date(2026, 2, 28), date(2028, 2, 29), date(2026, 3, 31)])
def test_the_usual_points_are_those_of_the_published_table(session: Session, on: date) -> None:
    district = a_district(session)
    some_residents(session, district, 48)
    columns = points_of(usual_scoring(), scope=Scope(district.id, on, ZONE))
    rows = session.execute(select(Resident).add_columns(*columns)).all()
    assert [sum(row[1:]) for row in rows] == [points_of_usual_rule(row[0], on) for row in rows]


def a_family(session: Session, ids: list[int], card: str) -> None:
    for one in session.scalars(select(Resident).where(Resident.id.in_(ids))):
        one.family_index = index_of("family", card)
    session.flush()


def test_families_are_counted_covered_and_taken_whole(session: Session) -> None:
    district = a_district(session)
    ids = some_residents(session, district, 12)
    a_family(session, ids[:3], "a")
    a_family(session, ids[3:5], "b")
    session.get_one(Resident, ids[4]).status = ResidentStatus.COVERED
    session.flush()
    scope = pools.scope_of(session, district.id)

    def found(audience: Audience) -> set[int]:
        return {ids.index(one) for one in session.scalars(pools.matching(audience, scope=scope))}

    assert found(everybody_who(Condition(Field.FAMILY_SIZE, low=3))) == {0, 1, 2}
    assert found(everybody_who(Condition(Field.FAMILY_SIZE, 2, 2))) == {3}, "who is covered is listed already"
    assert found(everybody_who(Condition(Field.FAMILY_SIZE, high=1))) == {5, 6, 7, 8, 9, 10, 11}
    assert found(everybody_who(Condition(Field.FAMILY_COVERED))) == {3}
    assert 3 not in found(everybody_who(Condition(Field.FAMILY_COVERED, is_not=True)))
    one = Condition(Field.VILLAGE, values=(session.get_one(Resident, ids[0]).village_code,))
    alone = found(everybody_who(one))
    assert {0} == alone & {0, 1, 2}
    assert found(everybody_who(one, whole_families=True)) == alone | {1, 2}


@pytest.mark.parametrize(
    "said",
    [
        Condition(Field.AGE),
        Condition(Field.AGE, 60, 20),
        Condition(Field.AGE, low=121),
        Condition(Field.AGE, 1, 2, values=("x",)),
        Condition(Field.DECILE, low=0),
        Condition(Field.SEX),
        Condition(Field.SEX, values=("X",)),
        Condition(Field.OCCUPATION, values=("",)),
        Condition(Field.OCCUPATION, values=("A\x00B",)),
        Condition(Field.OCCUPATION, values=("A" * 81,)),
        Condition(Field.FORMER_PBI, low=1),
    ],
)
def test_a_condition_that_says_nothing_is_refused(said: Condition) -> None:
    with pytest.raises(RuleUnfit):
        Rule(everybody_who(said)).check()


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Audience((Group(),))),
        Rule(scoring=Scoring(waiting_points=101)),
        Rule(scoring=Scoring(waiting_points=1, waiting_months=61)),
        Rule(Audience(tuple(Group((Condition(Field.FORMER_PBI),)) for _ in range(7)))),
    ],
)
def test_a_rule_nobody_could_read_is_refused(rule: Rule) -> None:
    with pytest.raises(RuleUnfit):
        rule.check()


def test_the_bytes_of_a_rule_never_change() -> None:
    """What was hashed into a frozen list must hash the same for ever."""
    rule = Rule(everybody_who(Condition(Field.DECILE, 1, 3), Condition(Field.SEX, values=("P",))), Scoring())
    assert canonical(rule.stored()) == (
        '{"audience":{"groups":[{"conditions":[{"field":"decile","high":3,"low":1},{"field":"sex","values":["P"]}],'
        '"join":"all"}],"join":"all"},"scoring":{"parts":[],"waiting":{"months":0,"points":0}}}\n'
    )
    assert fingerprint(Rule().stored()) == "3a8a7c2f16a056a974c48782c1042104a562d31090bc53446e590e74064267e9"
    assert Rule.of(Rule().stored()) == Rule()
