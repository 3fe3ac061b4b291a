"""Asking the simulator over plain HTTP, as a shop would."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.simulator import Simulator

SESSION = {
    "mode": "payment",
    "success_url": "http://shop.example/kembali?s={CHECKOUT_SESSION_ID}",
    "cancel_url": "http://shop.example/batal",
    "client_reference_id": "SRK7Q4MK2HJ",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "idr",
    "line_items[0][price_data][unit_amount]": "3780000",
    "line_items[0][price_data][product_data][name]": "Iuran <b>JKN</b>",
    "metadata[srikandi_payment]": "7",
    "payment_intent_data[metadata][srikandi_payment]": "7",
}


def ask(
    simulator: Simulator, path: str, form: dict[str, str] | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Send a GET, or a POST when there is a form."""
    line = http.client.HTTPConnection(urlsplit(simulator.base_url).netloc, timeout=20)
    sent = {"Authorization": f"Bearer {simulator.secret_key}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    if form is None:
        line.request("GET", path, headers=sent)
    else:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", path, body=urlencode(form), headers=kind | sent)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, dict(answer.headers), body


def call(simulator: Simulator, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, Any]:
    status, _, body = ask(simulator, path, form, **headers)
    return status, json.loads(body)


def control(simulator: Simulator, order: object, key: str | None = None) -> tuple[int, Any]:
    line = http.client.HTTPConnection(urlsplit(simulator.base_url).netloc, timeout=20)
    headers = {"Authorization": f"Bearer {key or simulator.secret_key}", "Content-Type": "application/json"}
    line.request("POST", "/_control", body=json.dumps(order), headers=headers)
    answer = line.getresponse()
    status, body = answer.status, json.loads(answer.read())
    line.close()
    return status, body


def opened(simulator: Simulator, **changes: str) -> str:
    status, body = call(simulator, "/v1/checkout/sessions", SESSION | changes)
    assert status == 200, body
    return str(body["id"])
