"""The simulated provider's memory: objects by kind, newest last, bounded, behind one lock."""

from __future__ import annotations

import copy
import random
import string
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]
API_VERSION = "2026-10-28.endive"
_SIGNS = string.ascii_letters + string.digits
_KIND_OF_PREFIX = {
    "cs": "checkout.session",
    "pi": "payment_intent",
    "ch": "charge",
    "txn": "balance_transaction",
    "re": "refund",
    "du": "dispute",
    "po": "payout",
    "evt": "event",
}


class Refused(Exception):
    """The provider's no, in its own shape."""

    def __init__(self, message: str, *, status: int = 400, code: str | None = None, kind: str | None = None) -> None:
        """Keep what the answer will say; `kind` is Stripe's error type."""
        super().__init__(message)
        self.status = status
        self.error: Json = {"type": kind or "invalid_request_error", "message": message}
        if code is not None:
            self.error["code"] = code


class NoSuchObject(Refused):
    """The provider knows no object of that id."""

    def __init__(self, identifier: str) -> None:
        """Answer 404 as Stripe does."""
        super().__init__(f"No such object: '{identifier}'", status=404, code="resource_missing")


def public(found: Json) -> Json:
    """Give a copy of an object without what only the simulator knows."""
    return {name: copy.deepcopy(value) for name, value in found.items() if not name.startswith("_")}


class Book:
    """Objects of the simulated account. Every public method takes the lock; callers hold it for longer deeds."""

    def __init__(self, *, livemode: bool = False, seed: int | None = None, capacity: int = 50_000) -> None:
        """Begin empty. A `seed` makes the ids of two runs equal."""
        self.lock = threading.RLock()
        self.livemode = livemode
        self.capacity = capacity
        self.listeners: list[Callable[[Json], None]] = []
        self._random = random.Random(seed) if seed is not None else random.SystemRandom()
        self._objects: dict[str, OrderedDict[str, Json]] = {kind: OrderedDict() for kind in _KIND_OF_PREFIX.values()}

    def new(self, prefix: str, **fields: object) -> Json:
        """Add an object with an id of its own, a moment and a mode; the oldest of its kind gives way when full."""
        with self.lock:
            mode = "live" if self.livemode else "test"
            signs = "".join(self._random.choice(_SIGNS) for _ in range(24))
            identifier = f"cs_{mode}_{signs}" if prefix == "cs" else f"{prefix}_{signs}"
            kind = _KIND_OF_PREFIX[prefix]
            made: Json = {"id": identifier, "object": kind, "created": int(time.time()), "livemode": self.livemode}
            made.update(fields)
            shelf = self._objects[kind]
            shelf[identifier] = made
            if len(shelf) > self.capacity:
                shelf.popitem(last=False)
            return made

    def find(self, kind: str, identifier: str) -> Json:
        """Give the living object. Raises: NoSuchObject."""
        with self.lock:
            found = self._objects[kind].get(identifier)
            if found is None:
                raise NoSuchObject(identifier)
            return found

    def every(self, kind: str) -> list[Json]:
        """Give copies of all objects of a kind, oldest first."""
        with self.lock:
            return [copy.deepcopy(one) for one in self._objects[kind].values()]

    def living(self, kind: str) -> list[Json]:
        """Give the objects of a kind themselves, for deeds that change them."""
        with self.lock:
            return list(self._objects[kind].values())

    def shown(self, found: Json, expand: list[str]) -> Json:
        """Give a copy of an object in which the named paths are objects instead of ids."""
        with self.lock:
            answer = public(found)
            for path in expand:
                self._expand(answer, path.split("."))
            return answer

    def _expand(self, holder: Json, path: list[str]) -> None:
        """Replace ids along one path, as far as it leads."""
        name, rest = path[0], path[1:]
        value = holder.get(name)
        if isinstance(value, str):
            kind = _KIND_OF_PREFIX.get(value.partition("_")[0])
            if kind is None:
                raise Refused(f"This property cannot be expanded ({name}).")
            value = holder[name] = copy.deepcopy(self.find(kind, value))
        if rest and isinstance(value, dict):
            self._expand(value, rest)

    def tell(self, kind: str, subject: Json) -> Json:
        """Record that something happened to an object, as it is now, and tell who listens."""
        with self.lock:
            event = self.new(
                "evt",
                api_version=API_VERSION,
                type=kind,
                data={"object": public(subject)},
                pending_webhooks=1,
                request={"id": None, "idempotency_key": None},
            )
            for listener in self.listeners:
                listener(copy.deepcopy(event))
            return event
