"""Is it alive, and can it work?"""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.wrappers import Response
from sqlalchemy import text

from srikandi.audit import is_alive
from srikandi.database import current_session, missing
from srikandi.web.guard import public

routes = Blueprint("health", __name__)


@routes.get("/healthz")
@public
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(ok=True)


@routes.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Say whether database, schema and worker are ready."""
    session = current_session()
    session.execute(text("SELECT 1"))
    absent = missing(session.connection())
    works = is_alive(session, "worker")
    return jsonify(ok=works and not absent, worker=works, triggers_missing=absent), 200 if works and not absent else 503
