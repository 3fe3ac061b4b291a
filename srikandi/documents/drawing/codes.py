"""The code of a paper: 16 signs nobody mistakes for one another, and its QR."""

from __future__ import annotations

import secrets

import segno

from srikandi.documents.drawing.publication import address

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
"""No 0 and O, 1, I and L, U and V: what is read aloud or typed from paper stays what it was."""
LENGTH = 16
GROUP = 4


def new_code() -> str:
    """Give a code no one can guess: 29 to the power of 16, about 78 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def printed(code: str) -> str:
    """Give a code as it is printed: `7Q4M-K2HJ-…`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def packed(typed: str, *, length: int = LENGTH) -> str | None:
    """Read a code as people type it, or give nothing when it can't be one."""
    signs = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—._")
    return signs if len(signs) == length and all(sign in ALPHABET for sign in signs) else None


def check_address(code: str) -> str:
    """Give the address where a stranger checks this code."""
    return f"{address()}/verifikasi/{code}"


def qr(code: str) -> str:
    """Give the QR of a code's address as a data: picture."""
    return qr_to(check_address(code))


def qr_to(address: str) -> str:
    """Give the QR of an address as a data: picture."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=0, scale=4, dark="#18222f")
