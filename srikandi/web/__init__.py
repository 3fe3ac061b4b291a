"""Everything people open: pages by area, the boundary around them, the guard before them."""

from __future__ import annotations

from pathlib import Path
from wsgiref.headers import Headers

import flask_bootstrap
from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from srikandi.settings import Settings
from srikandi.web import boundary, guard, refusals
from srikandi.web.areas import AREAS
from srikandi.web.frame import addresses, logs, pages, people

LARGEST_REQUEST = 20 * 1024 * 1024
SIGNED_VIEWS = ("srikandi.web.webhooks.stripe.receive",)
"""Views that carry no form token because their sender signs what it sends; named one by one."""
BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5"
csrf = CSRFProtect()


def serve(app: Flask, settings: Settings) -> None:
    """Give the application its pages. Raises: guard.Undeclared, when a view does not say who may open it."""
    _configure(app, settings)
    addresses.install(app)
    if not settings.testing:
        logs.set_up()
    logs.install(app)
    boundary.install(app, settings)
    people.install(app)
    csrf.init_app(app)
    for view in SIGNED_VIEWS:
        csrf.exempt(view)
    guard.install(app)
    pages.install(app)
    refusals.install(app)
    for area in AREAS:
        app.register_blueprint(area)
    guard.check_declared(app)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_NAME="__Host-srikandi" if settings.is_https else "srikandi",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
    )
    files = WhiteNoise(app.wsgi_app, max_age=3600, allow_all_origins=False, add_headers_function=_no_guessing)
    files.add_files(str(app.static_folder), prefix="static/")
    files.add_files(str(BOOTSTRAP), prefix="bootstrap/static/")
    app.wsgi_app = files  # type: ignore[method-assign]  # Flask's documented way
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way


def _no_guessing(headers: Headers, _path: str, _url: str) -> None:
    """Tell browsers to believe the type of a file and to keep it from other sites."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
