"""Refunds to cards: sent once, resumed after a lost answer, followed when made elsewhere, credit when they fail."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from srikandi import ledger
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, refunding
from srikandi.payments.providers import connected
from srikandi.payments.refunding import LossBearer, Refund, RefundMoved, RefundStage, SayerConfirms
from srikandi.programme.receiving import handle_events
from srikandi.programme.refunds import AskedRefund, approve_refund, ask_refund, collect_claim, send_refunds
from srikandi.programme.refusals import NothingUnused
from tests.payments.pages.making import as_, tell
from tests.people import SYSTEM
from tests.programme.refunds.making import WHOLE, credit, due, stands

OVER = 100_000


@pytest.fixture
def provider(shop):
    return connected(shop.extensions["srikandi"].stripe)


def pay(shop, desk, simulator, rupiah):
    """Let the company pay by card, and the provider tell it."""
    company = as_(shop, desk.scene.officer)
    address = f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu"
    company.get(company.submit(address, {"amount": str(rupiah)}, action="/kartu").headers["Location"])
    simulator.pay(simulator.sessions[-1]["id"])
    tell(shop, simulator, simulator.events[-1])


@pytest.fixture
def payment(shop, desk, simulator, session):
    pay(shop, desk, simulator, WHOLE + OVER)
    session.rollback()
    return session.scalars(select(Payment)).one()


@pytest.fixture
def refund(session, desk, payment):
    asked = AskedRefund(Money(40_000), "Kelebihan bayar")
    made = approve_refund(session, ask_refund(session, payment, asked, by=desk.treasurer), by=desk.scene.checker)
    session.commit()
    return made.id


def of(session, refund):
    session.rollback()
    return session.get_one(Refund, refund)


def clearing(session, desk):
    return stands(session, desk, AccountKind.PROVIDER_CLEARING)


def tell_all(shop, simulator, since=0):
    for event in simulator.events[since:]:
        tell(shop, simulator, event)


def test_an_approved_refund_is_sent_once_and_part_of_the_payment_is_back(session, desk, simulator, provider, refund):
    before = clearing(session, desk)
    session.commit()
    assert send_refunds(session, provider, by=SYSTEM) == ["refunded in part"]
    assert send_refunds(session, provider, by=SYSTEM) == []
    made = of(session, refund)
    assert (made.status, made.external_reference) == (RefundStage.PAID, simulator.account.book.every("refund")[0]["id"])
    assert (credit(session, desk), due(session, desk), before - clearing(session, desk)) == (60_000, 0, 40_000)
    payment = session.get_one(Payment, made.payment_id)
    assert (payment.status, payment.refunded) == (PaymentStatus.SETTLED, Money(40_000))
    assert list(ledger.verify(session)) == []


def test_an_answer_that_was_lost_is_found_and_not_sent_again(session, simulator, provider, refund, monkeypatch):
    order = {"payment_intent": simulator.sessions[0]["payment_intent"], "amount": "4000000"}
    simulator.account.refund({**order, "metadata": {"srikandi_refund": str(refund)}})
    assert send_refunds(session, provider, by=SYSTEM) == ["refunded in part"]
    assert len(simulator.account.book.every("refund")) == 1


def test_without_looking_first_it_would_go_twice(session, simulator, provider, refund, monkeypatch):
    order = {"payment_intent": simulator.sessions[0]["payment_intent"], "amount": "4000000"}
    simulator.account.refund({**order, "metadata": {"srikandi_refund": str(refund)}})
    monkeypatch.setattr("srikandi.programme.refunds.sending._asked", lambda provider, order: provider.refund(order))
    send_refunds(session, provider, by=SYSTEM)
    assert len(simulator.account.book.every("refund")) == 2


def test_a_provider_that_is_away_is_asked_again(session, simulator, provider, refund):
    simulator.api.faults.times, simulator.api.faults.status = 50, 503
    assert send_refunds(session, provider, by=SYSTEM) == ["later"]
    assert of(session, refund).status is RefundStage.APPROVED
    session.commit()
    simulator.api.faults.times = 0
    assert send_refunds(session, provider, by=SYSTEM) == ["refunded in part"]


def test_a_plain_no_of_the_provider_gives_the_credit_back(session, desk, simulator, provider, refund):
    simulator.account.dispute(simulator.account.book.every("charge")[0]["id"])
    assert send_refunds(session, provider, by=SYSTEM) == ["refused"]
    assert (of(session, refund).status, credit(session, desk), due(session, desk)) == (RefundStage.FAILED, OVER, 0)
    assert list(ledger.verify(session)) == []


def test_a_refund_the_cards_bank_sends_back_is_credit_again(session, desk, shop, simulator, provider, refund):
    send_refunds(session, provider, by=SYSTEM)
    before = len(simulator.events)
    simulator.account.fail_refund(of(session, refund).external_reference)
    session.commit()
    tell_all(shop, simulator, before)
    assert (of(session, refund).status, credit(session, desk)) == (RefundStage.FAILED, OVER)
    assert session.get_one(Payment, of(session, refund).payment_id).refunded == Money(0)
    assert list(ledger.verify(session)) == []


def test_a_refund_made_at_the_providers_desk_is_booked_out_of_credit(session, desk, shop, simulator, payment):
    before = len(simulator.events)
    simulator.refund(simulator.sessions[0]["payment_intent"], amount=3_000_000)
    session.commit()
    tell_all(shop, simulator, before)
    session.rollback()
    made = session.scalars(select(Refund)).one()
    assert (made.status, made.requested_by, made.loss) == (RefundStage.PAID, None, Money(0))
    assert credit(session, desk) == OVER - 30_000
    assert list(ledger.verify(session)) == []


def test_one_that_reaches_into_unsent_months_gives_them_up(session, desk, shop, simulator, payment):
    before = len(simulator.events)
    simulator.refund(simulator.sessions[0]["payment_intent"])
    session.commit()
    tell_all(shop, simulator, before)
    session.rollback()
    made = session.scalars(select(Refund)).one()
    assert (made.status, made.months, made.loss) == (RefundStage.PAID, 12, Money(0))
    assert session.get_one(Payment, made.payment_id).status is PaymentStatus.REFUNDED
    assert credit(session, desk) == 0
    assert list(ledger.verify(session)) == []


def test_one_that_takes_used_months_is_a_loss_somebody_must_own(session, desk, shop, simulator, payment, monkeypatch):
    monkeypatch.setattr("srikandi.programme.receiving.cards.refunds.coverage.count_unsent", lambda *_: 0)
    before = len(simulator.events)
    simulator.refund(simulator.sessions[0]["payment_intent"])
    session.commit()
    tell_all(shop, simulator, before)
    session.rollback()
    made = session.scalars(select(Refund)).one()
    assert (made.status, made.loss, stands(session, desk, AccountKind.OPERATOR_LOSSES)) == (
        RefundStage.PAID,
        Money(WHOLE),
        WHOLE,
    )
    listed, address = "Kerugian yang belum selesai", f"/bendahara/pengembalian/{made.id}"
    first, second = as_(shop, desk.treasurer), as_(shop, desk.second)
    assert listed in first.get("/bendahara/pengembalian").text
    said = {"bearer": "operator", "reason": "Salah tekan di dasbor; ditanggung biaya operasional."}
    first.submit(address, said, action="/kerugian")
    assert "Menunggu bendahara lain" in first.get(address).text
    assert listed in first.get("/bendahara/pengembalian").text, "one word decides nothing"
    second.submit(address, {}, action="/kerugian/setujui")
    assert "Salah tekan di dasbor" in second.get(address).text
    assert listed not in first.get("/bendahara/pengembalian").text


def test_notices_told_twice_and_late_book_a_refund_once(session, desk, shop, simulator, provider, payment):
    before = len(simulator.events)
    simulator.refund(simulator.sessions[0]["payment_intent"], amount=3_000_000)
    session.commit()
    for _ in range(2):
        tell_all(shop, simulator, before)
    handle_events(session, provider, by=SYSTEM)
    session.rollback()
    assert len(session.scalars(select(Refund)).all()) == 1
    assert credit(session, desk) == OVER - 30_000


@pytest.fixture
def lost(session, desk, shop, simulator, payment, monkeypatch):
    """Everything went back at the provider's desk after it was used; gives the refund."""
    monkeypatch.setattr("srikandi.programme.receiving.cards.refunds.coverage.count_unsent", lambda *_: 0)
    before = len(simulator.events)
    simulator.refund(simulator.sessions[0]["payment_intent"])
    session.commit()
    tell_all(shop, simulator, before)
    session.rollback()
    return session.scalars(select(Refund)).one()


