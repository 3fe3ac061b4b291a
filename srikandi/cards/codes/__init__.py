"""Codes on slips: how they are made, read and printed, and how many wrong ones an address may try."""

from srikandi.cards.codes.signs import SIGNS, card_address, card_qr, check_sign, new_signs, printed_signs, read_signs
from srikandi.cards.codes.tries import LIMITS, Door, check_tries, note_try

__all__ = [
    "LIMITS",
    "SIGNS",
    "Door",
    "card_address",
    "card_qr",
    "check_sign",
    "check_tries",
    "new_signs",
    "note_try",
    "printed_signs",
    "read_signs",
]
