"""How fast pages are: the five busiest, next to a bare Flask page of the same server in the same run.

One gunicorn serves both, as script/server starts it; eight readers with connections kept open ask for one page at a
time, page and bare page in turn. The database holds the demonstration.
"""

from __future__ import annotations

import http.client
import itertools
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from bench.databases import own_application
from bench.rows import BenchRow
from srikandi.cli.demo.cast import LOGINS, PASSWORD
from srikandi.database import current_session, db
from srikandi.documents import Document
from srikandi.pools import Pool, PoolStatus
from srikandi.users import Role

HOST = "127.0.0.1"
READERS = 8
SECONDS = 2.0
ROUNDS = 2
Answer = Iterable[bytes]


def side_by_side() -> Any:
    """Give what gunicorn serves: this instance, and beside it at `/bare` a Flask page with nothing around it."""
    from wsgi import app  # noqa: PLC0415 - reads the environment, which only the served process has

    bare = Flask("bare")
    bare.add_url_rule("/bare", "bare", lambda: "<!doctype html><title>Bare</title><h1>Bare</h1>")

    def serve(environ: dict[str, Any], start_response: Any) -> Answer:
        return (bare if environ["PATH_INFO"] == "/bare" else app)(environ, start_response)

    return serve


@dataclass
class Load:
    """What readers met: how many answers in how many seconds, and how long each took."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def milliseconds(self, percent: int) -> float:
        """How long the slowest but so many per cent waited."""
        return statistics.quantiles(self.waits, n=100)[percent - 1] * 1000


def rows() -> list[BenchRow]:
    """Give requests a second, p50 and p95 of each page against the bare page."""
    with own_application() as app:
        told = Context().run(app.test_cli_runner().invoke, args=["demo", "load"])
        assert told.exit_code == 0, told.output
        pages = _pages()
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        db.engine.dispose()
        with _served(url) as port:
            cookie = _sign_in(port)
            return [row for name, path in pages.items() for row in _measured(name, port, path, cookie)]


def _pages() -> dict[str, str]:
    session = current_session()
    pool = session.scalars(select(Pool.id).where(Pool.status == PoolStatus.OPEN).limit(1)).one()
    code = session.scalars(select(Document.code).order_by(Document.id.desc()).limit(1)).one()
    session.rollback()
    return {
        "front page": "/",
        "list of pools": "/kelompok",
        "one pool": f"/kelompok/{pool}",
        "home of a company": "/beranda",
        "certificate check": f"/verifikasi/{code}",
    }


def _measured(name: str, port: int, path: str, cookie: str) -> Iterator[BenchRow]:
    page, bare = Load(), Load()
    for _ in range(ROUNDS):
        _read(bare, port, "/bare", cookie)
        _read(page, port, path, cookie)
    yield BenchRow.against(f"web: {name}", page.rate, unit="requests/s", baseline=bare.rate)
    for percent in (50, 95):
        waited, plain = page.milliseconds(percent), bare.milliseconds(percent)
        yield BenchRow.against(f"web: {name}, p{percent}", waited, unit="ms", baseline=plain)


def _read(load: Load, port: int, path: str, cookie: str) -> None:
    """Let all readers ask for one page for some seconds."""
    end = time.perf_counter() + SECONDS
    found: list[list[float]] = [[] for _ in range(READERS)]
    readers = [threading.Thread(target=_reader, args=(own, port, path, cookie, end)) for own in found]
    start = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    load.seconds += time.perf_counter() - start
    load.waits += itertools.chain(*found)


def _reader(waits: list[float], port: int, path: str, cookie: str, end: float) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    while (start := time.perf_counter()) < end:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == http.HTTPStatus.OK, f"{path}: {answer.status}"
        waits.append(time.perf_counter() - start)
    connection.close()


@contextmanager
def _served(url: str) -> Iterator[int]:
    """Serve both applications as script/server does; gives the port."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    processes = 1 if url.startswith("sqlite") else 2
    options = f"--worker-class gthread --workers {processes} --threads 8 --no-control-socket --log-level error"
    command = [sys.executable, "-m", "gunicorn", "bench.web:side_by_side()", "--bind", f"{HOST}:{port}"]
    variables = {**os.environ, "DATABASE_URL": url, "PORT": str(port), "PYTHONPATH": "."}
    log = subprocess.DEVNULL
    server = subprocess.Popen([*command, *options.split()], env=variables, stderr=log)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with socket.create_connection((HOST, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not answer within half a minute")


def _sign_in(port: int) -> str:
    """Sign the demonstration's company in by the form; gives the cookie."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", "/masuk")
    page = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
    assert token is not None
    address = next(login.address for login in LOGINS if login.role is Role.COMPANY)
    body = urlencode({"csrf_token": token[1], "email": address, "password": PASSWORD})
    cookie = str(page.getheader("Set-Cookie")).partition(";")[0]
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/masuk", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.getheader("Location") == "/beranda", answer.status
    return str(answer.getheader("Set-Cookie")).partition(";")[0]
