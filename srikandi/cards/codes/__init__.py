"""Codes on slips: how they are made and read, and how many wrong ones an address may try."""

from srikandi.cards.codes.slips import card_address, card_qr, new_code, read_code
from srikandi.cards.codes.tries import LIMITS, Door, check_tries, forget_tries, note_try

__all__ = [
    "LIMITS",
    "Door",
    "card_address",
    "card_qr",
    "check_tries",
    "forget_tries",
    "new_code",
    "note_try",
    "read_code",
]
