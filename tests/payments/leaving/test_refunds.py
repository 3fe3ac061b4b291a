"""A bank takes a payment back of which something was refunded: nothing is asked for twice, nothing is given twice."""

from __future__ import annotations

from threading import Event

import pytest
from sqlalchemy import select

from srikandi import ledger, payments, pledges, programme
from srikandi.money import Money
from srikandi.payments import LineWriteOff, Payment, PaymentStatus, banking, refunding
from srikandi.payments.refunding import Refund
from srikandi.programme.receiving import look_at_write_off
from srikandi.programme.receiving.bank.deciding import bearing, writing_off
from srikandi.programme.refunds import (
    approve_refund,
    ask_refund,
    confirm_return,
    end_refund,
    propose_end,
    propose_return,
    tie_refund,
)
from srikandi.programme.refusals import RefundOnItsWay
from tests.database.at_once import at_once, kept_or_refused
from tests.payments.correcting.making import at_bank, bring, code_of, funded, lines
from tests.payments.leaving.test_writing_off import A_MONTH, WHY, as_seen, decide, losses
from tests.payments.receiving.making import taken_back, transfer
from tests.pledges.making import an_agreed_pledge, terms_of
from tests.programme.refunds.making import NUMBER, asked, credit

OPENING = 100_000_000
OVER = 100_000
WHOLE = 12 * A_MONTH + OVER


def paid(session, desk):
    """The company pays its promise and something beyond it; a third of the months go to BPJS Kesehatan."""
    bring(session, desk, transfer(WHOLE, code_of(desk.payer)), days=(1, 2))
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    return session.scalars(select(Payment).order_by(Payment.id).limit(1)).one()


def approved(session, desk, payment, **more):
    refund = ask_refund(session, payment, asked(OVER, **more), by=desk.treasurer)
    return approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker)


def sent(session, desk, refund):
    """The bank shows the refund leaving."""
    bring(session, desk, transfer(-OVER, "KELUAR", 3), days=(3, 3), opening=OPENING + WHOLE)
    tie_refund(session, refund, lines(session)[-1], by=desk.second)


def taken(session, desk, *, opening):
    """The bank takes the payment back."""
    bring(session, desk, taken_back(transfer(WHOLE, code_of(desk.payer), 4)), days=(4, 4), opening=opening)
    return lines(session)[-1]


def came_back(session, desk, refund):
    """The refund bounces."""
    bring(session, desk, transfer(OVER, "RETUR", 6), days=(6, 6), opening=OPENING - OVER)
    proposal = propose_return(session, refund, lines(session)[-1], reason="Rekening ditutup", by=desk.treasurer)
    confirm_return(session, proposal, by=desk.scene.checker)


def test_a_refund_on_its_way_is_looked_after_first(session, desk):
    refund = approved(session, desk, paid(session, desk))
    line = taken(session, desk, opening=OPENING + WHOLE)
    assert [one.id for one in look_at_write_off(session, line).on_their_way] == [refund.id]
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    with pytest.raises(RefundOnItsWay):
        as_seen(session, write_off, by=desk.second)
    propose_end(session, refund, reason="Tidak jadi", by=desk.treasurer)
    end_refund(session, refund, by=desk.second)
    as_seen(session, write_off, by=desk.second)
    assert (losses(session, desk), write_off.loss) == (Money(4 * A_MONTH), Money(4 * A_MONTH))
    assert (credit(session, desk), funded(session, desk.pledge)) == (0, 4)
    assert list(ledger.verify(session)) == []


def test_without_looking_the_loss_is_too_high_and_the_payer_has_it_too(session, desk, monkeypatch):
    refund = approved(session, desk, paid(session, desk))
    line = taken(session, desk, opening=OPENING + WHOLE)
    monkeypatch.setattr(refunding, "on_their_way", lambda *_: [])
    monkeypatch.setattr(banking, "part_of_payment", lambda *_: None)
    decide(session, desk, line)
    propose_end(session, refund, reason="Tidak jadi", by=desk.treasurer)
    end_refund(session, refund, by=desk.second)
    assert losses(session, desk) == Money(4 * A_MONTH + OVER)
    assert credit(session, desk) + funded(session, desk.pledge) * A_MONTH > 4 * A_MONTH


def test_a_refund_that_bounces_afterwards_makes_the_loss_good(session, desk):
    payment = paid(session, desk)
    refund = approved(session, desk, payment)
    sent(session, desk, refund)
    line = taken(session, desk, opening=OPENING + WHOLE - OVER)
    write_off = decide(session, desk, line)
    assert (write_off.loss, at_bank(session, desk)) == (Money(4 * A_MONTH + OVER), Money(-OVER))
    came_back(session, desk, refund)
    assert (write_off.loss, losses(session, desk)) == (Money(4 * A_MONTH), Money(4 * A_MONTH))
    assert (credit(session, desk), funded(session, desk.pledge)) == (0, 4)
    session.refresh(payment)
    assert (payment.status, payment.refunded) == (PaymentStatus.REVERSED, Money(0))
    assert list(ledger.verify(session)) == []


