"""The code a payer writes beside a transfer: drawn here, found again in bank texts by `payments`."""

from __future__ import annotations

import secrets

PREFIX = "SRK"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
SIGNS = 7


def new_reference() -> str:
    """Draw a reference nobody can guess, packed: `SRK7Q4MK2HJ`; whether it is still free is for the table to say."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    return f"{PREFIX}{signs}{check_sign(signs)}"


def check_sign(signs: str) -> str:
    """Give the sign that proves the others: position of sign i times i+2, summed, modulo 29 (DESIGN 6)."""
    return ALPHABET[sum((at + 2) * ALPHABET.index(sign) for at, sign in enumerate(signs)) % len(ALPHABET)]


def printed(reference: str) -> str:
    """Write it for people: `SRK-7Q4M-K2HJ`."""
    return f"{reference[:3]}-{reference[3:7]}-{reference[7:]}"
