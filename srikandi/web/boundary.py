"""Around every request: its number, its transaction, its answer's headers.

A safe method reads in a transaction that cannot write. An unsafe one is kept if its answer is below 400, else dropped.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, g, request
from flask.wrappers import Response
from sqlalchemy.orm import Session

from srikandi.database import current_session, unit_of_work
from srikandi.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIRST_REFUSAL = 400
SELF = ("'self'",)
UNTOUCHED_ENDPOINTS = frozenset({"static", "bootstrap.static", "public.health.healthz", "webhooks.stripe.receive"})
"""The webhook works in two steps of its own: a notice is kept for good before anything is done with it."""


def number_request() -> None:
    """Give this request the number that its log lines, audit rows and error page carry."""
    g.request_id = secrets.token_hex(6)


def open_work() -> None:
    """Begin the request's transaction, reading or writing."""
    if request.endpoint in UNTOUCHED_ENDPOINTS:
        return
    g.work_stack = ExitStack()
    g.work = g.work_stack.enter_context(unit_of_work(current_session(), write=request.method not in SAFE_METHODS))


def close_work(response: Response) -> Response:
    """Keep or drop what the request did, before its answer leaves."""
    work, stack = g.pop("work", None), g.pop("work_stack", None)
    if work is not None and stack is not None:
        if response.status_code >= FIRST_REFUSAL and not g.get("keeps_refusal", False):
            work.drop()
        stack.close()
    for deed in g.pop("deeds_afterwards", ()):
        with unit_of_work(current_session()):
            deed(current_session())
    return response


def afterwards(deed: Callable[[Session], None]) -> None:
    """Do this in a work of its own once the request's is over: a GET that is refused may be counted, never more."""
    g.setdefault("deeds_afterwards", []).append(deed)


def keep_refusal() -> None:
    """Keep what this request wrote although it is refused: a counted try to sign in is itself a fact."""
    g.keeps_refusal = True


def abandon_work(_error: BaseException | None = None) -> None:
    """Let go of a transaction that no answer has closed."""
    work, stack = g.pop("work", None), g.pop("work_stack", None)
    if work is not None and stack is not None:
        work.drop()
        stack.close()


def close_uploads(_error: BaseException | None = None) -> None:
    """Let go of what was uploaded: a large file lies on the disk until it is closed."""
    request.close()


@contextmanager
def asking_outside() -> Iterator[None]:
    """Ask somebody beyond this machine with no transaction open, so that a slow answer keeps no writer waiting.

    Rows read before are read anew afterwards. Nothing may have been written yet: it would be dropped.
    """
    abandon_work()
    try:
        yield
    finally:
        open_work()


def csp_nonce() -> str:
    """Give the one-time word that lets this answer's own scripts run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def secure(response: Response) -> Response:
    """Tell the browser how little this page may do."""
    nonce, targets, workers = csp_nonce(), " ".join(g.get("form_targets", SELF)), g.get("worker_source", "'none'")
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action {targets}; worker-src {workers}; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def install(app: Flask, settings: Settings) -> None:
    """Put the boundary around every view of this application."""
    app.before_request(number_request)
    app.before_request(open_work)
    app.after_request(close_work)
    app.after_request(secure)
    app.teardown_request(abandon_work)
    app.teardown_request(close_uploads)
    if settings.is_https:
        app.after_request(_only_https)


def _only_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response
