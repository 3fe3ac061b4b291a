"""Stripe is asked in our own words, and nothing it or anybody else sends can do more than be refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from srikandi.errors import Refusal
from srikandi.money import Money
from srikandi.payments.providers import (
    LARGEST_PAYMENT,
    AmountNotPayable,
    CheckoutOrder,
    CheckoutProvider,
    CheckoutStatus,
    OrderChanged,
    PageUnavailable,
    ProviderUnavailable,
    RefundNotPossible,
    RefundOrder,
    RefundStatus,
    StripeCheckout,
    UnknownAtProvider,
)
from srikandi.payments.providers.readings import rupiah_of
from srikandi.settings import StripeSettings
from tests.payments.loopback import listening
from tests.simulator import Simulator

NOW = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
ORDER = CheckoutOrder(
    payment_id=7,
    reference="SRK7Q4MK2HJ",
    amount=Money(37_800),
    description="Iuran JKN 1 jiwa-bulan",
    success_url="http://shop.example/kembali?s={CHECKOUT_SESSION_ID}",
    cancel_url="http://shop.example/batal",
    email="keuangan@perusahaan.example",
)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as made:
        yield made


@pytest.fixture
def provider(simulator: Simulator) -> StripeCheckout:
    return asking(simulator.base_url, key=simulator.secret_key, signing=simulator.webhook_secret)


def asking(address: str, *, key: str = "sk_test_x", signing: str = "whsec_x", seconds: float = 5.0) -> StripeCheckout:
    return StripeCheckout(StripeSettings(key, (signing,), address), timeout_seconds=seconds, retries=0)


def test_it_is_a_checkout_provider(provider):
    port: CheckoutProvider = provider
    assert port is provider


def test_a_page_is_opened_with_our_row_and_the_sum_in_hundredths(provider, simulator):
    link = provider.begin(ORDER)
    (session,) = simulator.sessions
    assert (link.provider_reference, link.url, link.livemode) == (session["id"], session["url"], False)
    assert (session["amount_total"], session["currency"]) == (3_780_000, "idr")
    assert session["metadata"] == {"srikandi_payment": "7", "reference": "SRK7Q4MK2HJ"}
    assert (session["client_reference_id"], session["locale"]) == ("SRK7Q4MK2HJ", "id")
    assert link.expires_at.tzinfo is UTC


def test_the_same_row_opens_one_page_however_often_it_is_asked(provider, simulator):
    assert provider.begin(ORDER) == provider.begin(ORDER)
    assert len(simulator.sessions) == 1
    provider.begin(replace(ORDER, payment_id=8))
    assert len(simulator.sessions) == 2, "control: another row is another page"


def test_the_same_row_with_another_sum_is_refused(provider, simulator):
    provider.begin(ORDER)
    with pytest.raises(OrderChanged):
        provider.begin(replace(ORDER, amount=Money(37_900)))
    assert len(simulator.sessions) == 1


def test_a_lost_answer_is_asked_for_again_and_opens_no_second_page(simulator):
    stubborn = StripeCheckout(StripeSettings(simulator.secret_key, (), simulator.base_url), retries=2)
    simulator.fail_api(times=2, after=True)
    link = stubborn.begin(ORDER)
    assert [session["id"] for session in simulator.sessions] == [link.provider_reference]


@pytest.mark.parametrize("rupiah", [-1, 0, LARGEST_PAYMENT.rupiah + 1])
def test_a_sum_no_card_can_carry_is_refused_before_anybody_is_asked(provider, simulator, rupiah):
    with pytest.raises(AmountNotPayable):
        provider.begin(replace(ORDER, amount=Money(rupiah)))
    assert not simulator.api.requests


def test_the_largest_sum_is_taken(provider):
    link = provider.begin(replace(ORDER, amount=LARGEST_PAYMENT))
    assert provider.read(link.provider_reference).amount == LARGEST_PAYMENT


def test_a_payment_is_read_back_unpaid_paid_and_expired(provider, simulator):
    link = provider.begin(ORDER)
    before = provider.read(link.provider_reference)
    assert (before.status, before.payment_id, before.fee, before.paid_at) == (CheckoutStatus.UNPAID, 7, None, None)
    simulator.pay(link.provider_reference)
    after = provider.read(link.provider_reference)
    assert (after.status, after.amount, after.currency, after.livemode) == (
        CheckoutStatus.PAID,
        Money(37_800),
        "idr",
        False,
    )
    assert after.fee == Money(3_097), "Rp3.096,20 rounded up"
    assert after.payment_intent is not None
    assert after.paid_at is not None
    assert provider.read(after.payment_intent) == after
    other = provider.begin(replace(ORDER, payment_id=8))
    simulator.expire(other.provider_reference)
    assert provider.read(other.provider_reference).status is CheckoutStatus.EXPIRED


def test_a_declined_card_leaves_the_payment_unpaid(provider, simulator):
    link = provider.begin(ORDER)
    simulator.decline(link.provider_reference)
    assert provider.read(link.provider_reference).status is CheckoutStatus.UNPAID


@pytest.mark.parametrize(("currency", "minor"), [("usd", 3_780_000), ("idr", 3_780_050)])
def test_what_is_no_whole_rupiah_is_never_called_money(provider, simulator, currency, minor):
    link = provider.begin(ORDER)
    simulator.pay(link.provider_reference, currency=currency, amount=minor)
    seen = provider.read(link.provider_reference)
    assert (seen.status, seen.amount, seen.is_rupiah) == (CheckoutStatus.PAID, None, False)
    assert (seen.currency, seen.amount_minor) == (currency, minor)


@pytest.mark.parametrize(
    ("minor", "currency", "money"),
    [
        (3_780_000, "idr", Money(37_800)),
        (3_780_000, "IDR", Money(37_800)),
        (0, "idr", Money(0)),
        (-100, "idr", Money(-1)),
        (3_780_001, "idr", None),
        (3_780_000, "jpy", None),
        (10**18, "idr", None),
    ],
)
def test_hundredths_become_rupiah_or_nothing(minor, currency, money):
    assert rupiah_of(minor, currency) == money


@pytest.mark.parametrize("reference", ["", "cs_test_unknown", "pi_unknown", "../v1/refunds", "ch_1", "cs_\x00", "cs_ü"])
def test_an_unknown_reference_is_not_found(provider, reference):
    with pytest.raises(UnknownAtProvider):
        provider.read(reference)


def test_money_goes_back_once_and_never_more_than_came(provider, simulator):
    link = provider.begin(ORDER)
    intent = simulator.pay(link.provider_reference)["payment_intent"]
    order = RefundOrder(3, intent, Money(800))
    first = provider.refund(order)
    assert (first.status, first.amount) == (RefundStatus.SUCCEEDED, Money(800))
    assert provider.refund(order) == first
    assert provider.read(link.provider_reference).refunded == Money(800)
    for wrong in (
        RefundOrder(4, intent, Money(37_001)),
        RefundOrder(5, intent, Money(0)),
        RefundOrder(6, "pi_unknown", Money(1)),
    ):
        with pytest.raises(RefundNotPossible):
            provider.refund(wrong)
    with pytest.raises(OrderChanged):
        provider.refund(replace(order, amount=Money(900)))
    assert provider.read(link.provider_reference).refunded == Money(800)


def test_a_dispute_shows_when_the_payment_is_read(provider, simulator):
    link = provider.begin(ORDER)
    simulator.dispute(simulator.pay(link.provider_reference)["payment_intent"])
    assert provider.read(link.provider_reference).disputed


def test_everything_that_happened_can_be_asked_for_without_any_webhook(provider, simulator):
    simulator.lose_webhooks()
    links = [provider.begin(replace(ORDER, payment_id=number)) for number in range(1, 121)]
    for link in links:
        simulator.pay(link.provider_reference)
    simulator.refund(simulator.sessions[0]["payment_intent"])
    seen = provider.events_since(datetime.now(UTC) - timedelta(hours=1))
    assert [event.object_id for event in seen[:120]] == [link.provider_reference for link in links]
    assert [event.payment_id for event in seen] == [*range(1, 121), None, 1]
    assert seen[-1].kind == "charge.refunded"
    assert provider.events_since(datetime.now(UTC) + timedelta(hours=1)) == []


def test_a_page_of_the_other_mode_is_refused():
    with Simulator(livemode=True) as live, pytest.raises(PageUnavailable):
        asking(live.base_url, key=live.secret_key).begin(ORDER)


def every_question(provider: StripeCheckout) -> None:
    """Ask everything; each must be refused as unavailable."""
    with pytest.raises(PageUnavailable, match="Tidak ada uang yang ditarik; coba lagi atau pilih transfer bank"):
        provider.begin(ORDER)
    with pytest.raises(ProviderUnavailable):
        provider.read("cs_test_1")
    with pytest.raises(ProviderUnavailable):
        provider.read("pi_1")
    with pytest.raises(ProviderUnavailable):
        provider.refund(RefundOrder(1, "pi_1", Money(1)))
    with pytest.raises(ProviderUnavailable):
        provider.events_since(NOW)


def test_nobody_listening_is_a_refusal():
    every_question(asking("http://127.0.0.1:9"))


@pytest.mark.parametrize("status", [500, 503, 429, 409])
def test_an_outage_is_a_refusal(simulator, provider, status):
    simulator.fail_api(status=status)
    every_question(provider)


def test_a_wrong_key_is_a_refusal(simulator):
    every_question(asking(simulator.base_url, key="sk_test_wrong"))


def test_silence_ends_in_a_refusal_within_the_time_allowed(simulator):
    simulator.hang_api(1.0, times=1)
    with pytest.raises(PageUnavailable):
        asking(simulator.base_url, key=simulator.secret_key, seconds=0.2).begin(ORDER)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b"{}",
        b"7",
        b"<html>",
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 400 + b"1" + b"}" * 400,
        b'{"object":"list","data":[[]],"has_more":false}',
        b'{"object":"list","data":7}',
        b'{"id":"cs_test_1","object":"checkout.session","livemode":false,"url":7,"expires_at":1}',
        b'{"id":"cs_test_1","object":"checkout.session","livemode":false,"url":"javascript:x","expires_at":1}',
    ],
)
def test_an_answer_of_no_known_shape_is_a_refusal(body):
    with listening(200, body=body) as strange:
        provider = asking(strange.url)
        with pytest.raises(PageUnavailable):
            provider.begin(ORDER)
        for question in (
            lambda: provider.read("cs_test_1"),
            lambda: provider.read("pi_1"),
            lambda: provider.refund(RefundOrder(1, "pi_1", Money(1))),
            lambda: provider.events_since(NOW),
        ):
            with pytest.raises(Refusal):
                question()
