"""Months that lost their money wait for other; a dispute lost and won after all pays them again."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, true

from srikandi import clock, coverage, ledger
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import DocumentStatus
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import PaymentStatus, WebhookEvent
from srikandi.payments.cards import DisputeStatus
from srikandi.programme.money import release_months
from srikandi.programme.promises.sliding import slide_before
from srikandi.programme.receiving import recover
from tests.payments.cards.paying import balances, dispute_in, on, paid, payment_in, provider_of, tell_all
from tests.payments.cards.test_disputes import certificates_in, close, disputed, disputed_after_use, months
from tests.people import SYSTEM

K = AccountKind
LIFE_MONTH = 37_800
WHOLE = 12 * LIFE_MONTH


def after_the_loss(company, desk, simulator, shop, session):
    """Everything was paid by card, disputed and lost; gives the dispute at the provider."""
    found = disputed(company, desk, simulator, shop)
    close(shop, simulator, found, won=False)
    return found


def pay_more(company, desk, simulator, shop, rupiah):
    told = len(simulator.events)
    paid(company, desk, simulator, rupiah)
    tell_all(shop, simulator, after=told)


def test_months_that_lost_their_money_are_paid_by_later_money(company, desk, simulator, shop, session):
    after_the_loss(company, desk, simulator, shop, session)
    pay_more(company, desk, simulator, shop, 5 * LIFE_MONTH)
    assert (months(session, LifeMonthStatus.FUNDED), months(session, LifeMonthStatus.PLANNED)) == (5, 7)
    assert on(session, desk, K.PAYER_FUNDS) == 0
    assert list(ledger.verify(session)) == []


def test_released_for_good_later_money_would_lie_idle(company, desk, simulator, shop, session, monkeypatch):
    monkeypatch.setattr("srikandi.programme.money.returning.freeing.unfund_months", release_months)
    after_the_loss(company, desk, simulator, shop, session)
    pay_more(company, desk, simulator, shop, 5 * LIFE_MONTH)
    assert (months(session, LifeMonthStatus.FUNDED), on(session, desk, K.PAYER_FUNDS)) == (0, 5 * LIFE_MONTH)


def test_a_month_paid_twice_over_counts_the_money_that_is_on_it_now(company, desk, simulator, shop, session):
    after_the_loss(company, desk, simulator, shop, session)
    pay_more(company, desk, simulator, shop, WHOLE)
    second = simulator.dispute(simulator.book.every("payment_intent")[-1]["id"])
    close(shop, simulator, second, won=False)
    pay_more(company, desk, simulator, shop, WHOLE)
    assert months(session, LifeMonthStatus.FUNDED) == 12
    rows = LifeMonth.pledge_id == desk.pledge.id
    assert coverage.sums_by_payer(session, rows) == {desk.payer.id: Money(WHOLE)}
    assert list(ledger.verify(session)) == []


@pytest.mark.leaves_a_broken_book
def test_counting_every_line_there_ever_was_would_count_it_twice(company, desk, simulator, shop, session, monkeypatch):
    after_the_loss(company, desk, simulator, shop, session)
    pay_more(company, desk, simulator, shop, WHOLE)
    monkeypatch.setattr("srikandi.coverage.seats.carries", true)
    monkeypatch.setattr("srikandi.coverage.funding.carries", true)
    rows = LifeMonth.pledge_id == desk.pledge.id
    assert coverage.sums_by_payer(session, rows) == {desk.payer.id: Money(2 * WHOLE)}
    assert {one.check for one in ledger.verify(session)} == {"paid life-months"}


def test_what_lost_its_money_and_is_not_paid_in_time_slides_to_the_end(company, desk, simulator, shop, session):
    after_the_loss(company, desk, simulator, shop, session)
    first = desk.pledge.start_month
    slid = slide_before(session, desk.scene.district_id, before=first + 1, by=SYSTEM)
    session.commit()
    assert slid == 4
    seats = select(LifeMonth.month, func.count()).where(LifeMonth.status == LifeMonthStatus.PLANNED)
    standing = dict(session.execute(seats.group_by(LifeMonth.month)).all())
    assert standing == {first + 1: 4, first + 2: 4, first + 3: 4}
    pay_more(company, desk, simulator, shop, WHOLE)
    assert months(session, LifeMonthStatus.FUNDED) == 12
    assert list(ledger.verify(session)) == []


def give_back(shop, simulator, found):
    told = len(simulator.events)
    simulator.account.reinstate_dispute(found["id"])
    tell_all(shop, simulator, after=told)


def test_a_lost_dispute_that_is_won_after_all_pays_its_months_again(company, desk, simulator, shop, session):
    found = after_the_loss(company, desk, simulator, shop, session)
    give_back(shop, simulator, found)
    assert (dispute_in(session).status, payment_in(session).status) == (DisputeStatus.WON, PaymentStatus.SETTLED)
    assert months(session, LifeMonthStatus.FUNDED) == 12
    assert (on(session, desk, K.CHARGEBACK_RECEIVABLE), on(session, desk, K.OPERATOR_LOSSES)) == (0, 0)
    assert on(session, desk, K.PROVIDER_CLEARING) == WHOLE - on(session, desk, K.PROVIDER_FEES)
    before = balances(session)
    tell_all(shop, simulator)
    assert balances(session) == before
    assert list(ledger.verify(session)) == []


def test_a_loss_that_comes_back_is_the_operators_again_and_its_certificate_too(company, desk, simulator, shop, session):
    found = disputed_after_use(company, desk, simulator, shop, session)
    close(shop, simulator, found, won=False)
    assert dispute_in(session).loss == Money(4 * LIFE_MONTH)
    give_back(shop, simulator, found)
    assert (dispute_in(session).loss, on(session, desk, K.OPERATOR_LOSSES)) == (Money(0), 0)
    assert certificates_in(session)[-1].status is DocumentStatus.VALID
    assert (months(session, LifeMonthStatus.ACTIVE), months(session, LifeMonthStatus.FUNDED)) == (4, 8)
    assert list(ledger.verify(session)) == []


def test_a_dispute_lost_and_won_is_found_without_a_single_notice(company, desk, simulator, shop, session):
    found = after_the_loss(company, desk, simulator, shop, session)
    simulator.account.reinstate_dispute(found["id"])
    session.rollback()
    recover(session, provider_of(shop), since=clock.now(), by=SYSTEM)
    assert dispute_in(session).status is DisputeStatus.WON


def test_an_inquiry_takes_nothing_and_its_end_asks_nobody(company, desk, simulator, shop, session):
    intent = paid(company, desk, simulator, WHOLE)
    asked = simulator.account.ask_about(simulator.book.find("payment_intent", intent)["latest_charge"])
    tell_all(shop, simulator)
    simulator.account.close_inquiry(asked["id"])
    told = len(simulator.events) - 1
    tell_all(shop, simulator, after=told)
    assert (payment_in(session).status, on(session, desk, K.CHARGEBACK_RECEIVABLE)) == (PaymentStatus.SETTLED, 0)
    outcomes = session.scalars(select(WebhookEvent.outcome).order_by(WebhookEvent.id)).all()
    assert (outcomes[-2], outcomes[-1]) == ("review: inquiry", "already settled")
