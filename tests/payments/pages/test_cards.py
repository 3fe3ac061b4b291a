"""Paying by card, from the form to the book, with a provider that misbehaves."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select

from srikandi import ledger, pledges
from srikandi.audit import Actor
from srikandi.clock import now
from srikandi.ledger import AccountKey, AccountKind, Journal
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, WebhookEvent
from srikandi.payments.providers import connected
from srikandi.programme.receiving import handle_events, recover
from tests.payments.pages.making import as_, tell

LIFE_MONTH = 37_800


def begin(company, desk, rupiah=226_800, *, follow=True):
    """Fill in the form, and go where it leads."""
    address = f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu"
    sent = company.submit(address, {"amount": f"{rupiah:,}".replace(",", ".")}, action="/kartu")
    return company.get(sent.headers["Location"]) if follow and sent.status_code == 303 else sent


def provider_of(shop):
    provider = connected(shop.extensions["srikandi"].stripe)
    assert provider is not None
    return provider


def test_a_sum_no_page_takes_is_refused_before_a_payment_is_written_down(company, desk, session):
    refused = begin(company, desk, 10_000_000_000)
    assert (refused.status_code, "Pilih transfer bank" in refused.text) == (422, True)
    assert session.scalar(select(func.count(Payment.id))) == 0


def payment_in(session):
    session.rollback()
    return session.scalars(select(Payment)).one()


def received(session, desk):
    session.rollback()
    return pledges.payers_of(session, desk.pledge.id)[0].received


def test_the_form_leads_to_the_payment_page_and_says_simulation(company, desk, simulator, session):
    page = company.get(f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu")
    assert "Simulasi" in page.text
    assert f"form-action 'self' {simulator.base_url};" in page.headers["Content-Security-Policy"]
    assert 'value="453.600"' in page.text
    answer = begin(company, desk)
    assert answer.headers["Location"] == simulator.sessions[0]["url"]
    assert simulator.sessions[0]["amount_total"] == 22_680_000
    assert payment_in(session).status is PaymentStatus.CLAIMED


def test_a_signed_notice_settles_and_funds(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    for event in simulator.events:
        assert tell(shop, simulator, event).status_code == 200
    paid = payment_in(session)
    assert (paid.status, paid.amount) == (PaymentStatus.SETTLED, Money(226_800))
    committed = AccountKey(AccountKind.COMMITTED_FUNDS, desk.scene.district_id, desk.scene.company_id, desk.pledge.id)
    assert ledger.balance(session, committed) == Money(226_800)
    assert list(ledger.verify(session)) == []
    shown = company.get(f"/perusahaan/pembayaran/{paid.uid}")
    assert "Uang sudah diterima" in shown.text


def test_the_payer_is_credited_in_full_and_the_operator_bears_the_fee(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    tell(shop, simulator, simulator.events[-1])
    fee = ledger.balance(session, AccountKey(AccountKind.PROVIDER_FEES, desk.scene.district_id))
    clearing = ledger.balance(session, AccountKey(AccountKind.PROVIDER_CLEARING, desk.scene.district_id))
    assert fee > Money(0)
    assert clearing == Money(226_800) - fee
    assert received(session, desk) == Money(226_800)


def test_a_forged_notice_is_refused_and_not_kept(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    forged = tell(shop, simulator, simulator.events[-1], secret="whsec_forged")
    stale = tell(shop, simulator, simulator.events[-1], at=1)
    naked = shop.test_client().post("/webhooks/stripe", data=b"{}")
    assert [one.status_code for one in (forged, stale, naked)] == [400, 400, 400]
    session.rollback()
    assert session.scalar(select(func.count(WebhookEvent.id))) == 0
    assert payment_in(session).status is PaymentStatus.CLAIMED


def test_without_looking_at_signatures_a_forged_notice_would_be_kept(
    company, desk, simulator, shop, session, monkeypatch
):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    monkeypatch.setattr("srikandi.payments.providers.stripe._is_signed", lambda *_: True)
    assert tell(shop, simulator, simulator.events[-1], secret="whsec_forged").status_code == 200
    session.rollback()
    assert session.scalar(select(func.count(WebhookEvent.id))) == 1


def test_what_a_true_notice_says_is_not_booked_what_the_provider_says_is(company, desk, simulator, shop, session):
    begin(company, desk)
    lie = simulator.account.session(simulator.sessions[0]["id"])
    event = {
        "id": "evt_lie",
        "object": "event",
        "type": "checkout.session.completed",
        "created": int(now().timestamp()),
        "livemode": False,
        "data": {"object": {**lie, "payment_status": "paid", "status": "complete"}},
    }
    assert tell(shop, simulator, event).status_code == 200
    assert payment_in(session).status is PaymentStatus.CLAIMED


def test_only_this_one_address_needs_no_form_token(company, desk, shop):
    answer = company.post(f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu", {"amount": "37800"})
    assert answer.status_code == 400


def test_a_second_click_makes_one_payment_and_another_sum_is_refused(company, desk, simulator, session):
    form = company._form(f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu", {"amount": ""}, "/kartu")
    sent = {**form.fields, "amount": "37.800"}
    first, second = company.post(form.action, sent), company.post(form.action, sent)
    assert first.headers["Location"] == second.headers["Location"]
    other = company.post(form.action, {**sent, "amount": "75.600"})
    assert (other.status_code, "isi yang lain" in other.text) == (422, True)
    assert payment_in(session).amount == Money(37_800)
    company.get(first.headers["Location"])
    company.get(first.headers["Location"])
    assert len(simulator.sessions) == 1


def test_a_lost_notice_is_recovered_by_the_payer(company, desk, simulator, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    page = f"/perusahaan/pembayaran/{payment_in(session).uid}"
    answer = company.submit(f"{page}?sesi={simulator.sessions[0]['id']}", action="/periksa")
    assert (answer.status_code, payment_in(session).status) == (303, PaymentStatus.SETTLED)


def test_a_payer_who_never_came_back_can_still_check(company, desk, simulator, session):
    begin(company, desk)
    page = f"/perusahaan/pembayaran/{payment_in(session).uid}"
    waiting = company.submit(page, action="/periksa", follow=True)
    assert "Belum ada pembayaran yang masuk" in waiting.text
    simulator.pay(simulator.sessions[0]["id"])
    company.submit(page, action="/periksa")
    assert payment_in(session).status is PaymentStatus.SETTLED


def test_somebody_elses_session_settles_nothing(company, desk, simulator, session):
    begin(company, desk)
    first = payment_in(session)
    begin(company, desk, 37_800)
    simulator.pay(simulator.sessions[1]["id"])
    answer = company.submit(f"/perusahaan/pembayaran/{first.uid}?sesi={simulator.sessions[1]['id']}", action="/periksa")
    assert answer.status_code == 404
    session.rollback()
    assert session.get_one(Payment, first.id).status is PaymentStatus.CLAIMED


def test_a_lost_notice_is_recovered_by_reconciling(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    result = shop.test_cli_runner().invoke(args=["reconcile", "--json"])
    assert result.exit_code == 0, result.output
    assert '"settled": 1' in result.output
    assert payment_in(session).status is PaymentStatus.SETTLED
    again = shop.test_cli_runner().invoke(args=["reconcile", "--json"])
    assert '"settled": 0' in again.output


def test_when_the_provider_is_down_the_notice_waits_for_the_sweep(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    simulator.fail_api()
    assert tell(shop, simulator, simulator.events[-1]).status_code == 200
    assert payment_in(session).status is PaymentStatus.CLAIMED
    simulator.behave()
    assert handle_events(session, provider_of(shop), by=Actor.system("sweep")) == ["settled"]
    session.commit()
    assert payment_in(session).status is PaymentStatus.SETTLED


@pytest.mark.parametrize("change", [{"currency": "usd"}, {"amount": 22_680_001}])
def test_another_currency_or_sen_is_kept_and_ignored(company, desk, simulator, shop, session, change):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"], **change)
    tell(shop, simulator, simulator.events[-1])
    assert session.scalars(select(WebhookEvent)).one().outcome.startswith("ignored: currency")
    assert payment_in(session).status is PaymentStatus.CLAIMED


def test_an_expired_page_ends_the_payment(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.expire(simulator.sessions[0]["id"])
    tell(shop, simulator, simulator.events[-1])
    assert payment_in(session).status is PaymentStatus.DROPPED


def test_a_dispute_shows_and_money_stands_as_receivable(company, desk, simulator, shop, session):
    begin(company, desk)
    paid = simulator.pay(simulator.sessions[0]["id"])
    simulator.dispute(paid["payment_intent"])
    for event in reversed(simulator.events):
        tell(shop, simulator, event)
    assert payment_in(session).status is PaymentStatus.DISPUTED
    owed = AccountKey(AccountKind.CHARGEBACK_RECEIVABLE, desk.scene.district_id)
    assert ledger.balance(session, owed) == Money(226_800)


def test_unused_money_that_is_given_back_leaves_the_book(company, desk, simulator, shop, session):
    begin(company, desk, 30_000)
    paid = simulator.pay(simulator.sessions[0]["id"])
    tell(shop, simulator, simulator.events[-1])
    simulator.refund(paid["payment_intent"])
    tell(shop, simulator, simulator.events[-1])
    assert payment_in(session).status is PaymentStatus.REFUNDED
    assert received(session, desk) == Money(0)


def standing(session):
    """Give what stands on every account."""
    session.rollback()
    return {row.account.code: row.balance for row in ledger.trial_balance(session).rows}


def storm(company, desk, simulator, count):
    for place in range(count):
        begin(company, desk, LIFE_MONTH * (1 + place % 3) + place)
    for one in list(simulator.sessions):
        simulator.pay(one["id"])


def test_a_storm_of_notices_leaves_the_book_as_an_ordered_run_does(company, desk, simulator, shop, session):
    storm(company, desk, simulator, 5)
    events = [event for event in simulator.events for _ in range(3)]
    random.Random(7).shuffle(events)
    for event in events:
        assert tell(shop, simulator, event).status_code == 200
    stormy, journals = standing(session), session.scalar(select(func.count(Journal.id)))
    for event in simulator.events:
        tell(shop, simulator, event)
    assert (standing(session), session.scalar(select(func.count(Journal.id)))) == (stormy, journals)
    paid = sum(LIFE_MONTH * (1 + place % 3) + place for place in range(5))
    assert received(session, desk) == Money(paid)
    assert list(ledger.verify(session)) == []


def test_without_an_account_there_is_no_card_to_choose(app, desk):
    alone = as_(app, desk.scene.officer)
    assert alone.get(f"/perusahaan/pembayaran/baru/{desk.payer.id}/kartu").status_code == 409
    assert app.test_client().post("/webhooks/stripe", data=b"{}").status_code == 404


def test_recovering_twice_keeps_each_notice_once(company, desk, simulator, shop, session):
    begin(company, desk)
    simulator.pay(simulator.sessions[0]["id"])
    provider = provider_of(shop)
    asked = {"since": now().replace(hour=0, minute=0), "by": Actor.system("reconcile")}
    first, second = (recover(session, provider, **asked) for _ in range(2))
    assert (first.new, first.settled, second.new, second.settled) == (first.told, 1, 0, 0)
