"""The code of a paper: 16 signs nobody mistakes for one another, and its QR."""

from __future__ import annotations

import segno

from srikandi import signs
from srikandi.documents.drawing.publication import address

LENGTH = 16
"""About 78 bits."""


def new_code() -> str:
    """Give a code no one can guess."""
    return signs.drawn(LENGTH)


def packed(typed: str) -> str | None:
    """Read a code as people type it, or give nothing when it can't be one."""
    return signs.read(typed, length=LENGTH)


def check_address(code: str) -> str:
    """Give the address where a stranger checks this code."""
    return f"{address()}/verifikasi/{code}"


def qr(code: str) -> str:
    """Give the QR of a code's address as a data: picture."""
    return qr_to(check_address(code))


def qr_to(address: str) -> str:
    """Give the QR of an address as a data: picture."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=0, scale=4, dark="#18222f")
