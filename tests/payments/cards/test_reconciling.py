"""Without one notice the book is the same to the byte, whatever the provider remembers and however often we ask."""

from __future__ import annotations

import pytest
import time_machine
from sqlalchemy import func, select

from srikandi import ledger
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.database import current_session
from srikandi.payments import PaymentStatus, WebhookEvent
from srikandi.payments.providers import stripe
from srikandi.programme.receiving import recover
from tests.payments.cards.paying import book, open_page, paid, payment_in, provider_of, said, tell_all

LIFE_MONTH, SUM = 37_800, 378_000
BY = Actor.system("reconcile")


def reconcile(shop, session, **since):
    session.rollback()
    return recover(session, provider_of(shop), since=now().replace(hour=0, minute=0, **since), by=BY)


def a_busy_day(company, desk, simulator):
    """Payments, a dispute won and one lost, one page left, payouts, one of which fails."""
    first, second, third = (paid(company, desk, simulator, SUM) for _ in range(3))
    simulator.expire(open_page(company, desk, LIFE_MONTH))
    simulator.close_dispute(simulator.dispute(first)["id"], won=True)
    failed = simulator.pay_out()
    simulator.close_dispute(simulator.dispute(second)["id"], won=False)
    simulator.fail_payout(failed["id"])
    paid(company, desk, simulator, SUM)
    assert third
    simulator.pay_out()


def test_without_one_notice_the_book_is_the_same_to_the_byte(company, desk, simulator, shop, session):
    with time_machine.travel(now(), tick=False):
        a_busy_day(company, desk, simulator)
        found = reconcile(shop, session)
        alone = book(session), said(session)
        assert (found.failed, found.settled) == (0, 4)
        assert list(ledger.verify(session)) == []
        tell_all(shop, simulator)
        assert (book(session), said(session)) == alone, "the notices add nothing"
        assert reconcile(shop, session).settled == 0


def test_the_provider_need_not_even_remember_what_happened(company, desk, simulator, shop, session, monkeypatch):
    """Its list of events reaches back thirty days; pages, disputes and payouts are asked for by themselves."""
    monkeypatch.setattr(stripe.StripeCheckout, "events_since", lambda *_: [])
    a_busy_day(company, desk, simulator)
    assert reconcile(shop, session).settled == 4
    alone = said(session)
    assert session.scalar(select(func.count(WebhookEvent.id))) == 0
    monkeypatch.undo()
    tell_all(shop, simulator)
    assert said(session) == alone


def test_a_run_that_is_cut_off_is_simply_run_again(company, desk, simulator, shop, session, monkeypatch):
    a_busy_day(company, desk, simulator)
    really, asked = stripe.StripeCheckout.read, []

    def breaking(self, reference):
        asked.append(reference)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return really(self, reference)

    monkeypatch.setattr(stripe.StripeCheckout, "read", breaking)
    with pytest.raises(KeyboardInterrupt):
        reconcile(shop, session)
    monkeypatch.undo()
    reconcile(shop, session)
    tell_all(shop, simulator)
    alone = said(session)
    assert reconcile(shop, session).settled == 0
    assert said(session) == alone
    assert list(ledger.verify(session)) == []


def test_it_asks_with_no_transaction_open(company, desk, simulator, shop, session, monkeypatch):
    a_busy_day(company, desk, simulator)
    noted = []
    for name in ("read", "read_payout", "events_since", "disputes_since", "payouts_since"):
        really = getattr(stripe.StripeCheckout, name)

        def ask(*args, really=really):
            noted.append(current_session().in_transaction())
            return really(*args)

        monkeypatch.setattr(stripe.StripeCheckout, name, ask)
    reconcile(shop, session)
    assert len(noted) > 8
    assert set(noted) == {False}


def test_a_page_nobody_finished_is_ended_after_a_day_and_late_money_still_counts(
    company, desk, simulator, shop, session
):
    session_id = open_page(company, desk, LIFE_MONTH)
    with time_machine.travel(now().timestamp() + 26 * 3600):
        simulator.book.find("checkout.session", session_id)["expires_at"] += 30 * 3600
        assert reconcile(shop, session).dropped == 1
        assert payment_in(session).status is PaymentStatus.DROPPED
        simulator.pay(session_id)
        tell_all(shop, simulator)
        assert payment_in(session).status is PaymentStatus.SETTLED


def test_a_page_that_may_still_be_paid_is_left_alone(company, desk, shop, session):
    open_page(company, desk, LIFE_MONTH)
    with time_machine.travel(now().timestamp() + 20 * 3600):
        assert reconcile(shop, session).dropped == 0
