"""A decree in the middle of a promise: unfunded months take the new price, and each payer is asked for its part."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from srikandi import clock, coverage, ledger, pledges, programme, tariffs
from srikandi.clock import Month
from srikandi.coverage import FundingLine, LifeMonth, LifeMonthStatus
from srikandi.coverage.calendar import pricing
from srikandi.money import Money, total
from srikandi.programme import ShareDoesNotFit, ShareNotAsked
from srikandi.tariffs import Basis, NewTariff
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, shared_terms

COMPANY, GOVERNMENT = 0, 1
LIVES, MONTHS = 10, 6


@pytest.fixture
def scene(session):
    return a_scene(session)


@pytest.fixture
def pledge(session, scene):
    return an_agreed_pledge(session, scene, shared_terms(scene, lives=LIVES, months=MONTHS))


def decree(session, month, rupiah):
    new = NewTariff(Basis.PARTICIPANT, Money(rupiah), month.first_day, "Perpres contoh")
    tariffs.decree(session, new, by=SYSTEM)
    return programme.apply_tariffs(session, by=SYSTEM)


def rows_of(session, pledge):
    return pledges.payers_of(session, pledge.id)


def progress(session, pledge):
    return coverage.progress(session, [pledge.id])[pledge.id]


def tariffs_by_month(session, pledge):
    asked = select(LifeMonth.month, LifeMonth.tariff).where(LifeMonth.pledge_id == pledge.id).distinct()
    return {row.month: row.tariff for row in session.execute(asked)}


def shortfalls(session, pledge):
    return programme.shortfalls_of(session, pledge, payers=rows_of(session, pledge))


def check_adds_up(session, pledge):
    """Whatever is asked of the payers is what their life-months cost them."""
    payers = rows_of(session, pledge)
    assert {payer.id: payer.total for payer in payers} == programme.promises_of(session, [pledge.id], payers)
    assert list(ledger.verify(session)) == []


def test_unfunded_months_take_the_new_price_and_funded_ones_keep_theirs(session, scene, pledge):
    for payer, share in ((COMPANY, 20_000), (GOVERNMENT, 15_000)):
        pay(session, pledge, LIVES * 4 * share, payer=payer)
    third = pledge.start_month + 2
    assert decree(session, third, 42_000) == [pledge.id]
    prices = tariffs_by_month(session, pledge)
    assert [prices[pledge.start_month + step].rupiah for step in range(MONTHS)] == [35_000] * 4 + [42_000] * 2
    assert decree(session, third, 42_000) == []
    check_adds_up(session, pledge)


def test_repricing_a_funded_month_is_found(session, scene, pledge, monkeypatch):
    """The negative control: the guard that takes only planned months is off."""
    for payer, share in ((COMPANY, 20_000), (GOVERNMENT, 15_000)):
        pay(session, pledge, LIVES * 4 * share, payer=payer)

    def reprice_everything(session, pledge_id, prices):
        for month, price in prices.items():
            of_month = LifeMonth.pledge_id == pledge_id, LifeMonth.month == month
            session.execute(update(LifeMonth).where(*of_month).values(tariff=price))
        return 1

    first = pledge.start_month
    reprice_everything(session, pledge.id, {first: Money(42_000)})
    found = {finding.check for finding in ledger.verify(session)}
    assert "paid life-months" in found
    assert pricing.reprice(session, pledge.id, {first: Money(50_000)}) == 0


def test_months_whose_shares_do_not_make_their_tariff_wait_and_both_sides_see_why(session, scene, pledge):
    fourth = pledge.start_month + 3
    decree(session, fourth, 42_000)
    pay(session, pledge, 10_000_000, payer=COMPANY)
    pay(session, pledge, 10_000_000, payer=GOVERNMENT)
    assert progress(session, pledge).funded == LIVES * 3
    (gap,) = shortfalls(session, pledge)
    assert (gap.from_month, gap.to_month, gap.missing, gap.life_months) == (
        fourth,
        pledge.start_month + 5,
        Money(7_000),
        LIVES * 3,
    )
    assert [(one.share, one.asked) for one in gap.payers] == [
        (Money(20_000), Money(24_000)),
        (Money(15_000), Money(18_000)),
    ]
    assert gap.total == Money(7_000 * LIVES * 3)
    check_adds_up(session, pledge)


def test_each_payer_accepts_its_part_and_the_money_is_put_to_use(session, scene, pledge):
    fourth = pledge.start_month + 3
    decree(session, fourth, 42_000)
    pay(session, pledge, 10_000_000, payer=COMPANY)
    pay(session, pledge, 10_000_000, payer=GOVERNMENT)
    company, government = rows_of(session, pledge)
    programme.top_up(session, pledge, payer_id=company.id, amount=Money(24_000), since=fourth, by=scene.officer)
    assert progress(session, pledge).funded == LIVES * 3
    check_adds_up(session, pledge)
    programme.top_up(session, pledge, payer_id=government.id, amount=Money(18_000), since=fourth, by=scene.maker)
    assert progress(session, pledge).funded == LIVES * MONTHS
    assert shortfalls(session, pledge) == []
    company, government = rows_of(session, pledge)
    assert company.total == Money(LIVES * 3 * (20_000 + 24_000))
    late = select(FundingLine.amount).where(FundingLine.month == fourth, FundingLine.payer_id == company.id)
    assert set(session.scalars(late)) == {Money(24_000)}
    check_adds_up(session, pledge)


def test_one_payer_takes_over_what_the_other_was_asked_for(session, scene, pledge):
    fourth = pledge.start_month + 3
    decree(session, fourth, 42_000)
    company, government = rows_of(session, pledge)
    programme.top_up(session, pledge, payer_id=company.id, amount=Money(27_000), since=fourth, by=scene.officer)
    assert shortfalls(session, pledge) == []
    pay(session, pledge, LIVES * (3 * 20_000 + 3 * 27_000), payer=COMPANY)
    pay(session, pledge, LIVES * 6 * 15_000, payer=GOVERNMENT)
    assert progress(session, pledge).funded == LIVES * MONTHS
    with pytest.raises(ShareNotAsked):
        programme.top_up(session, pledge, payer_id=government.id, amount=Money(18_000), since=fourth, by=scene.maker)
    check_adds_up(session, pledge)


def test_taking_a_little_more_leaves_a_little_less_for_the_other(session, scene, pledge):
    fourth = pledge.start_month + 3
    decree(session, fourth, 42_000)
    company, _ = rows_of(session, pledge)
    programme.top_up(session, pledge, payer_id=company.id, amount=Money(25_000), since=fourth, by=scene.officer)
    (gap,) = shortfalls(session, pledge)
    assert [one.asked for one in gap.payers] == [Money(25_000), Money(17_000)]


def test_a_share_that_is_accepted_already_is_not_asked_again(session, scene, pledge):
    fourth = pledge.start_month + 3
    decree(session, fourth, 42_000)
    company, _ = rows_of(session, pledge)
    programme.top_up(session, pledge, payer_id=company.id, amount=Money(24_000), since=fourth, by=scene.officer)
    with pytest.raises(ShareNotAsked):
        programme.top_up(session, pledge, payer_id=company.id, amount=Money(24_000), since=fourth, by=scene.officer)


@pytest.mark.parametrize("amount", [23_999, 27_001])
def test_a_share_below_what_is_asked_or_above_what_is_missing_is_refused(session, scene, pledge, amount):
    fourth = pledge.start_month + 3
    decree(session, fourth, 42_000)
    company = rows_of(session, pledge)[COMPANY]
    with pytest.raises(ShareDoesNotFit):
        programme.top_up(session, pledge, payer_id=company.id, amount=Money(amount), since=fourth, by=scene.officer)


def test_a_cheaper_tariff_asks_nobody_and_what_was_paid_too_much_is_credit(session, scene, pledge):
    decree(session, pledge.start_month + 3, 28_001)
    assert shortfalls(session, pledge) == []
    company, government = rows_of(session, pledge)
    fourth = pledge.start_month + 3
    assert (company.share_in(fourth), government.share_in(fourth)) == (Money(16_001), Money(12_000))
    pay(session, pledge, LIVES * 6 * 20_000, payer=COMPANY)
    done = pay(session, pledge, LIVES * 6 * 15_000, payer=GOVERNMENT)
    assert done.funding.left == Money(LIVES * 3 * (35_000 - 28_001))
    check_adds_up(session, pledge)


def test_money_that_comes_before_the_worker_looks_never_funds_a_month_at_the_old_price(session, scene, pledge):
    tariffs.decree(
        session, NewTariff(Basis.PARTICIPANT, Money(42_000), pledge.start_month.first_day, "Perpres"), by=SYSTEM
    )
    pay(session, pledge, 10_000_000, payer=COMPANY)
    pay(session, pledge, 10_000_000, payer=GOVERNMENT)
    assert progress(session, pledge).funded == 0
    funded = select(LifeMonth.tariff).where(LifeMonth.status == LifeMonthStatus.FUNDED)
    assert session.scalars(funded).all() == []
    check_adds_up(session, pledge)


def test_an_offer_may_span_a_change_that_is_known_and_is_funded_to_the_end(session, scene):
    start = Month.of(clock.today()) + 2
    tariffs.decree(session, NewTariff(Basis.PARTICIPANT, Money(40_001), (start + 2).first_day, "Perpres"), by=SYSTEM)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=3, months=4))
    company, government = rows_of(session, pledge)
    assert total([company.total, government.total]) == Money(3 * 2 * (35_000 + 40_001))
    for payer in (COMPANY, GOVERNMENT):
        pay(session, pledge, rows_of(session, pledge)[payer].total.rupiah, payer=payer)
    assert (progress(session, pledge).funded, shortfalls(session, pledge)) == (12, [])
    check_adds_up(session, pledge)


def test_two_decrees_one_after_the_other_are_asked_for_each_from_its_month_on(session, scene, pledge):
    start = pledge.start_month
    decree(session, start + 2, 42_000)
    decree(session, start + 4, 49_000)
    first, second = shortfalls(session, pledge)
    assert (first.from_month, first.tariff, second.from_month, second.tariff) == (
        start + 2,
        Money(42_000),
        start + 4,
        Money(49_000),
    )
    company, government = rows_of(session, pledge)
    for one in (first, second):
        for payer, by in ((company, scene.officer), (government, scene.maker)):
            asked = next(row.asked for row in one.payers if row.payer_id == payer.id)
            programme.top_up(session, pledge, payer_id=payer.id, amount=asked, since=one.from_month, by=by)
    assert shortfalls(session, pledge) == []
    check_adds_up(session, pledge)


def test_a_month_in_the_middle_of_the_year_counts_from_its_first_day(session, scene, pledge):
    middle = (pledge.start_month + 1).first_day.replace(day=15)
    tariffs.decree(session, NewTariff(Basis.PARTICIPANT, Money(42_000), middle, "Perpres"), by=SYSTEM)
    programme.apply_tariffs(session, by=SYSTEM)
    prices = tariffs_by_month(session, pledge)
    assert [prices[pledge.start_month + step].rupiah for step in range(3)] == [35_000, 35_000, 42_000]
