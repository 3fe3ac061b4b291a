"""Codes nobody can guess and everybody can type: eleven signs and a check sign.

Twenty-nine signs that are not mistaken for one another make about 53 bits. The check sign is that of payment
references: it finds every wrong sign and every two that were swapped, so a slip of the finger is no try at another's.
"""

from __future__ import annotations

import secrets

from srikandi.documents import ALPHABET, printed, public_address, qr_to

SIGNS = 12


def new_signs() -> str:
    """Draw a code; whether it is still free is for the table to say."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS - 1))
    return drawn + check_sign(drawn)


def check_sign(signs: str) -> str:
    """Give the sign that makes eleven signs a code."""
    return ALPHABET[sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(signs)) % len(ALPHABET)]


def read_signs(typed: str) -> str | None:
    """Read a code as people type it, or give nothing when it can't be one."""
    signs = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—._")
    if len(signs) != SIGNS or any(sign not in ALPHABET for sign in signs):
        return None
    return signs if check_sign(signs[:-1]) == signs[-1] else None


def printed_signs(signs: str) -> str:
    """Give a code as it is printed: `7Q4M-K2HJ-9TXA`."""
    return printed(signs)


def card_address(signs: str) -> str:
    """Give the address of the status page of a card."""
    return f"{public_address()}/kartu/{signs}"


def card_qr(signs: str) -> str:
    """Give the QR of a card's status page as a data: picture."""
    return qr_to(card_address(signs))
