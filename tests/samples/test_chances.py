"""What a sample finds and leaves open, held against sums of fractions and lists that are counted through."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest

from srikandi.samples import MILLION, least_found, size_for, upper_bound
from srikandi.web.auditor.visits import FOUND_SHARES

LONG = 161_925


def so_few(wrong, size, share):
    p = Fraction(share, MILLION)
    return sum(comb(size, met) * p**met * (1 - p) ** (size - met) for met in range(wrong + 1))


def test_fifty_nine_a_hundred_and_forty_nine_and_two_hundred_and_ninety_nine_are_the_sizes_for_5_2_and_1_percent():
    assert {size_for(percent * 10_000): percent for percent in (5, 2, 1)} == FOUND_SHARES
    for size, percent in FOUND_SHARES.items():
        assert (1 - Fraction(percent, 100)) ** size <= Fraction(1, 20) < (1 - Fraction(percent, 100)) ** (size - 1)


@pytest.mark.parametrize(("size", "population"), [(3, 7), (4, 8), (2, 6), (5, 6)])
def test_what_a_sample_is_sure_to_meet_is_what_counting_every_sample_says(size, population):
    least = least_found(size, population)
    for wrong in (least - 1, least):
        drawn = list(combinations(range(population), size))
        missed = sum(min(one) >= wrong for one in drawn)
        assert (20 * missed <= len(drawn)) == (wrong >= least)


def test_a_finite_list_needs_a_little_less_than_an_endless_one():
    assert least_found(59, 200) / 200 < 0.05 < least_found(58, LONG) / LONG
    assert least_found(59, 59) == least_found(59, 30) == 1
    assert least_found(299, LONG) <= LONG // 100


@pytest.mark.parametrize(("wrong", "size"), [(0, 59), (1, 59), (3, 59), (0, 299), (12, 149), (58, 59)])
def test_the_bound_is_the_smallest_share_that_makes_so_few_unlikely(wrong, size):
    bound = upper_bound(wrong, size, population=LONG)
    assert so_few(wrong, size, bound) <= Fraction(1, 20) < so_few(wrong, size, bound - 1)


def test_known_bounds_come_out():
    assert upper_bound(0, 59, population=LONG) == 49_508, "1 - 0.05^(1/59) is 0.0495077"
    assert upper_bound(59, 59, population=LONG) == MILLION
    assert round(upper_bound(2, 59, population=LONG) / MILLION, 3) == 0.103


def test_who_visited_everybody_knows_the_share_itself():
    assert upper_bound(3, 30, population=30) == 100_000
    assert upper_bound(0, 30, population=30) == 0
