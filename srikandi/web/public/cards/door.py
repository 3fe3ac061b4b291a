"""Who stands at the door with a code: wrong ones are counted, and the pages behind it are kept out of search engines.

A typed code that is wrong is counted in the work that refuses it. A link that is wrong is asked for by GET, which
writes nothing: it is counted once the answer is ready, in a work of its own. Both count by address, and an address over
its limit opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, abort, request

from srikandi import cards, throttles
from srikandi.cards import CardUnknown
from srikandi.complaints import ComplaintUnknown
from srikandi.database import current_session
from srikandi.throttles import Gate
from srikandi.web.boundary import afterwards, keep_refusal


def kept_private(routes: Blueprint) -> Blueprint:
    """Keep every page of these routes out of search engines."""

    def say_so(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    routes.after_request(say_so)
    return routes


def check_door(gate: Gate) -> None:
    """Answer 429 to an address that has tried too often."""
    if throttles.is_full(current_session(), gate, _address()):
        abort(429)


def note(gate: Gate) -> None:
    """Count a try that stays counted although it is refused."""
    keep_refusal()
    throttles.count(current_session(), gate, _address())


@contextmanager
def counting_misses(code: str) -> Iterator[None]:
    """Let a link be followed unless too many wrong codes came from here; what could be no code at all is no guess."""
    check_door(Gate.LINK)
    try:
        yield
    except (CardUnknown, ComplaintUnknown):
        if cards.read_code(code) is not None:
            address = _address()
            afterwards(lambda session: throttles.count(session, Gate.LINK, address))
        raise


def _address() -> str:
    return request.remote_addr or ""
