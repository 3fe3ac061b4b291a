"""A scenario reproduces published budgets, loses nobody and not a rupiah, and follows tariffs and leavers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srikandi.clock import Month
from srikandi.money import Money, total
from srikandi.reports import MixUneven, ScenarioUnfit, Wish, work_out
from srikandi.reports.planner import cut

TARIFF = Money(37_800)
JANUARY = Month(2025, 1)
CSR = (("csr", 10_000),)


def wish(lives, *, inflow=0, months=12, attrition=0, mix=CSR, tariff=TARIFF):
    return Wish(lives, inflow, attrition, [(month, tariff) for month in JANUARY.following(months)], mix)


@pytest.mark.parametrize(
    ("asked", "rupiah"),
    [
        (wish(30, months=1), 1_134_000),
        (wish(30), 13_608_000),
        (wish(46_947), 21_295_159_200),
        (wish(143_925, inflow=1_500), 69_706_980_000),
    ],
)
def test_published_budgets_come_out(asked, rupiah):
    assert work_out(asked).total == Money(rupiah)


def test_without_anybody_new_exactly_the_yearly_share_has_left_after_each_year():
    said = work_out(wish(100_000, months=24, attrition=650))
    assert (said.months[11].lives, said.months[23].lives) == (93_500, 87_423)
    assert said.left == 100_000 - 87_423


def test_a_tariff_counts_from_its_month_on():
    months = JANUARY.following(24)
    dated = [(month, Money(37_800 if month < Month(2026, 1) else 45_000)) for month in months]
    said = work_out(Wish(10, 0, 0, dated, CSR))
    assert said.total == Money(10 * 12 * (37_800 + 45_000))
    assert [one.tariff for one in said.months[11:13]] == [Money(37_800), Money(45_000)]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.integers(0, 200_000), st.integers(0, 3_000), st.integers(0, 9_999), st.integers(0, 10_000), st.integers(1, 24)
)
def test_nobody_and_no_rupiah_is_lost(lives, inflow, attrition, share, months):
    mix = (("apbd", share // 2), ("csr", 10_000 - share), ("others", share - share // 2))
    said = work_out(wish(lives, inflow=inflow, months=months, attrition=attrition, mix=mix))
    before = lives
    for one in said.months:
        assert one.lives == before + one.came - one.left
        assert one.left >= 0
        assert total(list(one.parts)) == one.amount == TARIFF * one.lives
        before = one.lives
    assert total(list(said.parts)) == said.total


def test_rupiah_left_over_go_to_the_largest_fractions():
    assert cut(Money(100), [3_333, 3_333, 3_334]) == (Money(33), Money(33), Money(34))
    assert cut(Money(1), [5_000, 5_000]) == (Money(1), Money(0))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (wish(1, months=25), "months"),
        (wish(-1), "lives"),
        (wish(1, inflow=-1), "lives"),
        (wish(10_000_001), "lives"),
        (wish(1, attrition=10_000), "attrition"),
    ],
)
def test_a_scenario_out_of_measure_is_refused(asked, field):
    with pytest.raises(ScenarioUnfit) as refused:
        work_out(asked)
    assert refused.value.field == field


def test_shares_that_are_not_the_whole_are_refused():
    for shares in ((5_000, 4_999), (11_000, -1_000)):
        with pytest.raises(MixUneven):
            work_out(wish(1, mix=(("apbd", shares[0]), ("csr", shares[1]))))
