"""A trial balance as at any day: what stood, what moved, what stands; both columns equal however it is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from srikandi import ledger
from srikandi.ledger import AccountKind, Scope, Sought
from srikandi.money import Money
from tests.ledger.book import AT, bank, committed, entry, funds, make_district
from tests.people import SYSTEM

MONTH = timedelta(days=30)


@pytest.fixture
def district(session):
    made = make_district(session)
    told = [
        (entry("bank:1", (bank(made), funds(made), 1000)), 0),
        (entry("fund:1", (funds(made), committed(made), 400)), 1),
        (entry("bank:2", (bank(made), funds(made, party=9), 50)), 2),
    ]
    for event, months in told:
        ledger.post(session, replace(event, occurred_at=AT - (3 - months) * MONTH), by=SYSTEM)
    return made


def rupiah(six):
    return tuple(one.rupiah for one in six.cells)


def test_opening_movement_and_closing_of_each_account(session, district):
    scope = Scope((district,), since=AT - 2 * MONTH, until=AT - MONTH)
    found = {one.kind: rupiah(one.six) for one in ledger.kinds_in(session, scope)}
    assert found == {
        AccountKind.BANK: (1000, 0, 0, 0, 1000, 0),
        AccountKind.PAYER_FUNDS: (0, 1000, 400, 0, 0, 600),
        AccountKind.COMMITTED_FUNDS: (0, 0, 0, 400, 0, 400),
    }
    total = ledger.sum_of(one.six for one in ledger.kinds_in(session, scope))
    assert rupiah(total) == (1000, 1000, 400, 400, 1000, 1000)
    assert total.is_even
    assert not replace(total, debit=Money(1)).is_even


def test_accounts_add_up_to_their_kinds_page_by_page(session, district):
    scope = Scope((district,))
    first = ledger.accounts_in(session, scope, at_most=2)
    rest = ledger.accounts_in(session, scope, after=first[-1].account)
    assert len({one.account.id for one in (*first, *rest)}) == 4
    by_kind = ledger.sum_of(one.six for one in ledger.kinds_in(session, scope))
    assert ledger.sum_of(one.six for one in (*first, *rest)) == by_kind
    own = ledger.accounts_in(session, scope.within(party_id=9))
    assert [rupiah(one.six) for one in own] == [(0, 0, 0, 50, 0, 50)]


def test_a_card_of_a_period_begins_with_what_stood_before(session, district):
    account = next(one.account for one in ledger.accounts_in(session, Scope((district,), kind=AccountKind.PAYER_FUNDS)))
    card = ledger.account_card(session, account.id, Scope((district,), since=AT - 2 * MONTH, until=AT))
    assert (card.sums.opening, card.closing) == (Money(1000), Money(600))
    assert [line.balance for line in card.lines] == [Money(600)]
    late = ledger.account_card(session, account.id, Scope((district,), since=AT))
    assert (late.sums.opening, late.lines, late.closing) == (Money(600), (), Money(600))


def test_pages_of_a_card_carry_the_balance_on(session, district):
    for number in range(7):
        ledger.post(session, entry(f"more:{number}", (bank(district), funds(district), 10)), by=SYSTEM)
    scope = Scope((district,))
    account = ledger.accounts_in(session, scope.within(kind=AccountKind.BANK))[0].account
    whole = [line.balance for line in ledger.account_card(session, account.id, scope).lines]
    turned, token = [], None
    while True:
        card = ledger.account_card(session, account.id, scope, token=token, size=4)
        turned += [line.balance for line in card.lines]
        token = card.next_token
        if token is None:
            break
    assert turned == whole
    assert turned[-1] == card.closing
    elsewhere = ledger.account_card(session, account.id, Scope((district,), until=AT), token=token, size=4)
    assert elsewhere.is_first


def test_a_scope_reaches_no_further_than_its_viewer(session, district):
    other = make_district(session, "19.02")
    ledger.post(session, entry("other:1", (bank(other), funds(other), 5)), by=SYSTEM)
    viewer = replace(SYSTEM, district_ids=(district,))
    assert Scope.of(viewer, district_id=other).districts == ()
    assert ledger.kinds_in(session, Scope.of(viewer, district_id=other)) == []
    assert [row.journal.reference for row in ledger.journals(session, Scope.of(viewer), Sought("other")).rows] == []
