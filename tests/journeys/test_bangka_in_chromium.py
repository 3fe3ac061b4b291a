"""The Bangka journey once more, in a real Chromium against a server that listens, with the simulator's own pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from srikandi import create_app, database
from srikandi.cli.db import upgrade_schema
from srikandi.settings import StripeSettings
from tests.journeys.chromium import open_window
from tests.journeys.steps import walk
from tests.journeys.town import a_town, words
from tests.settings import settings_for
from tests.simulator import Simulator

DESK, PHONE = 1440, 390


class _Quiet(WSGIRequestHandler):
    def log_request(self, code="-", size="-") -> None:
        """Say nothing."""


@contextmanager
def serving(folder, simulator: Simulator) -> Iterator[tuple[Flask, str]]:
    """Serve a new application on loopback, its schema in place, its card payments at the simulator."""
    server = make_server("127.0.0.1", 0, _nobody, threaded=True, request_handler=_Quiet)
    base = f"http://127.0.0.1:{server.server_port}"
    stripe = StripeSettings(simulator.secret_key, (simulator.webhook_secret,), simulator.base_url)
    app = create_app(replace(settings_for(f"sqlite:///{folder}/live.sqlite3", folder, stripe=stripe), public_url=base))
    with app.app_context(), database.db.engine.begin() as connection:
        upgrade_schema(connection)
    server.app = app
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    simulator.deliver_webhooks_to(f"{base}/webhooks/stripe")
    yield app, base
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()
    with app.app_context():
        database.db.engine.dispose()


def _nobody(_environ, start):
    start("503 Service Unavailable", [])
    return []


@pytest.mark.browser
@pytest.mark.timeout(400)
def test_the_same_journey_by_clicking_through_it(tmp_path, chromium):
    troubles: list[str] = []
    with Simulator() as simulator, serving(tmp_path, simulator) as (app, base):
        widths = iter([PHONE, *[DESK] * 50])

        def a_window(_app):
            return open_window(chromium, base, width=next(widths), troubles=troubles)

        def pay_by_card(company, payer):
            shown = company.submit(f"{payer}/kartu", {"amount": "6.804.000"})
            assert shown.headers["Location"].startswith(simulator.base_url)
            assert "Simulasi" in words(shown)
            company.click('button[value="pay"]')
            assert simulator.wait_until_quiet()

        walk(a_town(app, a_window), pay_by_card=pay_by_card, people=32)
    assert troubles == []