def test_without_it_the_payer_gets_the_same_money_twice(session, desk, monkeypatch):
    refund = approved(session, desk, paid(session, desk))
    sent(session, desk, refund)
    decide(session, desk, taken(session, desk, opening=OPENING + WHOLE - OVER))
    monkeypatch.setattr(banking, "part_of_payment", lambda *_: None)
    came_back(session, desk, refund)
    assert losses(session, desk) == Money(4 * A_MONTH + OVER)
    assert credit(session, desk) + funded(session, desk.pledge) * A_MONTH == 4 * A_MONTH + OVER


def test_a_payment_refunded_whole_is_still_one_the_bank_took_back(session, desk):
    """All of it went back and bounces later: what the bank took is not credit again."""
    bring(session, desk, transfer(OVER, code_of(desk.payer)), days=(1, 2))
    payment = session.scalars(select(Payment)).one()
    refund = ask_refund(session, payment, asked(OVER, months=2), by=desk.treasurer)
    approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker)
    bring(session, desk, transfer(-OVER, "KELUAR", 3), days=(3, 3), opening=OPENING + OVER)
    tie_refund(session, refund, lines(session)[-1], by=desk.second)
    assert payment.status is PaymentStatus.REFUNDED
    bring(session, desk, taken_back(transfer(OVER, code_of(desk.payer), 4)), days=(4, 4), opening=OPENING)
    write_off = decide(session, desk, lines(session)[-1])
    assert (payment.status, write_off.loss) == (PaymentStatus.REVERSED, Money(OVER))
    came_back(session, desk, refund)
    assert (payment.status, credit(session, desk), losses(session, desk)) == (PaymentStatus.REVERSED, 0, Money(0))
    assert list(ledger.verify(session)) == []


def test_what_was_given_back_out_of_another_promise_is_asked_of_this_one(session, desk):
    """The other promise had money of its own: this one still has all that the bank takes."""
    other = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=2, months=3))
    others = pledges.payers_of(session, other.id)[0]
    bring(
        session,
        desk,
        transfer(4 * A_MONTH, code_of(desk.payer)),
        transfer(6 * A_MONTH + OVER, code_of(others)),
        days=(1, 2),
    )
    payment = session.scalars(select(Payment).order_by(Payment.id).limit(1)).one()
    refund = ask_refund(session, payment, asked(OVER, pledge_id=other.id), by=desk.treasurer)
    approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker)
    opening = OPENING + 10 * A_MONTH + OVER
    bring(session, desk, transfer(-OVER, "KELUAR", 3), days=(3, 3), opening=opening)
    tie_refund(session, refund, lines(session)[-1], by=desk.second)
    back = taken_back(transfer(4 * A_MONTH, code_of(desk.payer), 4))
    bring(session, desk, back, days=(4, 4), opening=opening - OVER)
    write_off = decide(session, desk, lines(session)[-1])
    assert (write_off.loss, losses(session, desk), funded(session, desk.pledge)) == (Money(0), Money(0), 0)
    assert list(ledger.verify(session)) == []


def a_refund_out_of_another_promise(session, desk):
    """It is asked for and not decided; the bank has the payment back, and one treasurer wants that written off."""
    other = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=2, months=3))
    others = pledges.payers_of(session, other.id)[0]
    moves = transfer(4 * A_MONTH, code_of(desk.payer)), transfer(6 * A_MONTH + OVER, code_of(others))
    bring(session, desk, *moves, days=(1, 2))
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    payment = session.scalars(select(Payment).order_by(Payment.id).limit(1)).one()
    refund = ask_refund(session, payment, asked(OVER, pledge_id=other.id), by=desk.treasurer)
    back = taken_back(transfer(4 * A_MONTH, code_of(desk.payer), 4))
    bring(session, desk, back, days=(4, 4), opening=OPENING + 10 * A_MONTH + OVER)
    write_off = banking.propose_write_off(session, lines(session)[-1], reason=WHY, by=desk.treasurer)
    session.commit()
    return refund, write_off


def while_it_is_approved(app, desk, refund_id, write_off_id):
    """Confirm the write-off while the approval is not committed yet; the approval waits a second at most."""
    approved_now, written = Event(), Event()

    def approve(session):
        approve_refund(session, session.get_one(Refund, refund_id), typed_number=NUMBER, by=desk.scene.checker)
        approved_now.set()
        written.wait(1)
        return "approved"

    def write_off(session):
        as_seen(session, session.get_one(LineWriteOff, write_off_id), by=desk.second)
        return "written off"

    def after_it(session):
        approved_now.wait(60)
        try:
            return kept_or_refused(write_off)(session)
        finally:
            written.set()

    return at_once(app, kept_or_refused(approve), after_it)


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_refund_that_is_just_approved_is_waited_for(app, session, desk):
    refund, write_off = a_refund_out_of_another_promise(session, desk)
    assert while_it_is_approved(app, desk, refund.id, write_off.id) == ["approved", "RefundOnItsWay"]
    session.rollback()
    assert list(ledger.verify(session)) == []


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_without_holding_the_payment_both_are_done(app, session, desk, monkeypatch):
    held = bearing.credited_with
    monkeypatch.setattr(writing_off, "credited_with", lambda session, line, **_: held(session, line))
    monkeypatch.setattr(payments, "move_all", lambda *_, **__: None)
    refund, write_off = a_refund_out_of_another_promise(session, desk)
    assert while_it_is_approved(app, desk, refund.id, write_off.id) == ["approved", "written off"]
