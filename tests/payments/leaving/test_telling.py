"""Whose payment leaves the book again is written to, once a promise, in the reader's language."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi.messages import Message
from srikandi.organisations import Organisation
from srikandi.payments import banking
from srikandi.programme.receiving import (
    confirm_proposal,
    confirm_void,
    propose_correction,
    propose_void,
)
from srikandi.programme.receiving.telling import GONE
from srikandi.users import Membership, Role, User
from tests.payments.correcting.making import bring, code_of, lines
from tests.payments.leaving.test_writing_off import a_loss, as_seen
from tests.payments.receiving.making import taken_back, transfer


@pytest.fixture
def company(session, desk):
    return session.get_one(Organisation, desk.scene.company_id)


def letters(session):
    return session.scalars(select(Message).where(Message.kind == GONE).order_by(Message.id)).all()


def test_a_correction_is_told_to_who_lost_it(session, desk, company):
    bring(session, desk, transfer(20_000, code_of(desk.payer)), days=(1, 2))
    proposal = propose_correction(session, lines(session)[0], reason="Kode PT Lain", by=desk.treasurer)
    assert letters(session) == []
    confirm_proposal(session, proposal, by=desk.second)
    [letter] = letters(session)
    assert letter.subject == f"Rp20.000 untuk komitmen {desk.pledge.number} keluar lagi dari buku"
    assert "milik pihak lain" in letter.body
    assert "PT Lain" not in letter.body, "what treasurers write to each other stays with them"
    assert letter.to_address == company.email


def test_a_void_is_told_once_a_promise(session, desk, other):
    moves = (transfer(20_000, code_of(who), day) for who in (desk.payer, other) for day in (2, 3))
    made = bring(session, desk, *moves, days=(1, 4)).statement
    confirm_void(session, propose_void(session, made, reason="Berkas contoh", by=desk.treasurer), by=desk.second)
    assert [one.subject.split()[0] for one in letters(session)] == ["Rp40.000", "Rp40.000"]
    assert "rekening koran yang benar" in letters(session)[0].body


def test_what_the_bank_takes_back_is_told(session, desk):
    move = transfer(20_000, code_of(desk.payer))
    bring(session, desk, move, days=(1, 2))
    bring(session, desk, taken_back(move), opening=100_020_000, days=(2, 3))
    [letter] = letters(session)
    assert "Bank menarik kembali pembayaran Rp20.000" in letter.body


def test_what_the_bank_takes_back_of_used_money_is_told_when_it_is_booked(session, desk):
    line = a_loss(session, desk)
    assert letters(session) == []
    write_off = banking.propose_write_off(session, line, reason="Sudah dibicarakan", by=desk.treasurer)
    as_seen(session, write_off, by=desk.second)
    [letter] = letters(session)
    assert letter.subject.startswith("Rp151.200")


def test_who_reads_english_is_told_in_english(session, desk):
    officer, place = desk.scene.officer.user_id, desk.scene.district_id
    seat = Membership(user_id=officer, role=Role.COMPANY, organisation_id=desk.scene.company_id, district_id=place)
    session.add(seat)
    session.get_one(User, officer).language = "en"
    move = transfer(20_000, code_of(desk.payer))
    bring(session, desk, move, days=(1, 2))
    bring(session, desk, taken_back(move), opening=100_020_000, days=(2, 3))
    assert "The bank took back the payment of Rp20.000" in letters(session)[0].body
