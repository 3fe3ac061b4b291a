"""Instalments follow the money, and always add up to the promise, whatever becomes of it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from srikandi.money import ZERO, Money, total
from srikandi.pledges.dues import InstalmentRow, New, lay, reshape

FIRST = date(2027, 1, 10)


def a_plan(*amounts):
    return [(number, FIRST + timedelta(days=30 * number), Money(one)) for number, one in enumerate(amounts, 1)]


def again(rows, come):
    return lay(((row.sequence, row.due_on, row.amount) for row in rows), come)


def new(step=0):
    return New(FIRST + timedelta(days=30 * step), FIRST + timedelta(days=500))


def test_a_short_payment_leaves_its_rest_on_that_instalment():
    rows = lay(a_plan(300, 300, 300), Money(450))
    assert [(row.paid, row.open) for row in rows] == [
        (Money(300), ZERO),
        (Money(150), Money(150)),
        (ZERO, Money(300)),
    ]


def test_an_overpayment_shrinks_the_later_ones_and_the_rest_is_credit():
    assert [row.open for row in lay(a_plan(300, 300, 300), Money(700))] == [ZERO, ZERO, Money(200)]
    assert [row.open for row in lay(a_plan(300, 300), Money(900))] == [ZERO, ZERO]


def test_what_is_added_goes_on_the_open_ones_and_the_last_absorbs_the_rounding():
    rows = reshape(lay(a_plan(300, 300, 300, 300), Money(300)), promise=Money(1_300), new=new())
    assert [row.amount for row in rows] == [Money(300), Money(333), Money(333), Money(334)]


def test_only_instalments_from_the_month_of_a_change_on_take_it():
    rows = reshape(lay(a_plan(300, 300, 300), ZERO), promise=Money(1_000), new=new(step=3))
    assert [row.amount for row in rows] == [Money(300), Money(300), Money(400)]


def test_when_all_is_paid_the_difference_is_an_instalment_of_its_own():
    rows = reshape(lay(a_plan(300), Money(300)), promise=Money(330), new=new())
    assert [(row.sequence, row.amount, row.open) for row in rows] == [
        (1, Money(300), ZERO),
        (2, Money(30), Money(30)),
    ]


def test_a_smaller_promise_never_touches_what_is_paid_while_enough_is_promised():
    rows = reshape(lay(a_plan(300, 300, 300), Money(400)), promise=Money(450), new=new())
    assert [(row.amount, row.paid) for row in rows] == [
        (Money(300), Money(300)),
        (Money(120), Money(100)),
        (Money(30), ZERO),
    ]


changes = st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 12), st.integers(0, 3_000)), min_size=1, max_size=8)


def keeps_every_promise(amounts, changed, reshape):
    """Say whether, step by step, instalments add up, none is empty, and none paid for is cut before it must be."""
    come, rows = ZERO, lay(a_plan(*amounts), ZERO)
    for promised, step, paid in changed:
        come = come + Money(paid)
        before = again(rows, come)
        rows = reshape(before, promise=Money(promised), new=new(step))
        laid = again(rows, come)
        if total([row.amount for row in rows]) != Money(promised) or any(row.amount <= ZERO for row in rows):
            return False
        if total([row.paid for row in laid]) != min(come, Money(promised)):
            return False
        was = {row.sequence: row.paid for row in before}
        if Money(promised) >= come and any(row.amount < was.get(row.sequence, ZERO) for row in rows):
            return False
        if len({row.sequence for row in rows}) != len(rows):
            return False
    return True


@given(amounts=st.lists(st.integers(1, 3_000), min_size=1, max_size=12), changed=changes)
def test_instalments_add_up_to_the_promise_whatever_is_paid_and_however_it_changes(amounts, changed):
    assert keeps_every_promise(amounts, changed, reshape)


def test_a_reshaping_that_touches_what_is_paid_is_found():
    """The negative control: everything is divided anew, paid or not."""

    def level(rows, *, promise, new):
        share = promise.rupiah // len(rows)
        last = Money(promise.rupiah - share * (len(rows) - 1))
        amounts = [Money(share)] * (len(rows) - 1) + [last]
        return [
            InstalmentRow(row.sequence, row.due_on, amount, amount) for row, amount in zip(rows, amounts, strict=True)
        ]

    assert not keeps_every_promise([3_000, 1_000], [(3_500, 0, 3_000)], level)
    assert keeps_every_promise([3_000, 1_000], [(3_500, 0, 3_000)], reshape)


def test_a_reshaping_that_loses_the_remainder_is_found():
    """The negative control: each open instalment is rounded down and nobody absorbs the rest."""

    def careless(rows, *, promise, new):
        share = promise.rupiah // len(rows)
        return [InstalmentRow(row.sequence, row.due_on, Money(share), Money(share)) for row in rows]

    assert not keeps_every_promise([1_000, 1_000, 1_000], [(3_100, 0, 0)], careless)
