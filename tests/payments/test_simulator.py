"""The simulated provider speaks as Stripe does, and its page says that no money moves."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator

import pytest

from tests.payments.asked import SESSION, ask, call, control, opened
from tests.simulator import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as made:
        yield made


def test_a_session_is_opened_read_listed_and_expired(simulator):
    session_id = opened(simulator)
    _, read = call(simulator, f"/v1/checkout/sessions/{session_id}")
    assert (read["amount_total"], read["currency"], read["payment_status"], read["status"]) == (
        3_780_000,
        "idr",
        "unpaid",
        "open",
    )
    assert read["url"] == f"{simulator.base_url}/c/pay/{session_id}"
    assert not [name for name in read if name.startswith("_")]
    _, listed = call(simulator, "/v1/checkout/sessions?limit=1")
    assert [one["id"] for one in listed["data"]] == [session_id]
    assert call(simulator, f"/v1/checkout/sessions/{session_id}/expire", {})[1]["status"] == "expired"
    assert call(simulator, f"/v1/checkout/sessions/{session_id}/expire", {})[0] == 400
    assert [event["type"] for event in simulator.events] == ["checkout.session.expired"]


def test_a_stranger_without_the_key_is_told_nothing(simulator):
    assert call(simulator, "/v1/events", Authorization="Bearer sk_test_other")[0] == 401
    assert control(simulator, {"do": "pay_out"}, key="sk_test_other")[0] == 401
    basic = base64.b64encode(f"{simulator.secret_key}:".encode()).decode()
    assert call(simulator, "/v1/events", Authorization=f"Basic {basic}")[0] == 200


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(simulator):
    first = call(simulator, "/v1/checkout/sessions", SESSION, Idempotency_Key="k1")
    status, headers, body = ask(simulator, "/v1/checkout/sessions", SESSION, Idempotency_Key="k1")
    assert (status, json.loads(body)) == first
    assert headers["Idempotent-Replayed"] == "true"
    other = SESSION | {"line_items[0][price_data][unit_amount]": "3780100"}
    status, answer = call(simulator, "/v1/checkout/sessions", other, Idempotency_Key="k1")
    assert (status, answer["error"]["type"]) == (400, "idempotency_error")
    assert len(simulator.sessions) == 1


def test_without_a_key_every_request_opens_a_session_of_its_own(simulator):
    assert opened(simulator) != opened(simulator)


def test_one_key_asked_by_many_at_once_opens_one_session(simulator):
    ids: list[str] = []

    def open_one() -> None:
        ids.append(call(simulator, "/v1/checkout/sessions", SESSION, Idempotency_Key="k")[1]["id"])

    threads = [threading.Thread(target=open_one) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(ids) == 12
    assert len(set(ids)) == 1 == len(simulator.sessions)


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "subscription"},
        {"success_url": "javascript:alert(1)"},
        {"line_items[0][price_data][unit_amount]": "-5"},
        {"line_items[0][price_data][unit_amount]": "1000000000000"},
        {"line_items[0][price_data][unit_amount]": "12.5"},
        {"line_items[0][price_data]": "x"},
        {"line_items[0]": "x"},
        {"line_items": "x"},
        {"mode[" + "][".join("abcdefghij") + "]": "deep"},
        {"expires_at": "1"},
    ],
)
def test_a_request_it_does_not_understand_is_a_400(simulator, change):
    status, body = call(simulator, "/v1/checkout/sessions", SESSION | change)
    assert (status, body["error"]["type"]) == (400, "invalid_request_error")


def test_unknown_things_are_404(simulator):
    for path in ("/v1/checkout/sessions/cs_test_x", "/v1/charges/ch_x", "/v1/nothing", "/v1/refunds/re_x"):
        assert call(simulator, path)[0] == 404


def test_paying_makes_intent_charge_fee_and_three_events(simulator):
    session_id = opened(simulator)
    simulator.pay(session_id)
    path = f"/v1/checkout/sessions/{session_id}?expand[]=payment_intent.latest_charge.balance_transaction"
    _, read = call(simulator, path)
    charge = read["payment_intent"]["latest_charge"]
    moved = charge["balance_transaction"]
    assert read["payment_status"] == "paid"
    assert read["payment_intent"]["metadata"] == {"srikandi_payment": "7"}
    assert (moved["amount"], moved["fee"], moved["net"]) == (3_780_000, 309_620, 3_470_380)
    assert call(simulator, f"/v1/payment_intents/{read['payment_intent']['id']}")[1]["latest_charge"] == charge["id"]
    assert call(simulator, f"/v1/charges/{charge['id']}")[1]["balance_transaction"] == moved["id"]
    kinds = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]
    assert [event["type"] for event in simulator.events] == kinds
    event = simulator.events[-1]
    assert call(simulator, f"/v1/events/{event['id']}")[1] == event
    _, listed = call(simulator, "/v1/events?types[]=charge.succeeded")
    assert [one["type"] for one in listed["data"]] == ["charge.succeeded"]


def test_refunds_never_exceed_what_was_paid(simulator):
    session_id = opened(simulator)
    intent = simulator.pay(session_id)["payment_intent"]
    part = {"payment_intent": intent, "amount": "1000000"}
    assert call(simulator, "/v1/refunds", part)[1]["status"] == "succeeded"
    assert call(simulator, "/v1/refunds", part | {"amount": "2780001"})[0] == 400
    assert call(simulator, "/v1/refunds", {"payment_intent": intent})[1]["amount"] == 2_780_000
    assert call(simulator, "/v1/refunds", part)[1]["error"]["code"] == "charge_already_refunded"


def test_a_dispute_takes_the_money_and_a_won_one_brings_it_back(simulator):
    intent = simulator.pay(opened(simulator))["payment_intent"]
    found = simulator.dispute(intent)
    simulator.close_dispute(found["id"], won=True)
    kinds = [event["type"] for event in simulator.events[3:]]
    assert kinds == [
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
    ]
    balance = call(simulator, "/v1/balance_transactions")[1]["data"]
    assert sum(one["net"] for one in balance) == 3_470_380 - 15_000_000


def test_a_payout_carries_every_movement_before_it_exactly_once(simulator):
    simulator.pay(opened(simulator))
    first = simulator.pay_out()
    assert first["amount"] == 3_470_380
    _, inside = call(simulator, f"/v1/balance_transactions?payout={first['id']}")
    assert sum(one["net"] for one in inside["data"]) == 0
    assert control(simulator, {"do": "pay_out"})[0] == 400


def test_lists_are_paged_newest_first(simulator):
    ids = [opened(simulator) for _ in range(5)][::-1]
    _, first = call(simulator, "/v1/checkout/sessions?limit=3")
    assert ([one["id"] for one in first["data"]], first["has_more"]) == (ids[:3], True)
    _, second = call(simulator, f"/v1/checkout/sessions?limit=3&starting_after={ids[2]}")
    assert ([one["id"] for one in second["data"]], second["has_more"]) == (ids[3:], False)


def test_the_page_says_it_is_a_simulation_and_runs_no_script(simulator):
    session_id = opened(simulator)
    status, headers, body = ask(simulator, f"/c/pay/{session_id}")
    page = body.decode()
    assert status == 200
    for words in ("tidak ada uang sungguhan", "Rp37.800", "Srikandi JKN", "Bayar", "Gagal", "Batal", "&lt;b&gt;JKN"):
        assert words in page
    assert "<script" not in page
    assert "style=" not in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "http://shop.example" in headers["Content-Security-Policy"]
    assert ask(simulator, "/static/checkout.css")[0] == 200
    assert ask(simulator, "/c/pay/cs_test_nothing")[0] == 404


def test_the_page_sends_the_payer_back_with_the_outcome(simulator):
    session_id = opened(simulator)
    path = f"/c/pay/{session_id}"
    assert ask(simulator, path, {"choice": "cancel"})[1]["Location"] == "http://shop.example/batal"
    status, _, body = ask(simulator, path, {"choice": "fail"})
    assert (status, b"ditolak" in body) == (200, True)
    status, headers, _ = ask(simulator, path, {"choice": "pay"})
    assert (status, headers["Location"]) == (303, f"http://shop.example/kembali?s={session_id}")
    assert "sudah selesai" in ask(simulator, path, {"choice": "pay"})[2].decode()
    kinds = [event["type"] for event in simulator.events]
    assert kinds.count("checkout.session.completed") == 1
    assert "payment_intent.payment_failed" in kinds


def test_a_session_ends_by_itself(simulator):
    session_id = opened(simulator)
    simulator.book.find("checkout.session", session_id)["expires_at"] = 1
    assert "Waktu membayar sudah lewat" in ask(simulator, f"/c/pay/{session_id}")[2].decode()
    assert call(simulator, f"/v1/checkout/sessions/{session_id}")[1]["status"] == "expired"
