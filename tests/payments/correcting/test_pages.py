"""The pages on which a file leaves the book, and on which a correction says what it does to life-months."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi.payments import StatementVoid
from tests.payments.correcting.making import at_bank, bring, code_of, funded, lines
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import taken_back, transfer
from tests.web.questions.counting import MOST, counted

A_MONTH = 37_800
REASON = {"reason": "Berkas contoh dari bank"}


@pytest.fixture
def people(session, desk):
    enrol(session, desk)
    return desk


def kept(session, desk, *moves, **more):
    """Bring a file and keep it, so that a browser's own work sees it."""
    made = bring(session, desk, *moves, **more).statement
    session.commit()
    return made


def page_of(statement):
    return f"/bendahara/rekening-koran/{statement.id}/batal"


def test_two_treasurers_take_a_file_out(app, session, people):
    made = kept(session, people, transfer(2 * A_MONTH, code_of(people.payer)), transfer(20_000, "BANTUAN"))
    address, first, second = page_of(made), as_(app, people.treasurer), as_(app, people.second)
    shown = first.get(address).text
    assert "Rp75.600" in shown
    assert "2 jiwa-bulan akan menunggu dana lagi" in shown
    assert first.submit(address, {"reason": ""}, action="/batal").status_code == 422
    assert first.submit(address, REASON, action="/batal").status_code == 303
    assert "Menunggu bendahara lain" in first.get(address).text
    assert "mau dibatalkan" in second.get("/bendahara/rekening-koran").text
    assert "Pembatalan rekening koran menunggu Anda" in second.get("/beranda").text
    assert second.submit(address, {}, action="/setujui").status_code == 303
    session.rollback()
    assert (funded(session, people.pledge), at_bank(session, people).rupiah) == (0, 0)
    assert "Berkas ini dibatalkan seluruhnya" in second.get(address.removesuffix("/batal")).text
    assert "Berkas ini sudah dibatalkan" in second.get(address).text


def test_what_stands_in_the_way_is_listed_and_nothing_can_be_proposed(app, session, people):
    move = transfer(20_000, code_of(people.payer))
    made = kept(session, people, move, days=(1, 2))
    kept(session, people, taken_back(move), opening=100_020_000, days=(2, 3))
    desk = as_(app, people.treasurer)
    shown = desk.get(page_of(made)).text
    assert "Belum bisa dibatalkan seluruhnya" in shown
    assert "Usulkan pembatalan" not in shown
    assert session.scalars(select(StatementVoid)).all() == []


def test_a_proposal_is_taken_back_and_the_file_stays(app, session, people):
    made = kept(session, people, transfer(20_000, "BANTUAN"))
    address, first, second = page_of(made), as_(app, people.treasurer), as_(app, people.second)
    first.submit(address, REASON, action="/batal")
    refused = second.submit(address, {"reason": ""}, action="/tarik")
    assert refused.status_code == 422
    assert second.submit(address, {"reason": "Berkasnya benar"}, action="/tarik").status_code == 303
    assert "Berkas ini keliru seluruhnya?" in second.get(address.removesuffix("/batal")).text


def test_a_correction_says_which_months_wait(app, session, people):
    kept(session, people, transfer(2 * A_MONTH, code_of(people.payer)))
    [line] = lines(session)
    desk, address = as_(app, people.treasurer), f"/bendahara/usulan-mutasi/koreksi/{line.id}"
    assert "2 jiwa-bulan akan menunggu dana lagi" in desk.get(address).text
    made = desk.submit(address, {"reason": "Kode perusahaan lain"}, action=f"/koreksi/{line.id}")
    assert made.status_code == 303
    assert "2 jiwa-bulan akan menunggu dana lagi" in as_(app, people.second).get(made.location).text


def test_the_page_asks_no_more_for_more_payers(app, session, people, other):
    desk = as_(app, people.treasurer)
    few = page_of(kept(session, people, transfer(A_MONTH, code_of(people.payer)), days=(1, 2)))
    moves = (transfer(A_MONTH, code_of(who), 4) for who in (people.payer, other, people.payer, other))
    many = page_of(kept(session, people, *moves, opening=100_037_800, days=(3, 4)))
    desk.get(few)
    with counted(session) as one:
        desk.get(few)
    with counted(session) as several:
        assert "dari 2 komitmen" in desk.get(many).text
    assert len(one) == len(several) <= MOST
