"""Small counts are hidden, and neither sums nor the rule itself bring them back."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srikandi.pools import SMALLEST, SafeCounts, split, suppress

tables = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 60), min_size=1, max_size=9)


def could_be_worked_out(counts: dict[str, int], shown: SafeCounts) -> list[str]:
    """Name the small cells that the total less what is shown gives away."""
    hidden = [key for key, count in shown.cells.items() if count is None]
    if shown.total is None:
        return []
    left = shown.total - sum(count for count in shown.cells.values() if count is not None)
    return [key for key in hidden if counts[key] < SMALLEST and (len(hidden) == 1 or left < SMALLEST)]


@given(tables)
def test_no_small_cell_is_shown_or_follows_from_the_total(counts: dict[str, int]) -> None:
    shown = suppress(counts)
    assert all(count is None or count >= SMALLEST for count in shown.cells.values())
    assert shown.total is None or shown.total >= SMALLEST
    assert could_be_worked_out(counts, shown) == []
    assert all(shown.cells[key] in (None, counts[key]) for key in counts)


def test_control_hiding_only_the_small_cells_gives_one_away() -> None:
    counts = {"a": 3, "b": 20, "c": 9}
    careless = SafeCounts(32, {"a": None, "b": 20, "c": 9})
    assert could_be_worked_out(counts, careless) == ["a"]


def known_for_sure(rule, cells: int, people: int) -> list[tuple[int, ...]]:
    """Play somebody who knows the rule: which tables with one to four people in a hidden cell have no other reading?"""
    readings = defaultdict(list)
    for table in itertools.product(range(people + 1), repeat=cells):
        if sum(table) == people:
            shown = rule({str(place): count for place, count in enumerate(table)})
            readings[shown.total, tuple(shown.cells.values())].append(table)
    return [
        tables[0]
        for (total, shown), tables in readings.items()
        for place, count in enumerate(shown)
        if total is not None and count is None and len({table[place] for table in tables}) == 1
        if 0 < tables[0][place] < SMALLEST
    ]


@pytest.mark.parametrize(("cells", "people"), [(2, 9), (2, 24), (3, 15), (3, 24), (4, 16), (4, 21)])
def test_somebody_who_knows_the_rule_cannot_tell_that_anybody_is_there(cells: int, people: int) -> None:
    assert known_for_sure(suppress, cells, people) == []


def test_control_hiding_the_next_smallest_cell_tells_who_knows_the_rule() -> None:
    def hide_the_next_smallest(counts: dict[str, int]) -> SafeCounts:
        by_size = sorted(counts, key=lambda key: (counts[key], key))
        small = [key for key in by_size if counts[key] < SMALLEST]
        hidden = by_size[: max(2, len(small))] if small else []
        total = sum(counts.values())
        return SafeCounts(total, {key: None if key in hidden else count for key, count in counts.items()})

    assert (8, 5, 4, 4) in known_for_sure(hide_the_next_smallest, 4, 21)


def test_a_pool_of_thirty_over_eight_kecamatan_shows_what_it_can() -> None:
    shown = suppress({"Sungailiat": 11, "Belinyu": 7, "Merawang": 5, "Mendo Barat": 4, "Pemali": 3})
    assert shown.total == 30
    assert shown.cells == {"Sungailiat": None, "Belinyu": 7, "Merawang": 5, "Mendo Barat": None, "Pemali": None}
    assert suppress({"Sungailiat": 3}) == SafeCounts(None, {"Sungailiat": None})
    assert suppress({"Sungailiat": 7}) == SafeCounts(7, {"Sungailiat": 7})


@pytest.mark.parametrize("whole", [5, 8, 9, 10, 30])
def test_a_hidden_part_of_a_whole_has_at_least_four_readings(whole: int) -> None:
    shown = {part: split(part, whole=whole) for part in range(whole + 1)}
    hidden = [part for part, seen in shown.items() if seen is None]
    assert (shown[0], shown[whole]) == (0, whole)
    assert all(part in hidden for part in range(1, SMALLEST))
    assert all(whole - part in hidden for part in range(1, SMALLEST))
    assert len(hidden) >= 4
