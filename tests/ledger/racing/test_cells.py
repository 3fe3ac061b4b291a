"""An account several people post to at once keeps its balance in several cells; its guard holds over all of them."""

import threading
import time

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from srikandi import ledger
from srikandi.database import current_session, unit_of_work
from srikandi.ledger import AccountBalance, Scope
from srikandi.ledger.writing import keeping
from srikandi.money import Money
from tests.counts import times
from tests.ledger.book import (
    THREADS,
    change_routine,
    committed,
    funds,
    make_district,
    receive,
    spend,
    together,
)
from tests.people import SYSTEM

ALL = "ORDER BY cell FOR NO KEY UPDATE\n                ) AS held"
GATE = "PERFORM FROM account_balance WHERE account_id = owner AND cell = 0 FOR NO KEY UPDATE;"
WHOLE = 1000


@pytest.fixture
def district(session):
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time, and one cell an account")
    made = make_district(session)
    receive(session, made, WHOLE)
    session.commit()
    return made


def cells(session, key):
    """Give what stands in each cell of an account, in order."""
    session.rollback()
    own = select(ledger.Account.id).where(ledger.Account.code == key.code).scalar_subquery()
    asked = select(AccountBalance.credits - AccountBalance.debits).where(AccountBalance.account_id == own)
    found = session.scalars(asked.order_by(AccountBalance.cell)).all()
    session.rollback()
    return list(found)


def spend_one_by_one(app, district, tries, label="one"):
    """Let eight people spend a rupiah at a time; give how many rupiah were spent, and what the rest were told."""
    told = []

    def each(session, number):
        spent = 0
        for turn in range(tries):
            try:
                ledger.post(session, spend(district, 1, reference=f"fund:{label}:{number}:{turn}"), by=SYSTEM)
                spent += 1
            except ledger.NotEnoughMoney as refusal:
                told.append(type(refusal))
            session.commit()
        return spent

    won, refused = together(app, each)
    assert refused == []
    return sum(won), set(told)


def wait_for_waiting(session):
    """Wait until somebody in this database waits for a row."""
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(500):
        session.execute(text("SELECT pg_stat_clear_snapshot()"))
        if session.scalar(text(waits)):
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def crowd(app, district, reference, key=funds, meanwhile=None):
    """Have somebody post while another holds the account, so that it gets one cell more."""
    ready = threading.Event()

    def post():
        with app.app_context(), unit_of_work(current_session()) as work:
            ready.set()
            ledger.post(work.session, spend(district, 1, reference=reference), by=SYSTEM)
            if meanwhile:
                meanwhile(work.session)

    with app.app_context(), unit_of_work(current_session()) as work:
        ledger.lock(work.session, {key(district)})
        other = threading.Thread(target=post)
        other.start()
        assert ready.wait(5)
        wait_for_waiting(work.session)
    other.join()


def test_an_account_nobody_waits_for_has_one_cell(session, district):
    for number in range(5):
        ledger.post(session, spend(district, 1, reference=f"fund:{number}"), by=SYSTEM)
        session.commit()
    assert cells(session, funds(district)) == [WHOLE - 5]


def test_who_had_to_wait_leaves_half_behind_in_one_cell_more(app, session, district):
    crowd(app, district, "fund:1")
    assert cells(session, funds(district)) == [500, 499]
    crowd(app, district, "fund:2")
    assert cells(session, funds(district)) == [250, 499, 249]
    assert ledger.verify(session) == []


def test_there_are_never_more_cells_than_eight(app, session, district):
    for number in range(keeping.CELLS + 2):
        crowd(app, district, f"fund:{number}")
    assert len(cells(session, funds(district))) == keeping.CELLS


def test_a_sum_no_cell_holds_alone_is_gathered_from_all(app, session, district):
    crowd(app, district, "fund:1")
    ledger.post(session, spend(district, WHOLE - 1, reference="fund:all"), by=SYSTEM)
    session.commit()
    assert cells(session, funds(district)) == [0, 0]
    assert ledger.verify(session) == []


def test_one_rupiah_more_than_all_cells_hold_is_refused_and_nothing_moves(app, session, district):
    crowd(app, district, "fund:1")
    before = cells(session, funds(district))
    with pytest.raises(ledger.NotEnoughMoney):
        ledger.post(session, spend(district, WHOLE, reference="fund:more"), by=SYSTEM)
    assert cells(session, funds(district)) == before


def test_eight_who_spend_one_by_one_spend_all_there_is_and_no_more(app, session, district):
    for race in range(times(1, full=50)):
        tries = WHOLE // THREADS + 20
        spent, told = spend_one_by_one(app, district, tries, label=str(race))
        assert (spent, told) == (WHOLE, {ledger.NotEnoughMoney})
        assert sum(cells(session, funds(district))) == 0
        assert sum(cells(session, committed(district))) == WHOLE * (race + 1)
        assert ledger.verify(session) == []
        receive(session, district, WHOLE, reference=f"bank:again:{race}")
        session.commit()


