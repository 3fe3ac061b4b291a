"""While the card provider thinks, nobody else waits: no transaction is open when it is asked."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from sqlalchemy import select

from srikandi.database import current_session
from srikandi.payments import Payment, PaymentStatus
from srikandi.payments.providers.stripe import StripeCheckout
from tests.payments.pages.making import as_, enrol, paying_at
from tests.payments.receiving.making import a_desk
from tests.simulator import Simulator


@pytest.fixture
def simulator():
    with Simulator() as made:
        yield made


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def open_while_asked(monkeypatch):
    """Note of each question to the provider whether a transaction was open."""
    noted = []

    def watching(name):
        really = getattr(StripeCheckout, name)

        def ask(*args):
            noted.append(current_session().in_transaction())
            return really(*args)

        monkeypatch.setattr(StripeCheckout, name, ask)

    watching("begin")
    watching("read")
    return noted


def paid_and_checked(app, desk, simulator, session):
    with paying_at(app, simulator) as shop:
        company = as_(shop, desk.scene.officer)
        sent = company.submit(
            f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu", {"amount": "226.800"}, action="/kartu"
        )
        company.get(sent.headers["Location"])
        simulator.pay(simulator.sessions[0]["id"])
        session.rollback()
        payment = session.scalars(select(Payment)).one()
        answer = company.submit(f"/perusahaan/pembayaran/{payment.uid}", action="/periksa")
        session.rollback()
        return answer.status_code, session.get_one(Payment, payment.id).status


def test_no_transaction_is_open_while_the_provider_is_asked(app, desk, simulator, session, open_while_asked):
    assert paid_and_checked(app, desk, simulator, session) == (303, PaymentStatus.SETTLED)
    assert (set(open_while_asked), len(open_while_asked)) == ({False}, 3)


def test_without_letting_go_the_writer_would_wait_for_the_provider(
    app, desk, simulator, session, open_while_asked, monkeypatch
):
    monkeypatch.setattr("srikandi.web.company.payments.asking_outside", nullcontext)
    paid_and_checked(app, desk, simulator, session)
    assert any(open_while_asked)
