"""A bank file comes in: each line once, booked where it belongs, and the bank's balance agrees with the book."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from srikandi import ledger, payments, pledges, programme
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.ledger import AccountKey, AccountKind, Journal
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, StatementLine, WrongAccount, banking
from srikandi.pledges import PledgeStatus
from srikandi.programme.receiving import import_statement
from tests.payments.receiving.making import (
    MANDIRI,
    Move,
    a_bca_file,
    a_desk,
    a_mt940_file,
    taken_back,
    transfer,
)


@pytest.fixture
def desk(session):
    return a_desk(session)


def bring(session, desk, *moves, **more):
    content = a_bca_file(moves, **more)
    return import_statement(session, desk.account, content, filename="mutasi.csv", by=desk.treasurer)


def stands(session, desk, kind, **more):
    return ledger.balance(session, AccountKey(kind, desk.scene.district_id, **more)).rupiah


def at_bank(session, desk):
    return stands(session, desk, AccountKind.BANK, contract_id=desk.account.id)


def lines(session):
    return list(session.scalars(select(StatementLine).order_by(StatementLine.id)))


def written(desk):
    return f"IURAN {pledges.printed(desk.payer.reference)}"


def test_a_line_with_the_reference_is_credited_and_funds_the_pledge(session, desk):
    made = bring(session, desk, transfer(226_800, written(desk)))
    assert (made.is_repeat, made.statement.lines_new) == (False, 1)
    line, payment = lines(session)[0], session.scalars(select(Payment)).one()
    assert (line.action, line.reference) == ("credit", desk.payer.reference)
    assert (payment.status, payment.amount, payment.journal_id) == (
        PaymentStatus.SETTLED,
        Money(226_800),
        line.journal_id,
    )
    committed = stands(
        session, desk, AccountKind.COMMITTED_FUNDS, party_id=desk.scene.company_id, contract_id=desk.pledge.id
    )
    assert (committed, at_bank(session, desk)) == (226_800, 226_800)
    assert list(ledger.verify(session)) == []


def test_an_mt940_file_is_read_as_well(session):
    desk = a_desk(session, number=MANDIRI)
    content = a_mt940_file([transfer(75_600, f"MCM DARI PT TIMAH {written(desk)}")])
    import_statement(session, desk.account, content, filename="oktober.sta", by=desk.treasurer)
    assert at_bank(session, desk) == 75_600
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(75_600)


def test_the_same_file_twice_adds_nothing(session, desk):
    moves = [transfer(37_800, written(desk)), transfer(99_000, "TANPA KODE")]
    bring(session, desk, *moves)
    before = session.scalar(select(func.count(Journal.id)))
    again = bring(session, desk, *moves)
    assert (again.is_repeat, len(lines(session))) == (True, 2)
    assert session.scalar(select(func.count(Journal.id))) == before


def test_two_honest_twins_are_both_credited(session, desk):
    bring(session, desk, transfer(37_800, written(desk)), transfer(37_800, written(desk)))
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(75_600)
    twins = a_mt940_file([transfer(37_800, written(desk))] * 2, number=desk.account.number)
    assert twins.count(b":61:") == 2


def test_overlapping_files_credit_each_line_once(session, desk):
    first, second, third = (transfer(37_800, written(desk), day) for day in (2, 3, 4))
    bring(session, desk, first, second, days=(1, 3))
    overlapping = bring(session, desk, second, third, opening=100_000_000 + 37_800, days=(3, 5))
    assert overlapping.statement.lines_new == 1
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(3 * 37_800)
    assert at_bank(session, desk) == 3 * 37_800


def test_without_counting_the_table_itself_refuses_a_line_twice(session, desk, monkeypatch):
    first, second = (transfer(37_800, written(desk), day) for day in (2, 3))
    bring(session, desk, first, days=(1, 2))
    monkeypatch.setattr("srikandi.payments.banking.considering._in_ledger", lambda *_: {})
    with pytest.raises(IntegrityError), session.begin_nested():
        bring(session, desk, first, second, days=(1, 3))


def test_money_without_a_reference_is_booked_to_suspense(session, desk):
    bring(session, desk, transfer(500_000, "BANTUAN SOSIAL"))
    line = lines(session)[0]
    assert (line.action, line.journal_id is None) == ("review", False)
    assert stands(session, desk, AccountKind.SUSPENSE) == at_bank(session, desk) == 500_000
    assert [one.id for one in banking.suspense_lines(session, viewer=desk.treasurer)] == [line.id]


def test_a_cut_reference_is_only_suggested(session, desk):
    bring(session, desk, transfer(453_600, f"IURAN {pledges.printed(desk.payer.reference)[:8]}"))
    line = lines(session)[0]
    assert (line.action, line.codes, line.candidates[0]["reference"]) == ("review", ["REF_CUT"], desk.payer.reference)


def test_paid_taken_back_and_paid_again_credits_once(session, desk):
    move = transfer(37_800, written(desk))
    bring(session, desk, move, taken_back(move), move)
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(37_800)
    statuses = sorted(payment.status for payment in session.scalars(select(Payment)))
    assert statuses == [PaymentStatus.REVERSED, PaymentStatus.SETTLED]
    assert at_bank(session, desk) == 37_800
    assert list(ledger.verify(session)) == []


def test_what_a_later_file_takes_back_unused_is_reversed(session, desk):
    move = transfer(20_000, written(desk))
    bring(session, desk, move, days=(1, 2))
    bring(session, desk, taken_back(move), opening=100_020_000, days=(2, 3))
    assert session.scalars(select(Payment)).one().status is PaymentStatus.REVERSED
    assert at_bank(session, desk) == 0


def test_what_funds_months_in_no_file_is_reversed_and_the_months_wait(session, desk):
    move = transfer(37_800, written(desk))
    bring(session, desk, move, days=(1, 2))
    bring(session, desk, taken_back(move), opening=100_037_800, days=(2, 3))
    assert session.scalars(select(Payment)).one().status is PaymentStatus.REVERSED
    assert (at_bank(session, desk), banking.losses(session, viewer=desk.treasurer)) == (0, [])
    assert set(session.scalars(select(LifeMonth.status))) == {LifeMonthStatus.PLANNED}
    bring(session, desk, transfer(37_800, written(desk), 4), days=(4, 5))
    assert LifeMonthStatus.FUNDED in session.scalars(select(LifeMonth.status)).all()
    assert list(ledger.verify(session)) == []


def test_what_bpjs_has_been_told_meanwhile_waits_for_a_person(session, desk):
    move = transfer(37_800, written(desk))
    bring(session, desk, move, days=(1, 2))
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    bring(session, desk, taken_back(move), opening=100_037_800, days=(2, 3))
    assert session.scalars(select(Payment)).one().status is PaymentStatus.SETTLED
    assert [line.amount_sen for line in banking.losses(session, viewer=desk.treasurer)] == [-3_780_000]


def test_a_taken_back_sum_leaves_suspense(session, desk):
    move = transfer(500_000, "BANTUAN SOSIAL")
    bring(session, desk, move, days=(1, 2))
    bring(session, desk, taken_back(move), opening=100_500_000, days=(2, 3))
    assert stands(session, desk, AccountKind.SUSPENSE) == at_bank(session, desk) == 0
    assert banking.suspense_lines(session, viewer=desk.treasurer) == []


def test_interest_and_costs_are_the_operators(session, desk):
    moves = [Move(12_345, "BUNGA", sen=67), Move(-2_469, "PAJAK BUNGA", sen=13), Move(-10_000, "BIAYA ADM")]
    made = bring(session, desk, *moves)
    assert stands(session, desk, AccountKind.ACCOUNT_INTEREST) == 12_345
    assert stands(session, desk, AccountKind.ACCOUNT_COSTS) == 12_469
    assert at_bank(session, desk) == 12_345 - 12_469
    assert banking.counts_of(session, made.statement).residue_sen == 67 - 13


def test_a_file_of_another_account_is_refused_whole(session, desk):
    with pytest.raises(WrongAccount):
        bring(session, desk, transfer(37_800, written(desk)), number="9990001112")
    assert lines(session) == []


def test_overpaid_money_is_credit(session, desk):
    bring(session, desk, transfer(500_000, written(desk)))
    key = {"party_id": desk.scene.company_id, "contract_id": desk.pledge.id}
    assert stands(session, desk, AccountKind.PAYER_FUNDS, **key) == 500_000 - 453_600
    assert "AMOUNT_DIFFERS" in lines(session)[0].codes


def test_money_for_an_ended_pledge_is_its_payers_credit(session, desk):
    desk.pledge.status = PledgeStatus.COMPLETED
    bring(session, desk, transfer(50_000, written(desk)))
    key = {"party_id": desk.scene.company_id, "contract_id": desk.pledge.id}
    assert stands(session, desk, AccountKind.PAYER_FUNDS, **key) == 50_000
    assert stands(session, desk, AccountKind.SUSPENSE) == 0


def test_nobody_sees_a_foreign_line(session, desk):
    bring(session, desk, transfer(500_000, "BANTUAN"))
    with pytest.raises(payments.LineNotFound):
        banking.line_of(session, lines(session)[0].id, viewer=desk.scene.officer.__class__(1, "x", "treasurer", (999,)))
