"""Who paid by card is told when the payment is disputed, lost, and given back after all: each once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi.messages import Message
from srikandi.programme.receiving.telling import GONE
from tests.payments.cards.ends.test_lost_and_won import WHOLE, give_back
from tests.payments.cards.paying import paid, tell_all
from tests.payments.cards.test_disputes import close, disputed


def letters(session):
    session.rollback()
    return session.scalars(select(Message).where(Message.kind == GONE).order_by(Message.id)).all()


@pytest.fixture
def open_dispute(company, desk, simulator, shop):
    return disputed(company, desk, simulator, shop)


def test_a_disputed_payment_is_told_with_what_can_be_done(open_dispute, desk, session):
    [letter] = letters(session)
    assert letter.subject == f"Rp453.600 untuk komitmen {desk.pledge.number} disengketakan pemilik kartu"
    assert "ditahan penyedia kartu" in letter.body
    assert "dicabut lewat bank penerbit" in letter.body


def test_a_lost_dispute_is_told_with_what_becomes_of_the_months(open_dispute, simulator, shop, desk, session):
    close(shop, simulator, open_dispute, won=False)
    _, letter = letters(session)
    assert letter.subject == f"Rp453.600 untuk komitmen {desk.pledge.number} keluar lagi dari buku"
    assert "dimenangkan pemilik kartu" in letter.body
    assert "menunggu dana lagi" in letter.body


def test_what_comes_back_after_a_loss_is_told_once_however_often_it_is_read(
    open_dispute, simulator, shop, desk, session
):
    close(shop, simulator, open_dispute, won=False)
    give_back(shop, simulator, open_dispute)
    tell_all(shop, simulator)
    *before, letter = letters(session)
    assert len(before) == 2
    assert letter.subject == f"Rp453.600 untuk komitmen {desk.pledge.number} kembali ke buku"
    assert "membiayai lagi" in letter.body


def test_a_dispute_that_is_won_needs_no_second_letter(open_dispute, simulator, shop, session):
    close(shop, simulator, open_dispute, won=True)
    assert len(letters(session)) == 1


def test_a_dispute_that_is_found_when_it_is_over_is_told_once(company, desk, simulator, shop, session):
    simulator.close_dispute(simulator.dispute(paid(company, desk, simulator, WHOLE))["id"], won=False)
    tell_all(shop, simulator)
    [letter] = letters(session)
    assert "dimenangkan pemilik kartu" in letter.body
