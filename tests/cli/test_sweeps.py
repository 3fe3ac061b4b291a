"""While the worker waits for the card provider or the mail server, nobody who saves has to wait for the worker."""

from __future__ import annotations

from contextvars import Context

import pytest
from flask import current_app
from sqlalchemy import select

from srikandi import messages, payments
from srikandi.cli import work
from srikandi.database import current_session
from srikandi.messages import Message
from srikandi.payments import Payment, PaymentStatus, WebhookEvent
from srikandi.payments.providers import connected
from srikandi.payments.providers.stripe import StripeCheckout
from srikandi.programme.receiving import look_up, work_event
from tests.payments.pages.making import as_, enrol, paying_at, tell
from tests.payments.receiving.making import a_desk
from tests.simulator import Simulator


@pytest.fixture
def noted():
    return []


@pytest.fixture
def waiting_notices(app, session):
    """Two payments are made while the provider answers no question, so both notices wait for the sweep."""
    desk = a_desk(session)
    enrol(session, desk)
    with Simulator() as simulator, paying_at(app, simulator) as shop:
        company = as_(shop, desk.scene.officer)
        for rupiah in ("37.800", "75.600"):
            address = f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu"
            company.get(company.submit(address, {"amount": rupiah}, action="/kartu").headers["Location"])
        for one in list(simulator.sessions):
            simulator.pay(one["id"])
        simulator.fail_api()
        paid = [one for one in simulator.events if one["type"] == "checkout.session.completed"]
        assert [tell(shop, simulator, one).status_code for one in paid] == [200, 200]
        simulator.behave()
        yield shop


def swept(app, *sweeps):
    Context().run(work.sweep, app, sweeps)


def watch(monkeypatch, target, name, noted):
    really = getattr(target, name)

    def ask(*args, **more):
        noted.append(current_session().in_transaction())
        return really(*args, **more)

    monkeypatch.setattr(target, name, ask)


def delivered(app):
    def deliver():
        with app.app_context():
            return messages.deliver_all(current_session(), "smtp://127.0.0.1:1")

    return Context().run(deliver)


def statuses(session):
    session.rollback()
    return sorted(session.scalars(select(Payment.status).order_by(Payment.id)))


def test_the_sweep_asks_the_provider_with_no_transaction_open(waiting_notices, session, noted, monkeypatch):
    watch(monkeypatch, StripeCheckout, "read", noted)
    session.rollback()
    swept(waiting_notices, work._handle_events)
    assert (noted, statuses(session)) == ([False, False], [PaymentStatus.SETTLED] * 2)


def test_inside_the_usual_unit_the_worker_would_hold_the_writer(waiting_notices, session, noted, monkeypatch):
    watch(monkeypatch, StripeCheckout, "read", noted)
    session.rollback()
    swept(waiting_notices, as_one_unit)
    assert (noted, statuses(session)) == ([True, True], [PaymentStatus.SETTLED] * 2)


def as_one_unit(session):
    provider = connected(current_app.extensions["srikandi"].stripe)
    for event_id in payments.waiting_events(session):
        looked = look_up(provider, payments.locked_event(session, event_id))
        work_event(session, event_id, looked, is_live=provider.is_live, by=work.WORKER)


def test_a_notice_that_breaks_holds_up_no_other(waiting_notices, session, monkeypatch):
    really = payments.note_settled
    broken: list[int] = []

    def breaking(session, payment, **more):
        if not broken:
            broken.append(payment.id)
            raise ValueError("a mistake of ours")
        return really(session, payment, **more)

    monkeypatch.setattr(payments, "note_settled", breaking)
    session.rollback()
    swept(waiting_notices, work._handle_events)
    assert statuses(session) == [PaymentStatus.CLAIMED, PaymentStatus.SETTLED]
    assert sorted(str(one) for one in session.scalars(select(WebhookEvent.outcome))) == ["ValueError", "settled"]


def test_letters_leave_with_no_transaction_open_and_only_once(app, session, noted, monkeypatch):
    messages.write(session, "a@contoh.example", kind="tes", subject="Satu", body="Isi")
    messages.write(session, "b@contoh.example", kind="tes", subject="Dua", body="Isi")
    session.commit()
    monkeypatch.setattr("srikandi.messages.post_office.deliver", lambda *_, **__: None)
    watch(monkeypatch, messages.post_office, "deliver", noted)
    assert [delivered(app), delivered(app)] == [2, 0]
    assert noted == [False, False]
    session.rollback()
    assert all(one.sent_at for one in session.scalars(select(Message)))
