"""Eight threads at once: exactly one wins, and without the guard more than one would."""

from itertools import count

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from srikandi import ledger
from srikandi.ledger import AccountKind, Content, Journal
from srikandi.ledger.writing import engines
from srikandi.money import Money
from tests.counts import times
from tests.ledger.book import (
    THREADS,
    change_routine,
    committed,
    entry,
    funds,
    make_district,
    receive,
    spend,
    together,
)
from tests.people import SYSTEM

SKIP = "ON CONFLICT DO NOTHING"


@pytest.fixture
def district(session):
    made = make_district(session)
    receive(session, made, 1000)
    ledger.post(session, spend(made, 1, reference="fund:first"), by=SYSTEM)
    session.commit()
    return made


def stands(session, kind):
    session.rollback()
    rows = [row for row in ledger.trial_balance(session).rows if row.account.kind == kind]
    return rows[0].balance


def race_to_spend(app, district):
    def spend_all(session, number):
        return ledger.post(session, spend(district, 999, reference=f"fund:{number}"), by=SYSTEM).id

    return together(app, spend_all)


def test_of_eight_who_spend_one_balance_one_succeeds(app, session, district):
    won, refused = race_to_spend(app, district)
    assert len(won) == 1
    assert {type(one) for one in refused} == {ledger.NotEnoughMoney}
    assert stands(session, "payer_funds") == Money(0)
    assert ledger.verify(session) == []


def test_race_after_race_nothing_is_spent_that_did_not_come(app, session, district):
    for race in range(times(2, full=1000)):
        receive(session, district, 1000, reference=f"bank:race:{race}")
        session.commit()
        all_of_it = stands(session, "payer_funds").rupiah
        session.rollback()

        def spend_all(one, number, race=race, rupiah=all_of_it):
            return ledger.post(one, spend(district, rupiah, reference=f"fund:{race}:{number}"), by=SYSTEM).id

        won, _ = together(app, spend_all)
        assert (len(won), stands(session, "payer_funds")) == (1, Money(0)), race


@pytest.mark.leaves_a_broken_book
def test_without_the_guard_all_eight_would_spend_it(app, session, monkeypatch):
    monkeypatch.setattr("srikandi.ledger.writing.accounts.GUARDED", frozenset())
    made = make_district(session)
    receive(session, made, 1000)
    ledger.post(session, spend(made, 1, reference="fund:first"), by=SYSTEM)
    session.commit()
    won, _ = race_to_spend(app, made)
    assert len(won) == THREADS
    assert stands(session, "payer_funds") < Money(0)


def book_one_event(app, district):
    def book(session, _number):
        return ledger.post(session, spend(district, 100, reference="fund:one"), by=SYSTEM).id

    return together(app, book)


def test_of_eight_who_book_one_event_all_get_the_same_journal(app, session, district):
    got, refused = book_one_event(app, district)
    assert refused == []
    assert len(got) == THREADS
    assert len(set(got)) == 1
    assert stands(session, "committed_funds") == Money(101)


def forget_the_skip(session, monkeypatch):
    """Take the words out that leave a known journal alone."""
    if session.get_bind().dialect.name == "postgresql":
        change_routine(session, "write_journal", SKIP, "")
        session.commit()
    else:
        monkeypatch.setattr(engines, "INSERT_JOURNAL", engines.INSERT_JOURNAL.replace(SKIP, ""))


@pytest.mark.leaves_a_broken_book
def test_without_the_skip_seven_of_eight_would_fail(app, session, district, monkeypatch):
    forget_the_skip(session, monkeypatch)
    got, refused = book_one_event(app, district)
    assert len(got) == 1
    assert {type(one) for one in refused} == {IntegrityError}


def test_of_eight_who_use_one_reference_for_different_events_one_is_kept(app, session, district):
    def book(session, number):
        return ledger.post(session, spend(district, 10 + number, reference="fund:one"), by=SYSTEM).id

    won, refused = together(app, book)
    assert len(won) == 1
    assert {type(one) for one in refused} == {ledger.ReferenceTaken}


def race_to_reverse(app):
    def turn(session, _number):
        journal = session.scalars(select(Journal).where(Journal.reference == "fund:first")).one()
        return ledger.reverse(session, journal, reason="salah", by=SYSTEM).id

    return together(app, turn)


def test_of_eight_who_reverse_a_journal_one_succeeds(app, session, district):
    ledger.post(session, spend(district, 100, reference="fund:more"), by=SYSTEM)
    session.commit()
    won, refused = race_to_reverse(app)
    assert len(won) == 1
    assert {type(one) for one in refused} == {ledger.AlreadyReversed}
    assert stands(session, "committed_funds") == Money(100)


def test_without_the_unique_link_all_eight_would_reverse_it(app, session, district, monkeypatch):
    numbers = count()

    def unlinked(journal, lines, *, reason):
        again = entry(f"reversal:{next(numbers)}", (funds(district), committed(district), 1))
        arrows = tuple((line.credit.code, line.debit.code, line.amount) for line in lines)
        return Content(
            again.reference,
            "reversal",
            district,
            None,
            None,
            reason,
            again.occurred_at,
            reverses_id=None,
            arrows=arrows,
        )

    monkeypatch.setattr("srikandi.ledger.actions._opposite", unlinked)
    ledger.post(session, spend(district, 100, reference="fund:more"), by=SYSTEM)
    session.commit()
    won, _ = race_to_reverse(app)
    assert len(won) == THREADS
    assert stands(session, "committed_funds") == Money(101 - THREADS)


@pytest.mark.leaves_a_broken_book
def test_of_eight_who_open_an_account_all_use_the_same(app, session, district):
    key = ledger.AccountKey(AccountKind.COMMITTED_FUNDS, district, 3, 99)

    def open_it(session, number):
        return ledger.post(session, entry(f"new:{number}", (funds(district), key, 1)), by=SYSTEM).id

    won, refused = together(app, open_it)
    assert (len(won), refused) == (THREADS, [])
    session.rollback()
    assert session.scalar(select(func.count()).select_from(ledger.Account).where(ledger.Account.code == key.code)) == 1
    assert ledger.balance(session, key) == Money(THREADS)
