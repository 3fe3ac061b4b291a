"""A notice is believed only when it is signed, fresh and readable; everything else is a refusal and nothing else."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stripe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srikandi.money import Money
from srikandi.payments.providers import (
    CheckoutOrder,
    StripeCheckout,
    VerifiedEvent,
    WebhookFlaw,
    WebhookRefused,
)
from srikandi.settings import StripeSettings
from tests.simulator import Simulator, sign

NOW = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
SECRET = "whsec_first"
NEXT_SECRET = "whsec_second"
ORDER = CheckoutOrder(
    payment_id=7,
    reference="SRK7Q4MK2HJ",
    amount=Money(37_800),
    description="Iuran JKN 1 jiwa-bulan",
    success_url="http://shop.example/kembali?s={CHECKOUT_SESSION_ID}",
    cancel_url="http://shop.example/batal",
    email="keuangan@perusahaan.example",
)
EVENT: dict[str, Any] = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "created": int(NOW.timestamp()),
    "livemode": False,
    "data": {
        "object": {
            "id": "cs_test_1",
            "object": "checkout.session",
            "payment_intent": "pi_1",
            "metadata": {"srikandi_payment": "7"},
        }
    },
}
WORDS = json.dumps(EVENT).encode()


LISTENER = StripeCheckout(StripeSettings("sk_test_x", (SECRET, NEXT_SECRET), "http://127.0.0.1:9"))


def flaw_of(payload: bytes, signature: str | None, now: datetime = NOW) -> WebhookFlaw:
    with pytest.raises(WebhookRefused) as caught:
        LISTENER.verify_webhook(payload, signature, now=now)
    return caught.value.flaw


def signed_at(moment: datetime, payload: bytes = WORDS, secret: str = SECRET) -> str:
    return sign(payload, secret, int(moment.timestamp()))


def test_a_true_notice_says_where_to_look():
    event = LISTENER.verify_webhook(WORDS, signed_at(NOW), now=NOW)
    assert (event.event_id, event.kind, event.livemode) == ("evt_1", "checkout.session.completed", False)
    assert (event.object_id, event.payment_intent, event.payment_id) == ("cs_test_1", "pi_1", 7)
    assert event.occurred_at == NOW


def test_both_secrets_are_good_while_one_is_being_replaced():
    for secret in (SECRET, NEXT_SECRET):
        assert LISTENER.verify_webhook(WORDS, signed_at(NOW, secret=secret), now=NOW).event_id == "evt_1"
    assert flaw_of(WORDS, signed_at(NOW, secret="whsec_old")) is WebhookFlaw.BAD_SIGNATURE


def test_without_a_secret_nothing_is_true():
    nobody = StripeCheckout(StripeSettings("sk_test_x", ("",), None))
    with pytest.raises(WebhookRefused):
        nobody.verify_webhook(WORDS, signed_at(NOW, secret=" "), now=NOW)


def test_every_event_of_the_simulator_is_true_and_a_forged_one_is_not():
    with Simulator() as simulator:
        provider = StripeCheckout(StripeSettings(simulator.secret_key, (simulator.webhook_secret,), simulator.base_url))
        intent = simulator.pay(provider.begin(ORDER).provider_reference)["payment_intent"]
        simulator.refund(intent, amount=100)
    assert len(simulator.events) == 5
    for event in simulator.events:
        true = simulator.signed(event)
        seen = provider.verify_webhook(true.payload, true.signature, now=datetime.now(UTC))
        assert (seen.event_id, seen.payment_intent) == (event["id"], intent)
        forged = simulator.signed(event, secret="whsec_forged")
        with pytest.raises(WebhookRefused):
            provider.verify_webhook(forged.payload, forged.signature, now=datetime.now(UTC))


def test_a_changed_byte_is_refused():
    header = signed_at(NOW)
    for place in range(0, len(WORDS), 7):
        changed = WORDS[:place] + bytes([WORDS[place] ^ 1]) + WORDS[place + 1 :]
        assert flaw_of(changed, header) is WebhookFlaw.BAD_SIGNATURE


@pytest.mark.parametrize(
    ("apart", "flaw"),
    [
        (-301, WebhookFlaw.TOO_OLD),
        (-86_400, WebhookFlaw.TOO_OLD),
        (301, WebhookFlaw.FROM_THE_FUTURE),
        (10 * 365 * 86_400, WebhookFlaw.FROM_THE_FUTURE),
    ],
)
def test_a_notice_from_another_time_is_refused(apart, flaw):
    assert flaw_of(WORDS, signed_at(NOW + timedelta(seconds=apart))) is flaw


@pytest.mark.parametrize("apart", [-300, 0, 300])
def test_a_notice_within_five_minutes_is_taken(apart):
    assert LISTENER.verify_webhook(WORDS, signed_at(NOW + timedelta(seconds=apart)), now=NOW).event_id == "evt_1"


def test_control_the_library_alone_takes_a_notice_from_years_ahead_and_raises_what_it_likes():
    ahead = signed_at(datetime.now(UTC) + timedelta(days=3_650))
    assert stripe.Webhook.construct_event(WORDS, ahead, SECRET, api_key="sk_test_x")["id"] == "evt_1"
    with pytest.raises(TypeError):
        stripe.Webhook.construct_event(WORDS, signed_at(NOW).partition(",")[0] + ",v1=ü", SECRET, api_key="sk_test_x")


@pytest.mark.parametrize(
    ("signature", "flaw"),
    [
        (None, WebhookFlaw.NO_SIGNATURE),
        ("", WebhookFlaw.NO_SIGNATURE),
        ("ü", WebhookFlaw.BAD_SIGNATURE),
        ("t=1", WebhookFlaw.BAD_SIGNATURE),
        ("t=1,v1=ü", WebhookFlaw.BAD_SIGNATURE),
        ("t=٣,v1=" + "0" * 64, WebhookFlaw.BAD_SIGNATURE),
        ("t=" + "9" * 5_000 + ",v1=" + "0" * 64, WebhookFlaw.BAD_SIGNATURE),
        ("t=1,t=2,v1=" + "0" * 64, WebhookFlaw.BAD_SIGNATURE),
        ("t=1," + ",".join(["v1=" + "0" * 64] * 17), WebhookFlaw.BAD_SIGNATURE),
        ("t=1,v0=" + "0" * 64, WebhookFlaw.BAD_SIGNATURE),
        ("\x00" * 10, WebhookFlaw.BAD_SIGNATURE),
    ],
)
def test_a_strange_header_is_refused(signature, flaw):
    assert flaw_of(WORDS, signature) is flaw


def test_spaces_and_other_schemes_in_the_header_do_no_harm():
    moment, _, mac = signed_at(NOW).partition(",")
    header = f"{moment}, v0={'1' * 64}, v1={'0' * 64}, {mac}"
    assert LISTENER.verify_webhook(WORDS, header, now=NOW).event_id == "evt_1"


def test_a_header_with_two_moments_is_refused_although_one_of_them_is_signed():
    assert flaw_of(WORDS, signed_at(NOW) + ",t=2") is WebhookFlaw.BAD_SIGNATURE


def test_too_long_a_body_is_refused_unread():
    long = b" " * (512 * 1024 + 1)
    assert flaw_of(long, signed_at(NOW, long)) is WebhookFlaw.TOO_LARGE


@pytest.mark.parametrize(
    "payload",
    [
        b"[]",
        b"null",
        b"7",
        b"{}",
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        WORDS.replace(b'"evt_1"', b"7"),
        WORDS.replace(b'"evt_1"', b'"evt_\\u0000"'),
        WORDS.replace(b'"evt_1"', b'"evt_' + b"x" * 300 + b'"'),
        WORDS.replace(b'"cs_test_1"', b"null"),
        WORDS.replace(b'"pi_1"', b'{"id": "pi_1"}'),
        WORDS.replace(b"false", b"0"),
        WORDS.replace(b'"created": ', b'"created": 1e400, "other": '),
        WORDS.replace(b'"created": ', b'"created": 99999999999999999999, "other": '),
        WORDS.replace(b'"created": ', b'"created": NaN, "other": '),
        WORDS.replace(b'"created": ', b'"created": ' + b"9" * 5_000 + b', "other": '),
        WORDS.replace(b'"object": "event"', b'"object": "v2.core.event"'),
    ],
)
def test_a_signed_notice_of_no_known_shape_is_refused(payload):
    assert flaw_of(payload, signed_at(NOW, payload)) is WebhookFlaw.UNREADABLE


@pytest.mark.parametrize("row", ["0", "-1", "x", "9" * 30, "٣", ""])
def test_a_row_that_cannot_be_ours_is_no_row(row):
    body = json.loads(WORDS)
    body["data"]["object"]["metadata"]["srikandi_payment"] = row
    payload = json.dumps(body).encode()
    assert LISTENER.verify_webhook(payload, signed_at(NOW, payload), now=NOW).payment_id is None


LENIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADERS = st.none() | st.text(max_size=200) | st.from_regex(r"t=[0-9]{1,14}(,v[01]=[0-9a-f]{64}){0,3}", fullmatch=True)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@LENIENT
@given(payload=st.binary(max_size=500) | st.just(WORDS), signature=HEADERS)
def test_garbage_is_refused_and_nothing_else(payload, signature):
    flaw_of(payload, signature)


@LENIENT
@given(body=JSONS)
def test_signed_garbage_is_refused_and_nothing_else(body):
    payload = json.dumps(body).encode()
    assert flaw_of(payload, signed_at(NOW, payload)) is WebhookFlaw.UNREADABLE


@LENIENT
@given(name=st.sampled_from(["id", "type", "created", "livemode", "data", "object"]), value=JSONS)
def test_a_signed_event_with_one_strange_field_is_read_or_refused(name, value):
    payload = json.dumps(EVENT | {name: value}).encode()
    seen: VerifiedEvent | None = None
    with suppress(WebhookRefused):
        seen = LISTENER.verify_webhook(payload, signed_at(NOW, payload), now=NOW)
    assert seen is None or seen.event_id.startswith("evt_")
