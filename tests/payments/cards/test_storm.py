"""Ten thousand notices, repeated, shuffled, forged and of another mode, leave the very book an ordered day leaves."""

from __future__ import annotations

import json
import random
import zlib
from typing import Any

import pytest
import time_machine
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from srikandi import ledger, payments
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.ledger import AccountKind
from srikandi.payments import Payment, PaymentStatus, WebhookEvent
from srikandi.programme.receiving import handle_events, notices
from tests.counts import LONG, times
from tests.payments.cards.paying import balances, book, on, paid, provider_of, said, tell_all
from tests.payments.pages.making import tell

PAYMENTS, NOTICES = times(4, full=12), times(120, full=10_000)
SUM = 378_000
BY = Actor.system("reconcile")


def a_day(company, desk, simulator):
    """Payments, a dispute that is won, a payout that fails and one that sends its money again."""
    for _ in range(PAYMENTS):
        paid(company, desk, simulator, SUM)
    first = simulator.book.every("payment_intent")[0]["id"]
    simulator.close_dispute(simulator.dispute(first)["id"], won=True)
    failed = simulator.pay_out()
    paid(company, desk, simulator, SUM)
    simulator.fail_payout(failed["id"])
    simulator.pay_out()


def a_storm(simulator, *, seed):
    """Repeat, shuffle, forge and mistake everything that happened, until there are so many notices."""
    chance = random.Random(seed)
    foreign = [{**one, "id": f"evt_live{zlib.crc32(one['id'].encode())}", "livemode": True} for one in simulator.events]
    told: list[tuple[dict[str, Any], str | None]] = [(event, None) for event in simulator.events]
    told += [(event, "whsec_forged") for event in simulator.events + foreign]
    while len(told) < NOTICES:
        told.append((chance.choice(simulator.events), chance.choice([None, None, "whsec_forged"])))
    chance.shuffle(told)
    return told


def storm_through(shop, session, simulator, *, seed, forged=400):
    """Post a whole storm, each notice answered as it deserves, and let the worker finish what was put off."""
    for event, secret in a_storm(simulator, seed=seed):
        assert tell(shop, simulator, event, secret=secret).status_code == (forged if secret else 200)
    session.rollback()
    handle_events(session, provider_of(shop), by=BY)


def kept_notices(session):
    session.rollback()
    return session.scalar(select(func.count(WebhookEvent.id)))


def start_again(copies, session, morning):
    """Put the database back to what it was before anybody was told anything."""
    session.rollback()
    session.expunge_all()
    copies.reset(morning)


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [7, 8] if LONG else [7])
def test_a_storm_and_an_ordered_day_make_one_book(company, desk, simulator, shop, session, copies, seed):
    """10,000 notices with SRIKANDI_LONG=1; each day has a book of its own that begins with the same morning."""
    with time_machine.travel(now(), tick=False):
        a_day(company, desk, simulator)
        morning = copies.keep()
        storm_through(shop, session, simulator, seed=seed)
        stormy = book(session), said(session)
        assert list(ledger.verify(session)) == []
        assert kept_notices(session) == len(simulator.events), "each notice once, no forged one"
        tell_all(shop, simulator)
        assert (book(session), said(session)) == stormy, "told once more in order, it adds nothing"

        start_again(copies, session, morning)
        assert book(session) == [], "a book of its own"
        tell_all(shop, simulator)
        assert (book(session), said(session)) == stormy
        assert kept_notices(session) == len(simulator.events)


def payers_money(session):
    """Give every balance, a payer's free and promised money added: which months a loss takes depends on the order."""
    held = balances(session)
    names = [one for one in held if "/payer_funds/" in one or "/committed_funds/" in one]
    return sum(held.pop(one).rupiah for one in names), held


def test_a_lost_dispute_told_first_costs_what_it_costs_told_last(company, desk, simulator, shop, session, copies):
    with time_machine.travel(now(), tick=False):
        a_day(company, desk, simulator)
        second = simulator.book.every("payment_intent")[1]["id"]
        simulator.close_dispute(simulator.dispute(second)["id"], won=False)
        morning = copies.keep()
        for event in reversed(simulator.events):
            tell(shop, simulator, event)
        backwards = payers_money(session), said(session)[1]
        start_again(copies, session, morning)
        tell_all(shop, simulator)
        assert (payers_money(session), said(session)[1]) == backwards


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_payout_that_sends_again_what_came_back_is_no_strangers_money(
    company, desk, simulator, shop, session, monkeypatch, is_asked
):
    """The second payout is told first, while the book knows nothing of the one that failed; so it asks about that."""
    a_day(company, desk, simulator)
    if not is_asked:
        monkeypatch.setattr(notices, "unknown_payouts", lambda *_: [])
    tell(shop, simulator, simulator.events[-1])
    assert (on(session, desk, AccountKind.SUSPENSE) == 0) is is_asked, "unasked, it lies among strangers' money"
    if is_asked:
        alone = balances(session)
        tell_all(shop, simulator)
        assert balances(session) == alone


def test_the_comparison_sees_one_payment_that_is_missing(company, desk, simulator, shop, session, copies):
    """The control of the comparison: a day on which one payment was never told of makes another book."""
    with time_machine.travel(now(), tick=False):
        first = paid(company, desk, simulator, SUM)
        paid(company, desk, simulator, SUM)
        morning = copies.keep()
        tell_all(shop, simulator)
        whole = book(session), said(session)
        start_again(copies, session, morning)
        for event in simulator.events:
            if event["data"]["object"].get("payment_intent") != first and event["data"]["object"]["id"] != first:
                tell(shop, simulator, event)
        assert (book(session), said(session)) != whole


def test_without_verification_a_forged_storm_would_be_kept(company, desk, simulator, shop, session, monkeypatch):
    """The control of the signature: with it switched off, what the storm asserts of the kept notices fails."""
    with time_machine.travel(now(), tick=False):
        a_day(company, desk, simulator)
        monkeypatch.setattr("srikandi.payments.providers.stripe._is_signed", lambda *_: True)
        storm_through(shop, session, simulator, seed=7, forged=200)
        assert kept_notices(session) == 2 * len(simulator.events), "the notices of another mode were forged, and kept"


def kept_blindly(session, event, **_more):
    """Keep a notice without looking whether it is known, as somebody does who comes at the same instant."""
    row = WebhookEvent(provider="stripe", event_id=event.event_id, kind=event.kind, object_id=event.object_id)
    row.body = json.dumps(event.body)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.scalars(select(WebhookEvent).where(WebhookEvent.event_id == event.event_id)).one()
    return row


def without_uniqueness(session):
    """Really take the constraint out of the table."""
    operations = Operations(MigrationContext.configure(session.connection()))
    with operations.batch_alter_table("webhook_event") as table:
        table.drop_constraint("uq_webhook_event_provider_event_id")
    session.commit()


@pytest.mark.leaves_a_broken_book
@pytest.mark.parametrize("is_unique", [True, False])
def test_only_the_constraint_keeps_two_at_once_from_being_two(
    company, desk, simulator, shop, session, monkeypatch, is_unique
):
    paid(company, desk, simulator, SUM)
    if not is_unique:
        without_uniqueness(session)
    monkeypatch.setattr(payments, "keep_event", kept_blindly)
    for _ in range(2):
        tell(shop, simulator, simulator.events[-1])
    assert kept_notices(session) == (1 if is_unique else 2), "without the constraint it would be kept twice"
    monkeypatch.undo()
    settled = select(func.count(Payment.id)).where(Payment.status == PaymentStatus.SETTLED)
    assert session.scalar(settled) == 1, "and the book would still book it once"
