"""The calculator says the same figures as the decree."""

from __future__ import annotations

from datetime import date

import pytest

from srikandi import pledges, tariffs
from srikandi.clock import Month
from srikandi.money import Money, total
from srikandi.pledges import Frequency, Share, SharesDoNotAddUp
from srikandi.pledges.references import new_reference, printed
from srikandi.signs import ALPHABET, check_sign
from srikandi.tariffs import Basis, NewTariff
from tests.pledges.making import SYSTEM, a_scene, shared_terms, terms_of

TODAY = date(2026, 11, 22)
JANUARY = Month(2027, 1)


def test_thirty_lives_for_a_year_cost_what_the_domain_says(session):
    scene = a_scene(session)
    quote = pledges.quote(session, terms_of(scene, start_month=JANUARY), district_id=scene.district_id, on=TODAY)
    assert (quote.tariff, quote.per_month, quote.total) == (Money(37_800), Money(1_134_000), Money(13_608_000))
    assert quote.terbilang == "tiga belas juta enam ratus delapan ribu rupiah"
    assert [(due.due_on, due.amount) for due in quote.instalments] == [(date(2026, 12, 10), Money(13_608_000))]


def test_shared_costs_are_stated_payer_by_payer(session):
    scene = a_scene(session)
    quote = pledges.quote(session, shared_terms(scene, start_month=JANUARY), district_id=scene.district_id, on=TODAY)
    assert [payer.total for payer in quote.payers] == [Money(7_200_000), Money(5_400_000)]
    assert quote.total == Money(12_600_000)


def test_quarters_pay_for_their_own_months_and_the_last_absorbs_the_rest(session):
    scene = a_scene(session)
    terms = terms_of(scene, start_month=JANUARY, months=7, frequency=Frequency.QUARTERLY)
    quote = pledges.quote(session, terms, district_id=scene.district_id, on=TODAY)
    assert [due.months for due in quote.instalments] == [3, 3, 1]
    assert [due.due_on for due in quote.instalments] == [date(2026, 12, 10), date(2027, 3, 10), date(2027, 6, 10)]
    assert total([due.amount for due in quote.instalments]) == quote.total


def test_an_instalment_is_never_due_before_today(session):
    scene = a_scene(session)
    terms = terms_of(scene, start_month=Month(2026, 12))
    quote = pledges.quote(session, terms, district_id=scene.district_id, on=TODAY)
    assert quote.instalments[0].due_on == TODAY


@pytest.mark.parametrize("amount", [0, 37_799, 37_801, -37_800])
def test_shares_that_miss_the_tariff_are_refused(session, amount):
    scene = a_scene(session)
    terms = terms_of(scene, start_month=JANUARY, shares=(Share(scene.company_id, Money(amount)),))
    with pytest.raises(SharesDoNotAddUp):
        pledges.quote(session, terms, district_id=scene.district_id, on=TODAY)


def test_a_negative_share_cannot_hide_behind_a_large_one(session):
    scene = a_scene(session)
    shares = (Share(scene.company_id, Money(40_000)), Share(scene.government_id, Money(-2_200)))
    with pytest.raises(SharesDoNotAddUp):
        pledges.quote(
            session, terms_of(scene, start_month=JANUARY, shares=shares), district_id=scene.district_id, on=TODAY
        )


def test_a_tariff_known_to_change_inside_the_promise_is_divided_as_the_first_one_is(session):
    scene = a_scene(session)
    tariffs.decree(
        session, NewTariff(Basis.PARTICIPANT, Money(40_001), date(2027, 7, 1), "Peraturan contoh"), by=SYSTEM
    )
    terms = shared_terms(scene, lives=10, months=12, start_month=JANUARY, frequency=Frequency.QUARTERLY)
    costs = pledges.quote(session, terms, district_id=scene.district_id, on=TODAY)
    assert costs.total == Money(10 * 6 * (35_000 + 40_001))
    assert costs.changes == ((Month(2027, 7), Money(40_001)),)
    company, government = costs.payers
    assert company.steps.in_month(Month(2027, 6)) == Money(20_000)
    assert (company.steps.in_month(Month(2027, 7)), government.steps.in_month(Month(2027, 12))) == (
        Money(22_858),
        Money(17_143),
    )
    assert [due.amount for due in company.instalments] == [Money(600_000)] * 2 + [Money(30 * 22_858)] * 2
    assert total([due.amount for due in company.instalments]) == company.total


def test_the_shares_must_make_the_tariff_of_the_first_month(session):
    scene = a_scene(session)
    tariffs.decree(
        session, NewTariff(Basis.PARTICIPANT_AND_REGION, Money(40_000), date(2027, 1, 1), "Peraturan"), by=SYSTEM
    )
    with pytest.raises(SharesDoNotAddUp) as refused:
        pledges.quote(session, terms_of(scene, start_month=JANUARY), district_id=scene.district_id, on=TODAY)
    assert refused.value.values["month"] == JANUARY


def test_a_reference_carries_its_check_sign():
    assert check_sign("7Q4MK2H") in ALPHABET
    for _ in range(100):
        reference = new_reference()
        assert len(reference) == 11
        assert reference[-1] == check_sign(reference[3:-1])
    assert printed("SRK7Q4MK2HJ") == "SRK-7Q4M-K2HJ"


def test_two_neighbours_swapped_are_noticed():
    for _ in range(100):
        signs = new_reference()[3:]
        swapped = signs[1] + signs[0] + signs[2:]
        assert swapped == signs or check_sign(swapped[:-1]) != swapped[-1]
