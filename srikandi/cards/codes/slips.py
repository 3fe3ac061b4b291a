"""Codes nobody can guess and everybody can type: eleven signs, about 53 bits, and a check sign.

The check sign is that of payment references: a slip of the finger is no try at another's code.
"""

from __future__ import annotations

from srikandi import signs
from srikandi.documents import public_address, qr_to

LENGTH = 12


def new_code() -> str:
    """Draw a code; whether it is still free is for the table to say."""
    bare = signs.drawn(LENGTH - 1)
    return bare + signs.check_sign(bare)


def read_code(typed: str) -> str | None:
    """Read a code as people type it, or give nothing when it can't be one."""
    code = signs.read(typed, length=LENGTH)
    return code if code and signs.check_sign(code[:-1]) == code[-1] else None


def card_address(code: str) -> str:
    """Give the address of the status page of a card."""
    return f"{public_address()}/kartu/{code}"


def card_qr(code: str) -> str:
    """Give the QR of a card's status page as a data: picture."""
    return qr_to(card_address(code))
