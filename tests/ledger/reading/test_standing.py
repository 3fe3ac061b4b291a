"""The card of a busy account begins at the last closing, and says the same as one added up from the first movement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select, text

from srikandi import ledger
from srikandi.clock import Month
from srikandi.ledger import Consent, Scope
from srikandi.ledger.months import ClosedBalance
from srikandi.ledger.reading import standing
from srikandi.money import Money
from srikandi.places import District
from srikandi.users import Role
from tests.ledger.book import bank, committed, drop_guards, entry, funds, make_district
from tests.people import SYSTEM, make_user

NOW = datetime(2026, 12, 3, 3, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
NOVEMBER_BEGINS = datetime(2026, 10, 31, 17, tzinfo=UTC)
DECEMBER_BEGINS = datetime(2026, 11, 30, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district(session):
    """Give a district with money in three months, of which two are closed."""
    made = make_district(session)
    for day, rupiah in (
        (datetime(2026, 10, 5, tzinfo=UTC), 1_000),
        (datetime(2026, 11, 7, tzinfo=UTC), 500),
        (NOW, 70),
    ):
        came = entry(f"bank:{rupiah}", (bank(made), funds(made), rupiah))
        used = entry(f"fund:{rupiah}", (funds(made), committed(made), rupiah // 2))
        ledger.post_many(session, [replace(one, occurred_at=day) for one in (came, used)], by=SYSTEM)
    people = make_user(session, Role.TREASURER), make_user(session, Role.BRANCH)
    consents = tuple(Consent(one.id, party) for party, one in enumerate(people, 1))
    for month in (OCTOBER, NOVEMBER):
        ledger.close_month(
            session, session.get_one(District, made), month, consents=consents, content_hash="h", by=SYSTEM
        )
    return made


def cards(session, district, since, until):
    """Give opening, both sums, closing and balances of every account's card."""
    scope = Scope((district,), since, until)
    found = {}
    for row in ledger.trial_balance(session, district_id=district).rows:
        card = ledger.account_card(session, row.account.id, scope)
        sums = card.sums
        found[row.account.kind] = (
            sums.opening,
            sums.debits,
            sums.credits,
            card.closing,
            [x.balance for x in card.lines],
        )
    return found


SPANS = [
    (None, None),
    (None, DECEMBER_BEGINS),
    (NOVEMBER_BEGINS, None),
    (NOVEMBER_BEGINS, DECEMBER_BEGINS),
    (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)),
    (DECEMBER_BEGINS, None),
]


@pytest.mark.parametrize(("since", "until"), SPANS)
def test_a_card_from_a_closing_says_what_one_from_the_beginning_says(session, district, monkeypatch, since, until):
    from_the_beginning = cards(session, district, since, until)
    monkeypatch.setattr(standing, "FEW", 0)
    assert cards(session, district, since, until) == from_the_beginning


def test_a_closing_keeps_all_that_had_moved_by_then(session, district):
    asked = select(ClosedBalance.month, ClosedBalance.debits, ClosedBalance.credits).order_by(ClosedBalance.month)
    rows = session.execute(asked.join(ledger.Account).where(ledger.Account.kind == "payer_funds")).all()
    assert [tuple(row) for row in rows] == [
        (OCTOBER, Money(500), Money(1_000)),
        (NOVEMBER, Money(750), Money(1_500)),
    ]
    assert ledger.verify(session) == []


def test_a_kept_balance_somebody_changed_is_named_and_shows_on_the_card(session, district, monkeypatch):
    honest = cards(session, district, DECEMBER_BEGINS, None)
    drop_guards(session, "closed_balance")
    session.execute(text("UPDATE closed_balance SET credits = credits + 1"))
    monkeypatch.setattr(standing, "FEW", 0)
    assert {one.check for one in ledger.verify(session)} >= {"closed_balances"}
    assert cards(session, district, DECEMBER_BEGINS, None) != honest
