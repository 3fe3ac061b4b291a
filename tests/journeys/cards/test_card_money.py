"""Two stories of card money: a notice that never came, and a dispute after a certificate."""

from __future__ import annotations

import pytest

from tests.journeys import steps
from tests.journeys.town import a_town, connect_cards, done, link, links, tell_webhooks, words
from tests.simulator import Simulator

EVERYTHING = "567.000"
TERMS = {"lives": "5", "months": "3"}


@pytest.fixture
def simulator():
    with Simulator() as made:
        yield made


@pytest.fixture
def town(app, session, simulator, monkeypatch):
    made = a_town(app)
    connect_cards(app, monkeypatch, simulator)
    return made


@pytest.fixture
def company(town):
    steps.import_residents(town, 12)
    steps.open_a_pool(town)
    made = steps.admit_a_company(town)
    steps.open_the_gate(town, made)
    return made


@pytest.fixture
def pledge(town, company):
    made = done(company.submit("/perusahaan/komitmen/baru", TERMS, action="/baru"))
    steps.approve_and_sign(town, made)
    return made


def pay_by_card(company, simulator, pledge):
    """The company fills in the form, pays at the provider, and comes back; gives its page of the payment."""
    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    to_provider = done(company.submit(f"{payer}/kartu", {"amount": EVERYTHING}, action="/kartu"))
    company.get(to_provider)
    simulator.pay(simulator.sessions[-1]["id"])
    return to_provider.removesuffix("/stripe") + f"?sesi={simulator.sessions[-1]['id']}"


def test_the_lost_notice(town, company, pledge, simulator):
    simulator.lose_webhooks()
    page = pay_by_card(company, simulator, pledge)
    waiting = company.get(page)
    assert "Menunggu kabar dari penyedia kartu" in words(waiting)
    assert waiting.headers["Refresh"], "the page looks again by itself"
    assert steps.funded(company, pledge) == 0

    simulator.pay_out()
    told = town.command("reconcile")
    assert (told["settled"], told["failed"]) == (1, 0)
    assert "Uang sudah diterima" in words(company.get(page))
    assert steps.funded(company, pledge) == 15
    treasurer = words(town.at("treasurer").get("/bendahara/kartu"))
    assert "Dalam perjalanan" in treasurer
    assert "Tidak ada uang di penyedia kartu" in treasurer
    assert town.command("reconcile")["settled"] == 0
    assert town.command("ledger", "verify")["ok"]


def test_the_dispute_after_a_certificate(town, company, pledge, simulator):
    pay_by_card(company, simulator, pledge)
    tell_webhooks(town, simulator)
    steps.answer_a_batch(town, steps.send_a_batch(town), rejected=set())
    certificate = steps.newest_certificate(company)
    assert "dibayar dan aktif 5 " in words(town.visitor().get(certificate))

    found = simulator.dispute(simulator.book.every("payment_intent")[-1]["id"])
    tell_webhooks(town, simulator)
    shown = words(town.visitor().get(certificate))
    assert "disengketakan" in shown, "a stranger who scans it reads why"
    treasurer = town.at("treasurer")
    dispute = link(treasurer, "/bendahara/kartu", r"/bendahara/kartu/sengketa/\d+")
    assert "Kirim buktinya kepada penyedia kartu" in words(treasurer.get(dispute))

    simulator.close_dispute(found["id"], won=False)
    tell_webhooks(town, simulator)
    lost = words(treasurer.get(dispute))
    assert "Pengelola menanggung Rp189.000" in lost, "five people had used their first month"
    typed = {"owner": "Kepala Dinas Sosial", "note": "Ditagih ulang lewat transfer bank."}
    done(treasurer.submit(dispute, typed, action="/penanggung-jawab"))
    assert "Kepala Dinas Sosial" in words(treasurer.get(dispute))
    assert "dicabut" in words(town.visitor().get(certificate))
    assert town.command("ledger", "verify")["ok"]


def test_the_dispute_that_is_won_after_a_certificate(town, company, pledge, simulator):
    pay_by_card(company, simulator, pledge)
    tell_webhooks(town, simulator)
    steps.answer_a_batch(town, steps.send_a_batch(town), rejected=set())
    certificate = steps.newest_certificate(company)
    found = simulator.dispute(simulator.book.every("payment_intent")[-1]["id"])
    tell_webhooks(town, simulator)
    simulator.close_dispute(found["id"], won=True)
    tell_webhooks(town, simulator)
    renewed = steps.newest_certificate(company)
    assert renewed != certificate
    assert "dibayar dan aktif 5 " in words(town.visitor().get(renewed))
    page = town.at("treasurer").get("/bendahara/kartu")
    assert links(page, r"/bendahara/kartu/sengketa/\d+")
