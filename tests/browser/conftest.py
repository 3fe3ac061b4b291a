"""A real Chromium before a live server on loopback that shows the demonstration."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.serving import make_server


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
