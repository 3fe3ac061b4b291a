"""One JSON line an answer: what was asked for by whom, how it ended, how long it took; never an address or an identity.

Keys are an allow-list. The route's template is logged, not the address; the actor's number and role, not the name.
"""

from __future__ import annotations

import logging
import sys
import time

import structlog
from flask import Flask, g, request
from flask.wrappers import Response

ALLOWED = frozenset(
    {"timestamp", "level", "event", "request_id", "actor", "role", "route", "method", "status", "ms", "kind", "logger",
     "check", "subject", "sweep", "exception"}
)  # fmt: skip
STRUCTLOG_OWN = frozenset({"_record", "_from_structlog"})
log = structlog.get_logger("srikandi.web")


def _only_allowed(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: value for key, value in event.items() if key in ALLOWED or key in STRUCTLOG_OWN}


def set_up() -> None:
    """Send every log line of this process to standard error as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _only_allowed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    last: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(),
    ]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    root = logging.getLogger("srikandi")
    root.handlers, root.propagate = [handler], False
    root.setLevel(logging.INFO)


def _start() -> None:
    g.started_at = time.perf_counter()


def _finish(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else None
    if request.endpoint in {"static", "public.health.healthz"}:
        return response
    person = g.get("_login_user")
    actor = person.actor if person is not None and person.is_authenticated else None
    log.info(
        "web:request:answered",
        request_id=g.get("request_id"),
        actor=actor.user_id if actor else None,
        role=actor.role if actor else None,
        route=route,
        method=request.method,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("started_at", time.perf_counter())) * 1000, 1),
    )
    return response


def install(app: Flask) -> None:
    """Write a line for every answer of this application."""
    app.before_request(_start)
    app.after_request(_finish)
