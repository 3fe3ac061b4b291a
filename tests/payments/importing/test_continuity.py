"""A statement that does not go on where the last one ended is remarked in words, until the gap is filled."""

from __future__ import annotations

import pytest

from srikandi.money import Sen
from srikandi.payments import banking
from srikandi.programme.receiving import import_statement
from tests.payments.receiving.making import OPENING, a_bca_file, a_desk, transfer


@pytest.fixture
def desk(session):
    return a_desk(session)


def bring(session, desk, *moves, **more):
    content = a_bca_file(moves, **more)
    return import_statement(session, desk.account, content, filename="a.csv", by=desk.treasurer).statement


def said(session, statement):
    return [(one.is_trouble, one.words) for one in banking.continuity(session, statement)]


def first(session, desk):
    return bring(session, desk, transfer(5_000, "A", 2), days=(1, 5))


def test_the_first_file_has_nothing_to_follow(session, desk):
    ((is_trouble, words),) = said(session, first(session, desk))
    assert (is_trouble, "berkas pertama" in words) == (False, True)


def test_a_file_that_follows_says_nothing(session, desk):
    first(session, desk)
    assert said(session, bring(session, desk, transfer(7_000, "B", 6), opening=OPENING + 5_000, days=(6, 8))) == []


def test_a_gap_in_which_money_moved_is_trouble_until_it_is_filled(session, desk):
    first(session, desk)
    late = bring(session, desk, transfer(7_000, "B", 12), opening=OPENING + 9_000, days=(10, 15))
    ((is_trouble, words),) = said(session, late)
    assert is_trouble
    assert "Rp4.000" in words
    assert banking.broken(session, [late]) == {late.id}
    bring(session, desk, transfer(4_000, "C", 7), opening=OPENING + 5_000, days=(6, 9))
    assert said(session, late) == []
    assert banking.broken(session, [late]) == set()


def test_a_gap_in_which_nothing_moved_is_no_trouble(session, desk):
    first(session, desk)
    late = bring(session, desk, transfer(7_000, "B", 12), opening=OPENING + 5_000, days=(10, 15))
    ((is_trouble, words),) = said(session, late)
    assert (is_trouble, "tidak ada mutasi yang terlewat" in words) == (False, True)


def test_a_jump_of_the_balance_is_trouble(session, desk):
    first(session, desk)
    late = bring(session, desk, transfer(7_000, "B", 6), opening=OPENING + 6_000, days=(6, 8))
    ((is_trouble, words),) = said(session, late)
    assert is_trouble
    assert "selisih Rp1.000" in words


def test_an_overlap_says_how_many_lines_were_there(session, desk):
    first(session, desk)
    both = bring(session, desk, transfer(5_000, "A", 2), transfer(7_000, "B", 6), days=(1, 8))
    ((is_trouble, words),) = said(session, both)
    assert (is_trouble, words.startswith("1 mutasi")) == (False, True)


def test_sums_are_written_as_people_write_them():
    assert [str(Sen(one)) for one in (123_400, 123_450, -5)] == ["Rp1.234", "Rp1.234,50", "(Rp0,05)"]
