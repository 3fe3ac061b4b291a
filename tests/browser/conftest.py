"""A real Chromium before a live server on loopback that shows the demonstration."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium, or a reason to skip."""
    path = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI must test in a browser: there is no Chromium")
        pytest.skip("no Chromium on this machine (sudo apt-get install -y chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def told(sqlite_database) -> Flask:
    """The demonstration on SQLite."""
    sqlite_database.reset()
    sqlite_database.tell()
    app: Flask = sqlite_database.app
    return app


@pytest.fixture
def live(told) -> Iterator[str]:
    """The address of a server that shows the demonstration."""
    server = make_server("127.0.0.1", 0, told, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
