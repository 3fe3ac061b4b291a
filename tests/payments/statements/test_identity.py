"""Importing again adds nothing, and honest twins are never lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from srikandi.payments.statements import GroupKey, StatementLine, group_key, recount


def line(amount: int, *, balance: int | None = None, reference: str | None = None, text: str = "SRK") -> StatementLine:
    return StatementLine(
        index=1,
        number=1,
        booked_on=date(2026, 10, 5),
        amount_sen=amount,
        description=text,
        bank_reference=reference,
        balance_sen=balance,
    )


def counted(lines: list[StatementLine]) -> Counter[GroupKey]:
    return Counter(group_key(one) for one in lines)


def test_the_same_file_twice_adds_nothing() -> None:
    lines = [line(700, balance=1000), line(900, balance=1900)]

    again = recount(lines, in_ledger=counted(lines))

    assert again.new == ()
    assert [one.line for one in again.known] == lines


def test_overlapping_files_add_only_what_is_new() -> None:
    first, second, third = line(1, balance=1), line(2, balance=3), line(3, balance=6)

    later = recount([second, third], in_ledger=counted([first, second]))

    assert [one.line for one in later.new] == [third]


def test_two_honest_identical_transfers_are_both_booked() -> None:
    twins = [line(700), line(700)]

    found = recount(twins, in_ledger={})

    assert [one.ordinal for one in found.new] == [1, 2]
    assert len({one.external_id for one in found.new}) == 2


def test_a_twin_that_comes_in_a_later_download_is_new() -> None:
    found = recount([line(700), line(700)], in_ledger=counted([line(700)]))

    assert [one.ordinal for one in found.new] == [2]


def test_paid_reversed_and_paid_again_leaves_three_movements() -> None:
    moved = [line(700, balance=1700), line(-700, balance=1000), line(700, balance=1700)]

    found = recount(moved, in_ledger={})

    assert len({one.external_id for one in found.new}) == 3
    assert recount(moved, in_ledger=counted(moved)).new == ()


def test_a_longer_text_the_next_day_is_the_same_movement() -> None:
    today = line(700, balance=1700, text="NBMB PT X")
    tomorrow = replace(today, description="NBMB PT X WS_OB;123;", number=99, index=50)

    found = recount([tomorrow], in_ledger=counted([today]))

    assert found.new == ()
    assert found.known[0].line.description == "NBMB PT X WS_OB;123;"


def test_pending_lines_are_not_counted_until_they_are_booked() -> None:
    found = recount([replace(line(700), is_pending=True)], in_ledger={})

    assert found.new == found.known == ()
