"""Telling the shop what happened: signed HTTP posts, repeated until heard, and every way in which they go wrong."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import queue
import random
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.simulator.account import Json

KEPT_ATTEMPTS = 20_000
ANSWER_SECONDS = 20
FORGED_SECRET = "whsec_forged"


@dataclass(frozen=True, slots=True)
class SignedEvent:
    """An event as it travels: the exact bytes and the header that vouches for them."""

    event_id: str
    payload: bytes
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the post."""
        return {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": self.signature}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver: the status answered, 0 when nobody did."""

    event_id: str
    kind: str
    status: int


@dataclass(slots=True)
class WebhookFaults:
    """How deliveries go wrong; the defaults are a good day."""

    lose: bool = False
    hold: bool = False
    forge: bool = False
    repeat: int = 1
    delay_seconds: float = 0.0


def sign(payload: bytes, secret: str, at: int | None = None) -> str:
    """Give the Stripe-Signature header of these bytes at a moment, now when none is named."""
    moment = int(time.time()) if at is None else at
    mac = hmac.new(secret.encode(), b"%d." % moment + payload, hashlib.sha256).hexdigest()
    return f"t={moment},v1={mac}"


class Courier:
    """Delivers events to one address in the background, in order unless told otherwise."""

    def __init__(
        self, *, url: str | None, secret: str, retry_seconds: tuple[float, ...] = (1, 2, 4, 8, 16, 32)
    ) -> None:
        """Deliver to `url`, or to nobody; try again after each of `retry_seconds`."""
        self.url = url
        self.secret = secret
        self.faults = WebhookFaults()
        self.attempts: deque[Attempt] = deque(maxlen=KEPT_ATTEMPTS)
        self._retry_seconds = retry_seconds
        self._held: list[Json] = []
        self._queue: queue.SimpleQueue[tuple[Json, int] | None] = queue.SimpleQueue()
        self._pending = 0
        self._quiet = threading.Condition()
        self._timers: set[threading.Timer] = set()
        self._worker = threading.Thread(target=self._work, name="courier", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._worker.start()

    def stop(self) -> None:
        """Stop; what is still waiting is lost."""
        with self._quiet:
            timers = list(self._timers)
        for timer in timers:
            timer.cancel()
        self._queue.put(None)
        self._worker.join(timeout=ANSWER_SECONDS)

    def take(self, event: Json) -> None:
        """Accept an event for delivery, as the faults of the moment will have it."""
        if self.url is None or self.faults.lose:
            return
        if self.faults.hold:
            self._held.append(event)
            return
        for _ in range(max(1, self.faults.repeat)):
            self._soon(event, tries=0, seconds=self.faults.delay_seconds)

    def release(self, *, seed: int | None = None, backwards: bool = False) -> None:
        """Let held events go: in order, backwards, or shuffled by a seed."""
        self.faults.hold = False
        going, self._held = self._held, []
        if backwards:
            going.reverse()
        if seed is not None:
            random.Random(seed).shuffle(going)
        for event in going:
            self.take(event)

    def signed(self, event: Json, *, at: int | None = None, secret: str | None = None) -> SignedEvent:
        """Give the bytes and header of an event."""
        payload = json.dumps(event, indent=2).encode()
        return SignedEvent(event["id"], payload, sign(payload, secret or self.secret, at))

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is under way. Gives whether it became quiet in time."""
        with self._quiet:
            return self._quiet.wait_for(lambda: self._pending == 0, timeout=seconds)

    def _soon(self, event: Json, *, tries: int, seconds: float) -> None:
        """Queue a delivery, at once or after a while."""
        with self._quiet:
            self._pending += 1
            if seconds <= 0:
                self._queue.put((event, tries))
                return
            timer = threading.Timer(seconds, self._queue.put, [(event, tries)])
            timer.daemon = True
            self._timers = {one for one in self._timers if one.is_alive()} | {timer}
            timer.start()

    def _work(self) -> None:
        """Deliver one after the other until told to stop."""
        while (job := self._queue.get()) is not None:
            event, tries = job
            status = self._post(event)
            self.attempts.append(Attempt(event["id"], event["type"], status))
            if not http.client.OK <= status < http.client.MULTIPLE_CHOICES and tries < len(self._retry_seconds):
                self._soon(event, tries=tries + 1, seconds=self._retry_seconds[tries])
            with self._quiet:
                self._pending -= 1
                self._quiet.notify_all()

    def _post(self, event: Json) -> int:
        """Post one event. Gives the status, 0 when nobody answered."""
        parts = urlsplit(self.url or "")
        sealed = self.signed(event, secret=FORGED_SECRET if self.faults.forge else None)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        line = kind(parts.netloc, timeout=ANSWER_SECONDS)
        try:
            line.request("POST", parts.path or "/", body=sealed.payload, headers=sealed.headers)
            answer = line.getresponse()
            answer.read(65_536)
        except (OSError, http.client.HTTPException):
            return 0
        else:
            return answer.status
        finally:
            line.close()
