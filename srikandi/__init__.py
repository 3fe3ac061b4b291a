"""Srikandi JKN: companies pay the health insurance of residents nobody pays for, and everybody can check it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from srikandi import cli, database, documents, web
from srikandi.settings import Mode, Settings, unsafe

ROOT = Path(__file__).resolve().parents[1]


class UnsafeSettings(Exception):
    """This instance may not serve real people: each line names a setting and what to write."""


def create_app(settings: Settings) -> Flask:
    """Give the application that these settings describe. Raises: UnsafeSettings, in production."""
    if settings.mode is Mode.PRODUCTION and (findings := unsafe(settings)):
        raise UnsafeSettings("\n".join(findings))
    app = Flask("srikandi", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.testing = settings.testing
    app.extensions["srikandi"] = settings
    app.extensions["srikandi.app"] = app
    database.connect(app, settings)
    documents.publish_at(settings.public_url)
    web.serve(app, settings)
    cli.offer(app)
    return app