def gather_while_another_spends(app, session, district):
    """Have somebody spend more than a cell holds while another, who has just spent a rupiah, is not done yet."""
    make_room(app, district)
    crowd(app, district, "fund:1")
    with app.app_context():
        early = current_session()
        ledger.post(early, spend(district, 1, reference="fund:early"), by=SYSTEM)
        first, second = cells(session, funds(district))
        with app.app_context(), unit_of_work(current_session()) as work:
            ledger.post(work.session, spend(district, 1, reference="fund:2"), by=SYSTEM)
            early.rollback()
            big = threading.Thread(target=spend_in_time, args=(app, district, first + second - 1))
            big.start()
            wait_for_waiting(work.session)
        big.join()


def spend_in_time(app, district, rupiah):
    with app.app_context(), unit_of_work(current_session()) as work:
        ledger.post(work.session, spend(district, rupiah, reference="fund:big"), by=SYSTEM)


def make_room(app, district):
    """Have two more cells where spent money goes, so that nobody waits there."""
    for number in range(2):
        crowd(app, district, f"fund:room:{number}", key=committed)


def test_who_gathers_waits_for_whoever_spends_from_another_cell(app, session, district):
    gather_while_another_spends(app, session, district)
    assert cells(session, funds(district)) == [0, 0]
    assert ledger.verify(session) == []


@pytest.mark.leaves_a_broken_book
def test_who_gathers_without_holding_all_cells_counts_money_twice(app, session, district):
    change_routine(session, "transfer_keeps_balance", ALL, ALL.replace(" FOR NO KEY UPDATE", ""))
    session.commit()
    gather_while_another_spends(app, session, district)
    assert "balance" in {found.check for found in ledger.verify(session)}


def gather_while_a_cell_is_added(app, session, district):
    """Have somebody spend more than a cell holds while another, who has just added one, is not done yet."""
    make_room(app, district)
    crowd(app, district, "fund:1")
    big = threading.Thread(target=spend_in_time, args=(app, district, 699))

    def begin(other):
        big.start()
        wait_for_waiting(other)

    crowd(app, district, "fund:2", meanwhile=begin)
    big.join()


def test_who_gathers_sees_the_cell_that_was_added_while_he_waited(app, session, district):
    gather_while_a_cell_is_added(app, session, district)
    assert cells(session, funds(district)) == [99, 99, 99]
    assert ledger.verify(session) == []


@pytest.mark.leaves_a_broken_book
def test_who_does_not_wait_for_the_first_cell_first_overlooks_the_one_that_was_added(app, session, district):
    change_routine(session, "transfer_keeps_balance", GATE, "")
    session.commit()
    gather_while_a_cell_is_added(app, session, district)
    assert "balance" in {found.check for found in ledger.verify(session)}


def test_who_holds_an_account_holds_every_cell_of_it(app, session, district):
    crowd(app, district, "fund:1")
    assert is_held(app, session, district)


def test_the_first_cell_alone_would_let_others_take_from_the_second(app, session, district, monkeypatch):
    crowd(app, district, "fund:1")
    monkeypatch.setattr("srikandi.ledger.writing.accounts.CELLED", frozenset())
    assert not is_held(app, session, district)


def is_held(app, session, district):
    """Hold the payer's funds, and see whether somebody else could spend a rupiah meanwhile."""
    ledger.lock(session, {funds(district)})
    with app.app_context():
        other = current_session()
        other.execute(text("SET lock_timeout = '200ms'"))
        try:
            ledger.post(other, spend(district, 1, reference="fund:meanwhile"), by=SYSTEM)
        except OperationalError:
            return True
        finally:
            other.rollback()
            other.execute(text("SET lock_timeout = 0"))
            other.rollback()
            session.rollback()
    return False


def test_every_reader_adds_the_cells_up(app, session, district):
    crowd(app, district, "fund:1")
    assert ledger.balance(session, funds(district)) == Money(WHOLE - 1)
    account = session.scalars(select(ledger.Account).where(ledger.Account.code == funds(district).code)).one()
    sides = select(*ledger.kept_on(ledger.Account.id)).where(ledger.Account.id == account.id)
    assert tuple(session.execute(sides).one()) == (Money(WHOLE), Money(1))
    card = ledger.account_card(session, account.id, Scope((district,)))
    assert (card.sums.debits, card.sums.credits, card.closing) == (Money(1), Money(WHOLE), Money(WHOLE - 1))
