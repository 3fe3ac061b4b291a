"""Who stands at the door with a code: wrong ones are counted, and the pages behind it are kept out of search engines.

A typed code that is wrong is counted in the database. A link that is wrong is asked for by GET, which writes nothing:
those are counted in the memory of the process. Both count by address, and an address over its limit opens nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, current_app, request

from srikandi import cards, clock
from srikandi.cards import CardUnknown, Door, TooManyTries
from srikandi.complaints import ComplaintUnknown
from srikandi.database import current_session
from srikandi.web.boundary import keep_refusal

MOST_MISSES, WINDOW = 20, timedelta(minutes=10)
MOST_ADDRESSES = 10_000
MEMORY = "srikandi_misses"


def kept_private(routes: Blueprint) -> Blueprint:
    """Keep every page of these routes out of search engines."""

    def say_so(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    routes.after_request(say_so)
    return routes


def check_door(door: Door) -> None:
    """Answer 429 to an address that has tried too often."""
    try:
        cards.check_tries(current_session(), door, address=_address())
    except TooManyTries:
        abort(429)


def note(door: Door) -> None:
    """Count a try that stays counted although it is refused."""
    keep_refusal()
    cards.note_try(current_session(), door, address=_address())


@contextmanager
def counting_misses(code: str) -> Iterator[None]:
    """Let a link be followed unless too many wrong codes came from here; what could be no code at all is no guess."""
    seen = _seen()
    if len(seen) >= MOST_MISSES:
        abort(429)
    try:
        yield
    except (CardUnknown, ComplaintUnknown):
        if cards.read_code(code) is not None:
            seen.append(clock.now())
        raise


def _seen() -> deque[datetime]:
    memory: dict[str, deque[datetime]] = current_app.extensions.setdefault(MEMORY, {})
    if len(memory) > MOST_ADDRESSES:
        memory.clear()
    seen = memory.setdefault(_address(), deque())
    while seen and seen[0] < clock.now() - WINDOW:
        seen.popleft()
    return seen


def _address() -> str:
    return request.remote_addr or ""
