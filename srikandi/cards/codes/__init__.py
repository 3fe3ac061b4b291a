"""Codes on slips: how they are made and read."""

from srikandi.cards.codes.slips import card_address, card_qr, new_code, read_code

__all__ = [
    "card_address",
    "card_qr",
    "new_code",
    "read_code",
]
