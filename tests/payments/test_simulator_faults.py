"""The simulated provider goes wrong in every way it is told to, and only then."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.payments.asked import SESSION, call, control, opened
from tests.payments.loopback import listening
from tests.simulator import Simulator, sign


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as made:
        yield made


def test_webhooks_are_signed_and_in_order(simulator):
    with listening() as heard:
        simulator.deliver_webhooks_to(f"{heard.url}/webhooks/stripe")
        simulator.pay(opened(simulator))
        assert simulator.wait_until_quiet()
        assert [json.loads(body)["id"] for body, _ in heard.posts] == [event["id"] for event in simulator.events]
        for body, header in heard.posts:
            assert header == sign(body, simulator.webhook_secret, int(header[2:].partition(",")[0]))


def test_an_unheard_webhook_is_sent_again(simulator):
    simulator.courier._retry_seconds = (0.01, 0.01, 0.01)
    with listening(500, 503, 200) as heard:
        simulator.deliver_webhooks_to(heard.url)
        simulator.expire(opened(simulator))
        assert simulator.wait_until_quiet()
    assert [attempt.status for attempt in simulator.attempts] == [500, 503, 200]
    assert len({body for body, _ in heard.posts}) == 1


def test_webhooks_are_lost_repeated_forged_delayed_and_disordered_when_told_so(simulator):
    with listening() as heard:
        simulator.deliver_webhooks_to(heard.url)

        def told(*, settle: bool = True) -> list[str]:
            heard.posts.clear()
            simulator.expire(opened(simulator))
            assert simulator.wait_until_quiet() or not settle
            return [header for _, header in heard.posts]

        simulator.lose_webhooks()
        assert told() == []
        simulator.behave()
        simulator.repeat_webhooks(3)
        assert len(told()) == 3
        simulator.behave()
        simulator.delay_webhooks(0.05)
        assert len(told()) == 1
        simulator.behave()
        simulator.forge_webhooks()
        (forged,) = told()
        assert forged != sign(heard.posts[0][0], simulator.webhook_secret, int(forged[2:].partition(",")[0]))
        simulator.behave()
        simulator.hold_webhooks()
        heard.posts.clear()
        simulator.pay(opened(simulator))
        assert heard.posts == []
        simulator.release_webhooks(backwards=True)
        assert simulator.wait_until_quiet()
        kinds = [json.loads(body)["type"] for body, _ in heard.posts]
        assert kinds == ["checkout.session.completed", "payment_intent.succeeded", "charge.succeeded"]


def test_the_control_desk_sets_faults_and_does_deeds(simulator):
    session_id = opened(simulator)
    assert control(simulator, {"api": {"times": 1, "status": 503}})[0] == 200
    assert call(simulator, "/v1/events")[0] == 503
    assert call(simulator, "/v1/events")[0] == 200
    assert control(simulator, {"webhooks": {"lose": True}, "do": "pay", "id": session_id})[0] == 200
    intent = simulator.sessions[0]["payment_intent"]
    assert control(simulator, {"do": "refund", "id": intent, "amount": 100})[1]["made"]["amount"] == 100
    disputed = control(simulator, {"do": "dispute", "id": intent})[1]["made"]
    assert control(simulator, {"do": "close_dispute", "id": disputed["id"]})[1]["made"]["status"] == "lost"
    for wrong in ({"api": {"colour": 1}}, {"do": "dance"}, {"do": "pay", "id": session_id}, {"api": 3}):
        assert control(simulator, wrong)[0] == 400


def test_an_answer_can_be_lost_after_the_deed_is_done(simulator):
    simulator.fail_api(times=1, after=True)
    assert call(simulator, "/v1/checkout/sessions", SESSION, Idempotency_Key="k")[0] == 500
    status, body = call(simulator, "/v1/checkout/sessions", SESSION, Idempotency_Key="k")
    assert (status, [body["id"]]) == (200, [one["id"] for one in simulator.sessions])


def test_its_memory_is_bounded():
    with Simulator() as simulator:
        simulator.book.capacity = 3
        ids = [opened(simulator) for _ in range(5)]
        assert [one["id"] for one in simulator.sessions] == ids[2:]


def test_browsers_may_reach_the_page_at_another_address():
    with Simulator(public_url="https://bayar.example/") as simulator:
        session_id = opened(simulator)
        assert simulator.sessions[0]["url"] == f"https://bayar.example/c/pay/{session_id}"


def test_the_same_seed_gives_the_same_ids():
    with Simulator(seed=4) as one, Simulator(seed=4) as two:
        assert opened(one) == opened(two)


def test_it_runs_as_a_program_and_stops_when_asked():
    command = [sys.executable, "-m", "tests.simulator", "--port", "0", "--webhook-secret", "whsec_x"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as run:
        assert run.stdout is not None
        line = run.stdout.readline()
        assert "tidak ada uang sungguhan" in line
        address = urlsplit(line.split()[-1]).netloc
        asked = http.client.HTTPConnection(address, timeout=10)
        asked.request("GET", "/_alive")
        assert asked.getresponse().read() == b"ok\n"
        asked.close()
        run.send_signal(signal.SIGTERM)
        assert run.wait(timeout=10) == 0
