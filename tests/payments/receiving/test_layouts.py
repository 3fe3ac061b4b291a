"""The same money in two kinds of file, and a bank that takes a shared line back: neither makes money of nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from srikandi import ledger, pledges
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, banking
from srikandi.payments.statements import Detail, OtherLayout, read_statement
from srikandi.programme.money import Freeable
from srikandi.programme.receiving import import_statement
from tests.payments.receiving.making import a_bca_file, a_desk, a_mt940_file, taken_back, transfer
from tests.pledges.making import an_agreed_pledge, terms_of

CHECK = "srikandi.payments.banking.considering._check_layout"
READER = "srikandi.programme.receiving.bank.importing.read_statement"


@pytest.fixture
def desk(session):
    return a_desk(session)


def bring(session, desk, content, name):
    return import_statement(session, desk.account, content, filename=name, by=desk.treasurer)


def paid(desk, rupiah, day=2):
    return transfer(rupiah, f"IURAN {pledges.printed(desk.payer.reference)}", day)


def received(session, desk):
    return pledges.payers_of(session, desk.pledge.id)[0].received


def both_kinds(session, desk):
    move = paid(desk, 37_800)
    bring(session, desk, a_bca_file([move], days=(1, 2)), "mutasi.csv")
    bring(session, desk, a_mt940_file([move], number=desk.account.number), "mutasi.sta")


def test_days_of_one_kind_of_file_are_not_taken_from_another_kind(session, desk):
    with pytest.raises(OtherLayout):
        both_kinds(session, desk)
    assert received(session, desk) == Money(37_800)


def test_without_that_check_one_transfer_is_credited_twice(session, desk, monkeypatch):
    monkeypatch.setattr(CHECK, lambda *_: None)
    both_kinds(session, desk)
    assert received(session, desk) == Money(2 * 37_800)


def test_days_nobody_brought_yet_may_come_in_another_kind_of_file(session, desk):
    bring(session, desk, a_mt940_file([paid(desk, 37_800, 9)], number=desk.account.number), "mutasi.sta")
    bring(session, desk, a_bca_file([paid(desk, 37_800)], days=(1, 8)), "mutasi.csv")
    assert received(session, desk) == Money(2 * 37_800)


def shared_by(desk, other, monkeypatch, parts=(20_000, 10_000)):
    """Let the bank book two payers' transfers as one line, as a CAMT.053 file does."""

    def part(line):
        if line.amount_sen < 0:
            return line
        shares = zip(parts, (desk.payer, other), strict=True)
        return replace(line, details=tuple(Detail(rupiah * 100, (payer.reference,)) for rupiah, payer in shares))

    def read(content, *, filename):
        found = read_statement(content, filename=filename)
        return replace(found, lines=tuple(part(line) for line in found.lines))

    monkeypatch.setattr(READER, read)


def share_and_take_back(session, desk, monkeypatch, parts):
    second = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=2, months=3))
    shared_by(desk, pledges.payers_of(session, second.id)[0], monkeypatch, parts)
    move = transfer(sum(parts), "KOLEKTIF")
    bring(session, desk, a_bca_file([move], days=(1, 2)), "satu.csv")
    opening = 100_000_000 + sum(parts)
    bring(session, desk, a_bca_file([taken_back(move)], opening=opening, days=(2, 3)), "dua.csv")
    return second


def at_bank(session, desk):
    bank = AccountKey(AccountKind.BANK, desk.scene.district_id, contract_id=desk.account.id)
    return ledger.balance(session, bank)


def test_a_shared_line_that_is_taken_back_leaves_every_payer(session, desk, monkeypatch):
    second = share_and_take_back(session, desk, monkeypatch, (20_000, 10_000))
    assert banking.losses(session, viewer=desk.treasurer) == []
    assert at_bank(session, desk) == received(session, desk) == Money(0)
    assert pledges.payers_of(session, second.id)[0].received == Money(0)
    statuses = {payment.status for payment in session.scalars(select(Payment))}
    assert statuses == {PaymentStatus.REVERSED}
    assert list(ledger.verify(session)) == []


def test_a_shared_line_leaves_months_nobody_used_as_well(session, desk, monkeypatch):
    share_and_take_back(session, desk, monkeypatch, (20_000, 37_800))
    assert banking.losses(session, viewer=desk.treasurer) == []
    assert at_bank(session, desk) == received(session, desk) == Money(0)
    assert list(ledger.verify(session)) == []


def test_a_shared_line_of_which_one_part_is_used_for_good_waits_whole(session, desk, monkeypatch):
    monkeypatch.setattr(Freeable, "is_enough", False)
    share_and_take_back(session, desk, monkeypatch, (20_000, 37_800))
    assert [line.amount_sen for line in banking.losses(session, viewer=desk.treasurer)] == [-5_780_000]
    assert at_bank(session, desk) == Money(57_800)
    assert {payment.status for payment in session.scalars(select(Payment))} == {PaymentStatus.SETTLED}
    assert list(ledger.verify(session)) == []
