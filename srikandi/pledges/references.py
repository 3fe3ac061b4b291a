"""The code a payer writes beside a transfer: drawn here, found again in bank texts by `payments`."""

from __future__ import annotations

from srikandi.signs import check_sign, drawn

PREFIX = "SRK"
SIGNS = 7


def new_reference() -> str:
    """Draw a reference nobody can guess, packed: `SRK7Q4MK2HJ`; whether it is still free is for the table to say."""
    bare = drawn(SIGNS)
    return f"{PREFIX}{bare}{check_sign(bare)}"


def printed(reference: str) -> str:
    """Write it for people: `SRK-7Q4M-K2HJ`."""
    return f"{reference[:3]}-{reference[3:7]}-{reference[7:]}"
