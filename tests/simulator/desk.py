"""What a browser and a test may touch: the Checkout page, and the control desk that makes things go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request

from tests.simulator.account import Json, Refused
from tests.simulator.api import is_authorized

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as AnyResponse

    from tests.simulator.handle import Simulator

_WEBHOOK_FAULTS = ("lose", "hold", "forge", "repeat", "delay_seconds")
_API_FAULTS = ("times", "status", "hang_seconds", "after")


class Desk:
    """The pages of one simulator."""

    def __init__(self, simulator: Simulator, *, merchant: str, secret_key: str) -> None:
        """Show this simulator."""
        self.simulator = simulator
        self._merchant = merchant
        self._secret_key = secret_key

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        routes = Blueprint("desk", __name__)
        routes.add_url_rule("/c/pay/<session_id>", "page", self.page, methods=["GET"])
        routes.add_url_rule("/c/pay/<session_id>", "decide", self.decide, methods=["POST"])
        routes.add_url_rule("/_control", "control", self.control, methods=["POST"])
        routes.add_url_rule("/_alive", "alive", lambda: "ok\n", methods=["GET"])
        return routes

    def page(self, session_id: str) -> Response:
        """Show the Checkout page."""
        return self._shown(session_id, notice=None)

    def decide(self, session_id: str) -> AnyResponse:
        """Do what the person at the page chose, and send them back to the shop."""
        try:
            found = self.simulator.account.session(session_id)
            if request.form.get("choice") == "pay":
                self.simulator.pay(session_id)
                return redirect(found["success_url"].replace("{CHECKOUT_SESSION_ID}", session_id), 303)
            if request.form.get("choice") == "fail":
                self.simulator.decline(session_id)
                return self._shown(session_id, notice="Kartu ditolak bank (simulasi). Anda bisa mencoba lagi.")
        except Refused:
            return self._shown(session_id, notice=None)
        return redirect(found["cancel_url"].replace("{CHECKOUT_SESSION_ID}", session_id), 303)

    def _shown(self, session_id: str, *, notice: str | None) -> Response:
        """Write the page with a policy that allows its own style and nothing else."""
        try:
            found: Json | None = self.simulator.account.session(session_id)
        except Refused:
            found = None
        facts = {"session": found, "merchant": self._merchant, "notice": notice}
        page = render_template("checkout.html", **facts, amount=_written(found), test=session_id[:8] != "cs_live_")
        answer = Response(page, status=200 if found else 404)
        origins = {_origin(found[name]) for name in ("success_url", "cancel_url")} if found else set()
        answer.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action {' '.join([chr(39) + 'self' + chr(39), *sorted(origins)])}"
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def control(self) -> Response:
        """Set faults and do deeds: `{"webhooks": {...}, "api": {...}, "do": "pay", "id": "..."}`."""
        if not is_authorized(self._secret_key):
            return _answer({"error": "secret key required"}, 401)
        order = request.get_json(silent=True)
        if not isinstance(order, dict):
            return _answer({"error": "a JSON object is expected"}, 400)
        try:
            self._set(order)
            made = self._do(order)
        except Refused as no:
            return _answer({"error": no.error}, no.status)
        except (TypeError, ValueError, KeyError) as wrong:
            return _answer({"error": str(wrong)}, 400)
        return _answer({"ok": True, "made": made}, 200)

    def _set(self, order: dict[str, Any]) -> None:
        """Take over the faults an order names. Raises: ValueError."""
        targets = (
            ("webhooks", self.simulator.courier.faults, _WEBHOOK_FAULTS),
            ("api", self.simulator.api.faults, _API_FAULTS),
        )
        for section, target, known in targets:
            for name, value in dict(order.get(section, {})).items():
                if name not in known or not isinstance(value, bool | int | float):
                    raise ValueError(f"unknown fault {section}.{name}")
                setattr(target, name, value)

    def _do(self, order: dict[str, Any]) -> Json | None:
        """Do the deed an order names, if any. Raises: Refused, ValueError."""
        deed = order.get("do")
        if deed is None:
            return None
        subject, account = str(order.get("id", "")), self.simulator.account
        deeds: dict[str, Callable[[], Json | None]] = {
            "pay": lambda: account.pay(subject, currency=order.get("currency"), amount=order.get("amount")),
            "decline": lambda: account.decline(subject),
            "expire": lambda: account.expire(subject),
            "refund": lambda: account.refund({"payment_intent": subject, "amount": order.get("amount")}),
            "dispute": lambda: self.simulator.dispute(subject),
            "close_dispute": lambda: account.close_dispute(subject, won=bool(order.get("won"))),
            "pay_out": account.pay_out,
            "fail_payout": lambda: account.fail_payout(subject),
            "release": lambda: self._released(order),
        }
        return deeds[deed]()

    def _released(self, order: dict[str, Any]) -> None:
        """Let held webhooks go."""
        self.simulator.release_webhooks(seed=order.get("seed"), backwards=bool(order.get("backwards")))


def _written(session: Json | None) -> str:
    """Write a session's amount as people read it."""
    if session is None:
        return ""
    whole, rest = divmod(session["amount_total"], 100)
    figure = f"{whole:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
    return f"Rp{figure}" if session["currency"] == "idr" else f"{session['currency'].upper()} {figure}"


def _origin(url: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _answer(body: Json, status: int) -> Response:
    """Write JSON with a status."""
    made: Response = jsonify(body)
    made.status_code = status
    return made
