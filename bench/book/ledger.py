"""How fast the book is: `ledger.post` in its unit of work against the raw statements it boils down to, and others."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from bench.book.postings import Book, Raw, Writers, prepare
from bench.databases import kinds, own_application
from bench.peers import peer_python
from bench.rows import BenchRow, rates
from srikandi import ledger
from srikandi.database import current_session, db, unit_of_work

TIMES = 100
MANY = 36
WRITERS = 8
PEER = Path(__file__).parents[1] / "peers" / "hordak_writers.py"


def rows() -> list[BenchRow]:
    """Measure postings by one and by eight writers on one busy pair of accounts, on both databases."""
    return [row for kind in kinds() for row in _rows(kind)]


def _rows(kind: str) -> list[BenchRow]:
    with own_application(kind) as app:
        prepare(current_session())
        book, raw = Book(), Raw()
        one = rates(book.post, raw.post, times=TIMES)
        many = rates(
            lambda n: book.post(n // MANY, transfers=MANY),
            lambda n: raw.post(n // MANY, transfers=MANY),
            times=MANY * 20,
        )
        url = db.engine.url.render_as_string(hide_password=False)
        eight = _threads(app, book, raw) if kind == "sqlite" else _processes(url)
        with unit_of_work(current_session(), write=False) as work:
            assert ledger.verify(work.session) == [], "what was measured must be right"
        peer = _peer(url) if kind == "postgresql" else []
    return [
        BenchRow.against(f"ledger: single transfers, {kind}", one[0], unit="transfers/s", baseline=one[1]),
        BenchRow.against(f"ledger: {MANY} transfers at once, {kind}", many[0], unit="transfers/s", baseline=many[1]),
        BenchRow.against(f"ledger: {WRITERS} writers, {kind}", eight[0], unit="transfers/s", baseline=eight[1]),
        *(
            BenchRow.against(f"django-hordak: {name}", rate, unit="transfers/s", baseline=against)
            for (name, rate), against in zip(peer, (one[1], eight[1]), strict=False)
        ),
    ]


def _threads(app: Flask, book: Book, raw: Raw) -> list[float]:
    """Give the rates of eight threads: SQLite's writers share a process."""

    def shared(work: Callable[[int], None]) -> Callable[[int], None]:
        def inside(times: int) -> None:
            with app.app_context():
                work(times)

        def together(times: int) -> None:
            threads = [threading.Thread(target=inside, args=(times // WRITERS,)) for _ in range(WRITERS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        return together

    return rates(shared(book.post), shared(raw.post), times=TIMES * WRITERS, rounds=5)


def _processes(url: str) -> list[float]:
    """Give the rates of eight processes, as a server in front of PostgreSQL has them."""
    with Writers(url, WRITERS) as writers:
        return rates(
            lambda n: writers.do("book", n // WRITERS),
            lambda n: writers.do("raw", n // WRITERS),
            times=TIMES * WRITERS,
            rounds=5,
        )


def _peer(url: str) -> list[tuple[str, float]]:
    """Measure the same with django-hordak in an environment of its own; nothing, where it can't be installed."""
    python = peer_python()
    if python is None:
        print("bench: without django-hordak, which could not be installed", file=sys.stderr)
        return []
    words = [str(python), str(PEER), url, str(TIMES * 4), str(WRITERS)]
    said = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return [("single transfers", said["one"]), (f"{WRITERS} writers", said["many"])]
