"""Money goes back only when unused, only to its sender, only by two people; and each guard is seen to matter."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from srikandi import coverage, ledger, pledges, programme
from srikandi.coverage import Progress
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import LineDecided, PaymentStatus, StatementLine, banking, refunding
from srikandi.payments.refunding import (
    AboveLeft,
    AskerApproves,
    Destination,
    DestinationDiffers,
    NumberDiffers,
    Refund,
    RefundMoved,
    RefundStage,
)
from srikandi.programme.refunds import (
    approve_refund,
    end_refund,
    propose_end,
    refuse_refund,
    tie_refund,
    withdraw_refund,
)
from srikandi.programme.refusals import AnothersRequest, LineOfAnotherSum, MonthsUsed, NothingUnused
from srikandi.residents import Resident, ResidentStatus
from tests.payments.receiving.making import a_desk, transfer
from tests.programme.refunds.making import HERE, LIFE_MONTH, NUMBER, WHOLE, a_request, bring, credit, due, paid, stands

OVER = 100_000


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def payment(session, desk):
    return paid(session, desk, WHOLE + OVER)


def approve(session, desk, refund, **more):
    return approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker, **more)


def test_surplus_goes_back_to_its_sender_by_two_people_and_the_bank_proves_it(session, desk, payment):
    refund = a_request(session, desk, payment, OVER)
    assert (refund.status, credit(session, desk)) == (RefundStage.REQUESTED, OVER)
    approve(session, desk, refund)
    assert (refund.status, credit(session, desk), due(session, desk)) == (RefundStage.APPROVED, 0, OVER)
    bring(session, desk, transfer(-OVER, "PENGEMBALIAN", day=12), days=(11, 20))
    line = banking.outgoing_waiting(session, desk.scene.district_id, amount=Money(OVER))[0]
    tie_refund(session, refund, line, by=desk.second)
    assert (refund.status, due(session, desk), payment.refunded) == (RefundStage.PAID, 0, Money(OVER))
    assert payment.status is PaymentStatus.SETTLED
    assert stands(session, desk, AccountKind.BANK, contract_id=desk.account.id) == WHOLE
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(WHOLE)
    assert list(ledger.verify(session)) == []
    with pytest.raises(RefundMoved):
        tie_refund(session, refund, line, by=desk.second)


def test_a_payment_that_is_back_whole_is_refunded(session, desk):
    payment = paid(session, desk, 30_000)
    refund = approve(session, desk, a_request(session, desk, payment, 30_000))
    bring(session, desk, transfer(-30_000, "PENGEMBALIAN", day=12), days=(11, 20))
    tie_refund(
        session,
        refund,
        session.scalars(select(StatementLine).order_by(StatementLine.id.desc())).first(),
        by=desk.second,
    )
    assert payment.status is PaymentStatus.REFUNDED
    assert list(ledger.verify(session)) == []


def test_money_that_months_have_used_does_not_go_back(session, desk, payment):
    with pytest.raises(NothingUnused) as refused:
        a_request(session, desk, payment, OVER + 1)
    assert refused.value.values["unused"] == Money(OVER)


def test_without_that_look_the_book_itself_refuses_at_the_approval(session, desk, payment, monkeypatch):
    monkeypatch.setattr("srikandi.programme.refunds.asking.check_unused", lambda *_, **__: None)
    refund = a_request(session, desk, payment, OVER + 1)
    with pytest.raises(NothingUnused):
        approve(session, desk, refund)


def test_without_the_books_guard_used_money_would_go_back(session, monkeypatch):
    monkeypatch.setattr("srikandi.ledger.writing.accounts.GUARDED", frozenset())
    desk = a_desk(session)
    monkeypatch.setattr("srikandi.programme.refunds.asking.check_unused", lambda *_, **__: None)
    payment = paid(session, desk, WHOLE + OVER)
    approve(session, desk, a_request(session, desk, payment, OVER + 1))
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(WHOLE - 1)


def test_unsent_months_can_be_given_up_first_the_last_ones(session, desk, payment):
    refund = a_request(session, desk, payment, OVER + 2 * LIFE_MONTH, months=2)
    approve(session, desk, refund)
    progress = coverage.progress(session, [desk.pledge.id])[desk.pledge.id]
    assert progress == Progress(funded=10, released=2)
    last = max(coverage.months_of(session, desk.pledge.id))
    assert coverage.months_of(session, desk.pledge.id)[last] == Progress(funded=2, released=2)
    assert (credit(session, desk), due(session, desk)) == (0, OVER + 2 * LIFE_MONTH)
    assert list(ledger.verify(session)) == []


def test_whoever_has_no_month_left_waits_again_at_the_old_place(session, desk, payment):
    approve(session, desk, a_request(session, desk, payment, WHOLE + OVER, months=12))
    held = select(Resident.id).where(Resident.status == ResidentStatus.HELD)
    assert session.scalars(held).all() == []
    assert pledges.holds_of(session, desk.pledge.id) == []
    assert list(ledger.verify(session)) == []


def test_what_giving_up_leaves_over_pays_a_month_that_waits_at_once(session, desk):
    payment = paid(session, desk, WHOLE - LIFE_MONTH + 1_000)
    approve(session, desk, a_request(session, desk, payment, 500, months=1))
    progress = coverage.progress(session, [desk.pledge.id])[desk.pledge.id]
    assert progress == Progress(funded=11, released=1)
    assert credit(session, desk) == 500
    assert list(ledger.verify(session)) == []


def test_months_that_went_out_stay_paid(session, desk, payment):
    batch = programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=desk.scene.maker)
    with pytest.raises(MonthsUsed) as refused:
        a_request(session, desk, payment, WHOLE, months=9)
    assert refused.value.values["months"] == 8


def test_months_that_went_out_after_the_request_stop_its_approval(session, desk, payment):
    refund = a_request(session, desk, payment, WHOLE + OVER, months=12)
    batch = programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=desk.scene.maker)
    with pytest.raises(MonthsUsed):
        approve(session, desk, refund)


@pytest.mark.parametrize("holder", ["PT Lain Sekali", "Budi", "PT Timah"])
def test_another_account_holder_is_refused_with_the_name_the_bank_wrote(session, desk, payment, holder):
    with pytest.raises(DestinationDiffers) as refused:
        a_request(session, desk, payment, OVER, destination=Destination("BCA", NUMBER, holder))
    assert "PT TIMAH SEJAHTERA" in str(refused.value)


def test_without_comparing_names_the_money_would_go_to_anybody(session, desk, payment, monkeypatch):
    monkeypatch.setattr("srikandi.payments.refunding.destinations._is_sender", lambda *_, **__: True)
    refund = a_request(session, desk, payment, OVER, destination=Destination("BCA", NUMBER, "PT Lain Sekali"))
    assert refund.holder == "PT Lain Sekali"


def test_the_approver_types_the_number_the_bank_did_not_name(session, desk, payment):
    refund = a_request(session, desk, payment, OVER)
    with pytest.raises(NumberDiffers):
        approve_refund(session, refund, typed_number="7700123457", by=desk.scene.checker)
    assert approve_refund(session, refund, typed_number="7700-123-456", by=desk.scene.checker).status == "approved"


def test_who_asked_does_not_approve(session, desk, payment):
    refund = a_request(session, desk, payment, OVER)
    with pytest.raises(AskerApproves):
        approve_refund(session, refund, typed_number=NUMBER, by=desk.treasurer)


def test_the_database_keeps_the_two_people_apart_as_well(session, desk, payment):
    refund = a_request(session, desk, payment, OVER)
    with pytest.raises(IntegrityError, match="asker_is_not_approver"):
        session.execute(update(Refund).where(Refund.id == refund.id).values(decided_by=desk.treasurer.user_id))


def test_two_requests_together_are_no_more_than_the_payment(session, desk):
    first = paid(session, desk, 20_000)
    paid(session, desk, 15_000, days=(11, 20))
    a_request(session, desk, first, 15_000)
    with pytest.raises(AboveLeft) as refused:
        a_request(session, desk, first, 15_000)
    assert refused.value.values["left"] == Money(5_000)


def test_the_database_lets_no_payment_give_back_more_than_it_brought(session, desk, monkeypatch):
    payment = paid(session, desk, 20_000)
    paid(session, desk, 15_000, days=(11, 20))
    monkeypatch.setattr("srikandi.payments.refunding.moving.left_of", lambda *_: Money(99_999))
    first, second = (a_request(session, desk, payment, 15_000) for _ in range(2))
    approve(session, desk, first)
    with pytest.raises(AboveLeft):
        approve(session, desk, second)


def test_without_that_rule_it_would(session, desk, monkeypatch):
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
    else:
        session.execute(text("ALTER TABLE payment DROP CONSTRAINT ck_payment_refunded"))
    payment = paid(session, desk, 20_000)
    paid(session, desk, 15_000, days=(11, 20))
    monkeypatch.setattr("srikandi.payments.refunding.moving.left_of", lambda *_: Money(99_999))
    for refund in [a_request(session, desk, payment, 15_000) for _ in range(2)]:
        approve(session, desk, refund)
    assert payment.refunded == Money(30_000)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA ignore_check_constraints = OFF"))


def test_money_that_was_approved_to_go_back_and_is_not_kept_for_it_is_found(session, desk, payment):
    refund = approve(session, desk, a_request(session, desk, payment, OVER))
    assert list(ledger.verify(session)) == []
    session.execute(update(Refund).where(Refund.id == refund.id).values(status="failed"))
    found = {one.check for one in ledger.verify(session)}
    assert found == {"refunds of a payment", "refunds on their way"}
    session.rollback()


def test_a_line_of_another_sum_or_one_that_is_booked_pays_no_refund(session, desk, payment):
    refund = approve(session, desk, a_request(session, desk, payment, OVER))
    bring(
        session,
        desk,
        transfer(-OVER + 1, "LAIN", day=12),
        transfer(-OVER, "PENGEMBALIAN", day=13),
        days=(11, 20),
    )
    lines = session.scalars(select(StatementLine).order_by(StatementLine.id)).all()
    with pytest.raises(LineOfAnotherSum):
        tie_refund(session, refund, lines[1], by=desk.second)
    with pytest.raises(LineDecided):
        tie_refund(session, refund, lines[0], by=desk.second)
    tie_refund(session, refund, lines[2], by=desk.second)
    assert refund.status is RefundStage.PAID


def test_a_transfer_that_never_left_is_credit_again_and_can_be_asked_for_again(session, desk, payment):
    refund = approve(session, desk, a_request(session, desk, payment, OVER))
    propose_end(session, refund, reason="Rekening tujuan sudah ditutup", by=desk.treasurer)
    assert (refund.status, credit(session, desk)) == (RefundStage.APPROVED, 0), "one word moves nothing"
    end_refund(session, refund, by=desk.second)
    assert (refund.status, credit(session, desk), due(session, desk)) == (RefundStage.FAILED, OVER, 0)
    assert payment.refunded == Money(0)
    assert a_request(session, desk, payment, OVER).status is RefundStage.REQUESTED
    assert list(ledger.verify(session)) == []


def test_a_request_is_refused_or_withdrawn_and_nothing_moves(session, desk, payment):
    first = a_request(session, desk, payment, OVER)
    refuse_refund(session, first, reason="Dipakai bulan depan", by=desk.scene.checker)
    second = a_request(session, desk, payment, OVER)
    with pytest.raises(AnothersRequest):
        withdraw_refund(session, second, reason="Batal", by=desk.second)
    withdraw_refund(session, second, reason="Batal", by=desk.treasurer)
    assert [one.status for one in refunding.of_payment(session, payment.id)] == ["refused", "withdrawn"]
    assert credit(session, desk) == OVER


def test_the_same_form_twice_asks_once(session, desk, payment):
    first = a_request(session, desk, payment, OVER, form_key="k1")
    assert a_request(session, desk, payment, OVER, form_key="k1").id == first.id
    assert HERE.digits == first.number
