"""Serve the simulator for the demo: `python -m tests.simulator --port 4242 --webhook-url ... --webhook-secret ...`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from tests.simulator.handle import SECRET_KEY, WEBHOOK_SECRET, Simulator


def main() -> int:
    """Serve until told to stop."""
    told = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    told.add_argument("--host", default="127.0.0.1")
    told.add_argument("--port", type=int, default=4242)
    told.add_argument("--public-url")
    told.add_argument("--webhook-url")
    told.add_argument("--webhook-secret", default=WEBHOOK_SECRET)
    told.add_argument("--secret-key", default=SECRET_KEY)
    told.add_argument("--merchant", default="Srikandi JKN")
    simulator = Simulator(**vars(told.parse_args()))
    over = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: over.set())
    with simulator:
        sys.stdout.write(f"Simulasi pembayaran (tidak ada uang sungguhan): {simulator.base_url}\n")
        sys.stdout.flush()
        over.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
