"""What `ledger verify` says of card money, and what waits for a treasurer; each sentence is broken once."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from srikandi import ledger
from tests.payments.cards.paying import dispute_in, open_page, paid, payout_in, tell_all
from tests.payments.pages.making import tell

SUM = 378_000


def checks_that_find(session):
    session.rollback()
    return {one.check for one in ledger.verify(session)}


@pytest.mark.leaves_a_broken_book
def test_a_dispute_closed_behind_the_books_back_is_found(company, desk, simulator, shop, session):
    simulator.dispute(paid(company, desk, simulator, SUM))
    tell_all(shop, simulator)
    assert checks_that_find(session) == set()
    session.execute(text("UPDATE dispute SET status = 'won' WHERE id = :id"), {"id": dispute_in(session).id})
    session.commit()
    assert checks_that_find(session) == {"open disputes"}


@pytest.mark.leaves_a_broken_book
def test_a_payout_that_failed_behind_the_books_back_is_found(company, desk, simulator, shop, session):
    paid(company, desk, simulator, SUM)
    simulator.pay_out()
    tell_all(shop, simulator)
    assert checks_that_find(session) == set()
    session.execute(text("UPDATE payout SET status = 'failed' WHERE id = :id"), {"id": payout_in(session).id})
    session.commit()
    assert checks_that_find(session) == {"payouts on the way"}


def test_what_waits_around_cards_stands_on_the_treasurers_first_page(company, desk, simulator, shop, treasurer):
    assert "Sengketa kartu menunggu jawaban" not in treasurer.get("/beranda").text
    simulator.dispute(paid(company, desk, simulator, SUM))
    tell_all(shop, simulator)
    simulator.pay(open_page(company, desk, SUM))
    simulator.fail_api()
    tell(shop, simulator, simulator.events[-1])
    page = treasurer.get("/beranda").text
    assert "Sengketa kartu menunggu jawaban" in page
    assert "Kabar penyedia kartu gagal diproses" in page


def test_payouts_can_be_taken_away_as_a_table(company, desk, simulator, shop, treasurer, session):
    paid(company, desk, simulator, SUM)
    simulator.pay_out()
    tell_all(shop, simulator)
    assert "Unduh CSV" in treasurer.get("/bendahara/kartu").text
    rows = treasurer.get("/bendahara/kartu/pencairan.csv").text.splitlines()
    assert len(rows) == 2
    assert payout_in(session).external_reference in rows[1]
    assert "Dalam perjalanan" in rows[1]