def claimed(session, desk, lost):
    refunding.propose_bearer(session, lost, LossBearer.PAYER, reason="Sudah dipakai", by=desk.treasurer)
    refunding.confirm_bearer(session, lost, seen=LossBearer.PAYER, by=desk.second)


def test_a_loss_claimed_from_its_payer_is_paid_out_of_what_it_pays_in(session, desk, shop, simulator, lost):
    claimed(session, desk, lost)
    with pytest.raises(NothingUnused):
        collect_claim(session, lost, by=desk.treasurer)
    session.commit()
    pay(shop, desk, simulator, 50_000)
    session.rollback()
    lost = of(session, lost.id)
    collect_claim(session, lost, by=desk.treasurer)
    assert (lost.claim, credit(session, desk)) == (Money(WHOLE - 50_000), 0)
    assert stands(session, desk, AccountKind.OPERATOR_LOSSES) == WHOLE - 50_000
    assert list(ledger.verify(session)) == []
    session.commit()
    told = as_(shop, desk.scene.officer).get(f"/perusahaan/pengembalian/{lost.uid}").text
    assert "Kabupaten menagih kembali Rp403.600" in told


def test_a_claimed_refund_that_fails_after_all_gives_its_payer_what_it_has_paid(session, desk, shop, simulator, lost):
    claimed(session, desk, lost)
    session.commit()
    pay(shop, desk, simulator, 50_000)
    session.rollback()
    collect_claim(session, of(session, lost.id), by=desk.treasurer)
    session.commit()
    before = len(simulator.events)
    simulator.account.fail_refund(of(session, lost.id).external_reference)
    session.commit()
    tell_all(shop, simulator, before)
    assert (of(session, lost.id).status, credit(session, desk)) == (RefundStage.FAILED, OVER + 50_000)
    assert stands(session, desk, AccountKind.OPERATOR_LOSSES) == 0
    assert list(ledger.verify(session)) == []


def test_who_says_who_bears_a_loss_does_not_confirm_it_nor_what_nobody_looked_at(session, desk, lost):
    refunding.propose_bearer(session, lost, LossBearer.PAYER, reason="Sudah dipakai", by=desk.treasurer)
    with pytest.raises(SayerConfirms):
        refunding.confirm_bearer(session, lost, seen=LossBearer.PAYER, by=desk.treasurer)
    with pytest.raises(RefundMoved):
        refunding.confirm_bearer(session, lost, seen=LossBearer.OPERATOR, by=desk.second)
    with pytest.raises(IntegrityError, match="loss_takes_two"):
        session.execute(update(Refund).where(Refund.id == lost.id).values(loss_confirmed_by=desk.treasurer.user_id))
    session.rollback()
