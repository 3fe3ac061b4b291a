"""The simulated API under `/v1`: form-encoded requests, JSON answers, idempotency keys, and trouble when asked for."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from tests.simulator.account import Account, Json, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KEPT_KEYS = 50_000
KEPT_REQUESTS = 1_000
MOST_FIELDS = 1_000
DEEPEST = 8
LARGEST_PAGE = 100
_PART = re.compile(r"\[([^\[\]]*)\]")
_LISTED = {
    "checkout/sessions": "checkout.session",
    "payment_intents": "payment_intent",
    "charges": "charge",
    "balance_transactions": "balance_transaction",
    "refunds": "refund",
    "disputes": "dispute",
    "payouts": "payout",
    "events": "event",
}


@dataclass(slots=True)
class ApiFaults:
    """How the next `times` requests go wrong: a status instead of an answer, a silence before it, or both.

    With `after` the deed is done and only the answer is lost, which is what idempotency keys are for.
    """

    times: int = 0
    status: int = 0
    hang_seconds: float = 0.0
    after: bool = False

    def take(self) -> bool:
        """Give whether this request is one that goes wrong."""
        if self.times <= 0:
            return False
        self.times -= 1
        return True


class Api:
    """Answers requests on one account."""

    def __init__(self, account: Account, *, secret_key: str, base_url: Callable[[], str]) -> None:
        """Serve this account to whoever knows the key."""
        self.account = account
        self.faults = ApiFaults()
        self.requests: deque[str] = deque(maxlen=KEPT_REQUESTS)
        self._secret_key = secret_key
        self._base_url = base_url
        self._answers: OrderedDict[str, tuple[str, int, Json]] = OrderedDict()

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        routes = Blueprint("api", __name__, url_prefix="/v1")
        routes.add_url_rule("/<path:path>", "answer", self.answer, methods=["GET", "POST"])
        return routes

    def answer(self, path: str) -> Response:
        """Answer one request, or fail as told."""
        wrong, status, hang, after = self.faults.take(), self.faults.status, self.faults.hang_seconds, self.faults.after
        if wrong and not after:
            time.sleep(hang)
            if status:
                return _json(status, {"error": {"type": "api_error", "message": "Simulated outage."}})
        made = self._once(path)
        if wrong and after:
            time.sleep(hang)
            return _json(status or 500, {"error": {"type": "api_error", "message": "The answer was lost."}})
        return made

    def _once(self, path: str) -> Response:
        """Answer a request; the same idempotency key gets the same answer."""
        if not is_authorized(self._secret_key):
            return _json(401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided."}})
        key = request.headers.get("Idempotency-Key", "") if request.method == "POST" else ""
        print_of = hashlib.sha256(path.encode() + b"\n" + request.get_data(cache=True)).hexdigest()
        with self.account.book.lock:
            self.requests.append(f"{request.method} /v1/{path}")
            if key in self._answers:
                before, status, body = self._answers[key]
                if before != print_of:
                    return _refusal(_other_body(key))
                return _json(status, body, replayed=True)
            try:
                status, body = 200, self._route(path)
            except Refused as no:
                status, body = no.status, {"error": no.error}
            except (TypeError, ValueError):
                status, body = 400, {"error": {"type": "invalid_request_error", "message": "Not understood."}}
            if key:
                self._answers[key] = (print_of, status, body)
                if len(self._answers) > KEPT_KEYS:
                    self._answers.popitem(last=False)
            return _json(status, body)

    def _route(self, path: str) -> Json:
        """Find the deed or the question a path stands for. Raises: Refused."""
        pairs = request.form if request.method == "POST" else request.args
        params = nested(pairs.items(multi=True))
        asked = params.get("expand")
        expand = [str(one) for one in asked.values()] if isinstance(asked, dict) else []
        if request.method == "POST":
            return self.account.book.shown(self._deed(path, params), expand)
        if path in _LISTED:
            return self._listed(path, params, [one.removeprefix("data.") for one in expand])
        folder, _, identifier = path.rpartition("/")
        if folder == "checkout/sessions":
            return self.account.book.shown(self.account.session(identifier), expand)
        if folder not in _LISTED:
            raise Refused(f"Unrecognized request URL (GET: /v1/{path}).", status=404)
        return self.account.book.shown(self.account.book.find(_LISTED[folder], identifier), expand)

    def _deed(self, path: str, params: Json) -> Json:
        """Do what a POST asks. Raises: Refused."""
        if path == "checkout/sessions":
            return self.account.open_session(params, self._base_url())
        if path == "refunds":
            return self.account.refund(params)
        if found := re.fullmatch(r"checkout/sessions/([A-Za-z0-9_]+)/expire", path):
            return self.account.expire(found[1])
        raise Refused(f"Unrecognized request URL (POST: /v1/{path}).", status=404)

    def _listed(self, path: str, params: Json, expand: list[str]) -> Json:
        """Give a page of objects, newest first, with the filters Stripe has for all of them."""
        rows = self.account.book.living(_LISTED[path])[::-1]
        rows = [one for one in rows if _fits(one, params)]
        if after := params.get("starting_after"):
            places = [place for place, one in enumerate(rows) if one["id"] == after]
            rows = rows[places[0] + 1 :] if places else []
        limit = min(int(str(params.get("limit", 10)) or 10), LARGEST_PAGE)
        page = [self.account.book.shown(one, expand) for one in rows[:limit]]
        return {"object": "list", "url": f"/v1/{path}", "has_more": len(rows) > limit, "data": page}


def is_authorized(secret_key: str) -> bool:
    """Give whether the request carries the account's secret key."""
    given = request.authorization
    token = (given.token or given.get("username") or "") if given else ""
    return hmac.compare_digest(token.encode(), secret_key.encode())


def nested(pairs: Iterable[tuple[str, str]]) -> Json:
    """Read `a[b][0][c]=x` into dictionaries within dictionaries. Raises: Refused."""
    result: Json = {}
    for number, (name, value) in enumerate(pairs):
        head, bracket, _ = name.partition("[")
        path = [head, *(part or str(number) for part in _PART.findall(name[len(head) :]))]
        if number >= MOST_FIELDS or len(path) > DEEPEST or (bracket and len(path) == 1):
            raise Refused("The parameters are not understood.")
        place = result
        for part in path[:-1]:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise Refused(f"Invalid hash: {head}")
        place[path[-1]] = value
    return result


def _fits(row: Json, params: Json) -> bool:
    """Give whether a row passes the filters of a list request."""
    moment = params.get("created")
    for sign_of, passes in {"gte": int.__ge__, "gt": int.__gt__, "lte": int.__le__, "lt": int.__lt__}.items():
        if isinstance(moment, dict) and sign_of in moment and not passes(row["created"], int(moment[sign_of])):
            return False
    kinds = params.get("types")
    if isinstance(kinds, dict) and row.get("type") not in kinds.values():
        return False
    names = ("payment_intent", "charge", "payout", "status", "type", "source")
    return all(row.get(name) == params[name] for name in names if name in params)


def _other_body(key: str) -> Refused:
    """Say that a key was used before for something else."""
    message = f"Keys for idempotent requests can only be used with the same parameters. Key: {key}"
    return Refused(message, kind="idempotency_error")


def _refusal(no: Refused) -> Response:
    """Write a no as JSON."""
    return _json(no.status, {"error": no.error})


def _json(status: int, body: Json, *, replayed: bool = False) -> Response:
    """Write an answer."""
    answer = Response(json.dumps(body, indent=2), status=status, content_type="application/json")
    if replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer
