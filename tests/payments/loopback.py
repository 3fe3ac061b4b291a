"""Small servers on loopback: one that hears webhooks, one that answers what it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Heard:
    """What a server was sent, and what it answers: each status once, the last one for ever."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [200])
    body: bytes = b"{}"
    posts: list[tuple[bytes, str]] = field(default_factory=list)

    def next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextmanager
def listening(*statuses: int, body: bytes = b"{}") -> Iterator[Heard]:
    """Serve until the block ends."""
    heard = Heard(statuses=list(statuses) or [200], body=body)

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard.posts.append((sent, self.headers.get("Stripe-Signature", "")))
            self._answer()

        def _answer(self) -> None:
            self.send_response(heard.next_status())
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(heard.body)))
            self.end_headers()
            self.wfile.write(heard.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    heard.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
