"""Many approve at once: one moves money; and without the guards it is seen that more would."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy.orm.attributes import set_committed_value

from srikandi import ledger
from srikandi.money import Money
from srikandi.payments import Payment
from srikandi.payments.refunding import AboveLeft, Refund, RefundMoved, RefundStage
from srikandi.pledges import Pledge
from srikandi.programme.refunds import approve_refund
from tests.ledger.book import together
from tests.payments.receiving.making import a_desk
from tests.programme.refunds.making import NUMBER, WHOLE, a_request, credit, due, paid

OVER = 100_000


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def payment(session, desk):
    return paid(session, desk, WHOLE + OVER)


def race(app, desk, refunds):
    """Let eight approve these refunds at once, in turn."""

    def one(session, number):
        refund = session.get_one(Refund, refunds[number % len(refunds)])
        return approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker).id

    return together(app, one)


def test_of_eight_approvals_at_once_one_moves_money(app, session, desk, payment):
    refund_id = a_request(session, desk, payment, OVER // 2).id
    session.commit()
    won, refused = race(app, desk, [refund_id])
    assert (len(won), {type(one) for one in refused}) == (1, {RefundMoved})
    session.rollback()
    assert (credit(session, desk), due(session, desk)) == (OVER // 2, OVER // 2)
    assert list(ledger.verify(session)) == []


def hold_nothing(monkeypatch):
    """Let everybody decide on what the request was when they looked at it."""

    def look(session, refund):
        for name, value in (("status", RefundStage.REQUESTED), ("decided_by", None)):
            set_committed_value(refund, name, value)
        return session.get_one(Pledge, refund.pledge_id), session.get_one(Payment, refund.payment_id), refund

    monkeypatch.setattr("srikandi.programme.refunds.deciding.hold", look)


def test_where_nothing_is_held_the_book_knows_the_refund_already(app, session, desk, payment, monkeypatch):
    refund_id = a_request(session, desk, payment, OVER // 2).id
    session.commit()
    hold_nothing(monkeypatch)
    won, _ = race(app, desk, [refund_id])
    assert len(won) == 1
    session.rollback()
    assert list(ledger.verify(session)) == []


@pytest.mark.leaves_a_broken_book
def test_where_the_book_does_not_know_it_either_it_would_leave_twice_and_the_checks_say_so(
    app, session, desk, payment, monkeypatch
):
    refund_id = a_request(session, desk, payment, OVER // 2).id
    session.commit()
    hold_nothing(monkeypatch)
    post = ledger.post
    monkeypatch.setattr(
        ledger,
        "post",
        lambda session, entry, *, by: post(session, replace(entry, reference=f"{entry.reference}{uuid4()}"), by=by),
    )
    won, _ = race(app, desk, [refund_id])
    assert len(won) == 2
    session.rollback()
    assert due(session, desk) == OVER
    assert {one.check for one in ledger.verify(session)} >= {"refunds of a payment", "refunds on their way"}


def test_of_two_refunds_of_one_payment_raced_one_is_refused(app, session, desk, monkeypatch):
    payment = paid(session, desk, 20_000)
    paid(session, desk, 15_000, days=(11, 20))
    monkeypatch.setattr("srikandi.payments.refunding.moving.left_of", lambda *_: Money(99_999))
    refunds = [a_request(session, desk, payment, 15_000).id for _ in range(2)]
    session.commit()
    won, refused = race(app, desk, refunds)
    assert len(won) == 1
    assert {type(one) for one in refused} == {AboveLeft, RefundMoved}
    session.rollback()
    assert credit(session, desk) == 20_000
