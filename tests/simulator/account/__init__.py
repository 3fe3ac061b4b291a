"""What the simulated provider remembers, and what can happen to a payment there."""

from tests.simulator.account.book import Book, Json, NoSuchObject, Refused
from tests.simulator.account.deeds import Account

__all__ = ["Account", "Book", "Json", "NoSuchObject", "Refused"]
