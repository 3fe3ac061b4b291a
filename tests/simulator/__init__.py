"""A payment provider of our own on loopback: it speaks HTTP as Stripe does, and moves no real money.

Tests open a `Simulator` as a context manager; the demo runs `python -m tests.simulator`. It can repeat, delay, reorder,
lose, forge and fail, because the real one does all of these on its worst day.
"""

from tests.simulator.handle import Simulator
from tests.simulator.webhooks import Attempt, SignedEvent, sign

__all__ = ["Attempt", "SignedEvent", "Simulator", "sign"]
