"""How far a district is from each tier: the fewest lives, found by arithmetic and by trying."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srikandi import clock, places, reports, tariffs
from srikandi.errors import Invalid
from srikandi.money import ZERO, Money
from srikandi.places import uhc
from srikandi.places.uhc import NewFigures, NewThreshold, SubdistrictCount, Tier, Way
from srikandi.reports.gaps import Asked, Counted, fewest
from tests.pools.listing import SYSTEM, a_district, some_residents

DAY = date(2026, 6, 1)


def figures(**more):
    said = {"counted_on": DAY, "population": 331_000, "registered": 322_000, "active": 262_000}
    said |= {"by_district": 60_000, "arrears": ZERO, "source": "Data BPJS Kesehatan 1 Juni 2026"}
    return NewFigures(**(said | more))


def meets(counted, way, new, again):
    registered, active = counted.registered + new, counted.active + new + again
    by_district = counted.by_district + new + again

    def enough(part, share, whole, *, is_above=False):
        return part * 10_000 > share * whole if is_above else part * 10_000 >= share * whole

    return (
        enough(registered, way.coverage, counted.population, is_above=way.is_above)
        and enough(active, way.active, registered, is_above=way.is_above)
        and (way.by_district is None or enough(by_district, way.by_district, registered))
    )


def by_trying(counted, way):
    asleep, outside = counted.registered - counted.active, max(0, counted.population - counted.registered)
    for lives in range(asleep + outside + 1):
        for new in range(min(lives, outside) + 1):
            if lives - new <= asleep and meets(counted, way, new, lives - new):
                return lives
    return None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_no_fewer_lives_meet_every_condition(data):
    population = data.draw(st.integers(1, 30))
    registered = data.draw(st.integers(0, population + 2))
    active, by_district = (data.draw(st.integers(0, registered)) for _ in range(2))
    counted = Counted(population, registered, active, by_district)
    share = data.draw(st.none() | st.integers(1, 10_000))
    is_above = data.draw(st.booleans())
    way = Asked(data.draw(st.integers(1, 9_999)), data.draw(st.integers(1, 9_999)), share, is_above)
    found = fewest(counted, way)
    assert (None if found is None else sum(found)) == by_trying(counted, way)
    assert found is None or meets(counted, way, *found)


def test_the_thresholds_known_today_are_rows_of_the_database(session):
    asked = uhc.thresholds_on(session, DAY)
    said = {tier: (one.coverage, one.is_above, one.forbids_arrears, one.ways) for tier, one in asked.items()}
    assert said == {
        Tier.PRIORITY: (9800, True, True, [[8000, None]]),
        Tier.PRATAMA: (9800, False, False, [[8000, None]]),
        Tier.MADYA: (9800, False, False, [[8500, None], [8000, 2500]]),
        Tier.UTAMA: (9900, False, False, [[9500, 1800], [10000, None]]),
    }
    assert uhc.thresholds_on(session, date(2025, 12, 31)) == {}


def test_a_decree_counts_from_its_day_on_and_a_correction_of_the_same_day_wins(session):
    for coverage in (9700, 9750):
        new = NewThreshold(Tier.PRATAMA, DAY, coverage, (Way(8100),), "Keputusan contoh")
        uhc.ask_for(session, new, by=SYSTEM)
    assert uhc.thresholds_on(session, DAY)[Tier.PRATAMA].coverage == 9750
    assert uhc.thresholds_on(session, DAY - timedelta(days=1))[Tier.PRATAMA].coverage == 9800
    assert len(uhc.thresholds(session)) == 6


@pytest.mark.parametrize(
    "spoilt",
    [
        {"coverage": 0},
        {"coverage": 10_001},
        {"ways": ()},
        {"ways": (Way(0),)},
        {"ways": (Way(10_000),)},
        {"source": " "},
    ],
)
def test_a_threshold_nobody_could_reach_or_look_up_is_refused(session, spoilt):
    said = {
        "tier": Tier.MADYA,
        "valid_from": DAY,
        "coverage": 9800,
        "ways": (Way(8000),),
        "source": "SK",
        "is_above": True,
    }
    uhc.ask_for(session, NewThreshold(**said), by=SYSTEM)
    with pytest.raises(Invalid):
        uhc.ask_for(session, NewThreshold(**(said | spoilt)), by=SYSTEM)


@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"population": 0}, "population"),
        ({"registered": 700_000}, "registered"),
        ({"active": 322_001}, "active"),
        ({"by_district": -1}, "by_district"),
        ({"arrears": Money(-1)}, "arrears"),
        ({"source": ""}, "source"),
        ({"counted_on": clock.today() + timedelta(days=2)}, "counted_on"),
        ({"subdistricts": [SubdistrictCount("19.01.01", 400_000, 322_001)]}, "subdistricts"),
    ],
)
def test_figures_that_cannot_stand_together_are_refused_at_their_field(session, spoilt, field):
    district = a_district(session)
    uhc.count(session, district, figures(), by=SYSTEM)
    with pytest.raises(Invalid) as refused:
        uhc.count(session, district, figures(**spoilt), by=SYSTEM)
    assert refused.value.field == field


def test_a_district_sees_its_tier_and_the_lives_and_rupiah_to_the_next(session):
    tariffs.plant(session)
    district = a_district(session)
    assert reports.standing(session, district).figure is None
    uhc.count(session, district, figures(), by=SYSTEM)
    said = reports.standing(session, district)
    assert said.award is None
    missing = said.next_award.distance
    assert (said.next_award.tier, missing.new, missing.again) == (Tier.PRATAMA, 2_380, 0)
    assert said.next_award.a_month == Money(2_380 * 37_800)
    assert said.next_award.a_year == Money(2_380 * 37_800 * 12)
    uhc.count(session, district, figures(registered=324_380, active=262_000), by=SYSTEM)
    said = reports.standing(session, district)
    assert said.award is Tier.PRATAMA
    madya, utama = said.tiers[2], said.tiers[3]
    assert (madya.distance.new, madya.distance.again, madya.distance.way.active) == (0, 13_723, 8500)
    assert madya.distance.lives < 21_095, "25 % registered by the district would take more"
    assert utama.distance.new == 3_310


def test_waking_people_raises_the_active_share_with_fewer_lives_than_new_ones():
    counted = Counted(1_000, 980, 700, 0)
    assert fewest(counted, Asked(9_800, 8_000)) == (0, 84)
    assert fewest(counted, Asked(9_900, 8_000)) == (10, 82)


def test_same_day_activation_waits_for_the_arrears_of_the_district(session):
    district = a_district(session)
    owed = Money(151_200_000)
    uhc.count(session, district, figures(registered=330_000, active=300_000, arrears=owed), by=SYSTEM)
    one = reports.standing(session, district).priority
    assert (one.is_reached, one.distance.lives, one.distance.arrears) == (False, 0, owed)
    uhc.count(session, district, figures(registered=330_000, active=300_000), by=SYSTEM)
    assert reports.standing(session, district).priority.is_reached


def test_exactly_98_percent_is_enough_for_an_award_and_not_for_same_day_activation(session):
    district = a_district(session)
    uhc.count(session, district, figures(population=1_000, registered=980, active=784, by_district=0), by=SYSTEM)
    said = reports.standing(session, district)
    assert said.award is Tier.PRATAMA
    assert (said.priority.is_reached, said.priority.distance.lives) == (False, 1)


def test_ten_lives_are_worth_most_where_few_people_live_and_few_are_told_in_public(session):
    district = a_district(session)
    villages = {one.subdistrict_code: one.code for one in places.villages_of(session, district.id)}
    some_residents(session, district, 12, [villages["19.01.01"]])
    some_residents(session, district, 3, [villages["19.01.02"]])
    parts = [SubdistrictCount("19.01.01", 60_000, 59_000), SubdistrictCount("19.01.02", 20_000, 19_998)]
    uhc.count(session, district, figures(subdistricts=parts), by=SYSTEM)
    exact = {one.code: one for one in reports.standing(session, district).subdistricts}
    assert (exact["19.01.01"].value, exact["19.01.02"].value) == (166, 500)
    assert (exact["19.01.01"].waiting, exact["19.01.02"].waiting, exact["19.01.02"].uncovered) == (12, 3, 2)
    told = {one.code: one for one in reports.for_everybody(list(exact.values()))}
    assert (told["19.01.02"].waiting, told["19.01.02"].uncovered, told["19.01.02"].registered) == (None, None, None)
    assert told["19.01.01"].waiting is None, "the largest hides with the small one"
    assert told["19.01.02"].value == 500
