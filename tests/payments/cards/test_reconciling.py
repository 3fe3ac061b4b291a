"""Without one notice the book is the same to the byte; with ten thousand, in any order and of any make, it is too."""

from __future__ import annotations

import os
import random
import zlib
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from srikandi import ledger, payments
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.database import current_session
from srikandi.ledger import Journal
from srikandi.payments import Payment, PaymentStatus, WebhookEvent
from srikandi.payments.providers import stripe
from srikandi.programme.receiving import handle_events, recover
from tests.payments.cards.paying import balances, book, open_page, paid, payment_in, provider_of, tell_all
from tests.payments.pages.making import tell

LONG = os.environ.get("SRIKANDI_LONG") == "1"
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


def said(session):
    """Give everything the book says, and how each payment stands."""
    session.rollback()
    standing = session.execute(select(Payment.id, Payment.status, Payment.amount).order_by(Payment.id)).all()
    return balances(session), [tuple(one) for one in standing]


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


def a_storm(simulator, *, count, seed):
    """Repeat, shuffle, forge and mistake everything that happened, until there are so many notices."""
    chance = random.Random(seed)
    foreign = [{**one, "id": f"evt_live{zlib.crc32(one['id'].encode())}", "livemode": True} for one in simulator.events]
    told: list[tuple[dict[str, Any], str | None]] = [(event, None) for event in simulator.events]
    told += [(event, "whsec_forged") for event in simulator.events]
    told += [(event, "whsec_forged") for event in foreign]
    while len(told) < count:
        told.append((chance.choice(simulator.events), chance.choice([None, None, "whsec_forged"])))
    chance.shuffle(told)
    return told


def many_payments(company, desk, simulator, count):
    for _ in range(count):
        paid(company, desk, simulator, SUM)
    simulator.close_dispute(simulator.dispute(simulator.book.every("payment_intent")[0]["id"])["id"], won=True)
    simulator.pay_out()


@pytest.mark.parametrize("seed", [7, 8] if LONG else [7])
def test_a_storm_of_notices_leaves_the_book_equal_to_the_byte(company, desk, simulator, shop, session, seed):
    """10,000 notices repeated, shuffled, forged and of another mode with SRIKANDI_LONG=1."""
    payments_made, notices = (12, 10_000) if LONG else (4, 120)
    with time_machine.travel(now(), tick=False):
        many_payments(company, desk, simulator, payments_made)
        for event, secret in a_storm(simulator, count=notices, seed=seed):
            assert tell(shop, simulator, event, secret=secret).status_code == (400 if secret else 200)
        session.rollback()
        handle_events(session, provider_of(shop), by=BY)
        stormy = book(session), said(session)
        journals, kept = counted(session)
        assert list(ledger.verify(session)) == []
        tell_all(shop, simulator)
        assert (book(session), said(session)) == stormy
        assert (journals, kept) == counted(session)
        assert kept == len(simulator.events), "each notice once, no forged one"


def counted(session):
    session.rollback()
    return session.scalar(select(func.count(Journal.id))), session.scalar(select(func.count(WebhookEvent.id)))


def test_the_ordered_run_makes_that_very_book(company, desk, simulator, shop, session):
    """The stormy run and the ordered run of the same day, each on a book of its own, told apart by nothing."""
    with time_machine.travel(now(), tick=False):
        many_payments(company, desk, simulator, 4)
        savepoint = len(simulator.events)
        for event in reversed(simulator.events):
            tell(shop, simulator, event)
        backwards = book(session)
        assert savepoint == len(simulator.events)
    assert sorted(set(backwards)) == backwards, "nothing twice"
    assert sum(1 for one in backwards if one.startswith(b"stripe:pi_")) == 8, "a receipt and a fee for each"


def test_without_verification_a_forged_storm_would_be_kept(company, desk, simulator, shop, session, monkeypatch):
    paid(company, desk, simulator, SUM)
    monkeypatch.setattr("srikandi.payments.providers.stripe._is_signed", lambda *_: True)
    forged = {**simulator.events[-1], "id": "evt_forged"}
    assert tell(shop, simulator, forged, secret="whsec_forged").status_code == 200
    session.rollback()
    assert session.scalar(select(func.count(WebhookEvent.id))) == 1, "the control: this is what verification keeps out"


def test_without_uniqueness_a_repeated_notice_would_be_kept_twice(company, desk, simulator, shop, session, monkeypatch):
    paid(company, desk, simulator, SUM)
    really = payments.keep_event

    def under_another_name(session, event, **more):
        row = really(session, event, **more)
        if row.id is not None:
            row.event_id = f"{row.event_id}-{row.id}"
        return row

    monkeypatch.setattr(payments, "keep_event", under_another_name)
    for _ in range(2):
        tell(shop, simulator, simulator.events[-1])
    session.rollback()
    assert session.scalar(select(func.count(WebhookEvent.id))) == 2, "the control: names are what makes it one"
    assert session.scalar(select(func.count(Payment.id)).where(Payment.status == PaymentStatus.SETTLED)) == 1
