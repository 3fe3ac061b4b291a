"""Signs people type from paper and read aloud, and what every code made of them shares.

Papers, posters, places on a list, slips and payments each have codes of a length of their own; how they are drawn, read
and printed is the same, so nobody learns it twice.
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
"""No 0 and O, 1, I and L, U and V: what is read aloud or typed from paper stays what it was."""
GROUP = 4
_POSITIONS = {sign: position for position, sign in enumerate(ALPHABET)}


def drawn(length: int) -> str:
    """Draw a code no one can guess: 29 to the power of its length."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read(typed: str, *, length: int) -> str | None:
    """Read a code as people type it, small letters, blanks and hyphens and all; nothing when it can't be one."""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    return bare if len(bare) == length and are_signs(bare) else None


def printed(code: str) -> str:
    """Give a code as it is printed: `7Q4M-K2HJ-…`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def are_signs(text: str) -> bool:
    """Could all of this stand in a code?"""
    return all(sign in _POSITIONS for sign in text)


def check_sign(bare: str) -> str:
    """Give the sign that proves the others: position of sign i times i + 2, summed, modulo 29.

    It finds every wrong sign and every two that were swapped.
    """
    return ALPHABET[sum((place + 2) * _POSITIONS[sign] for place, sign in enumerate(bare)) % len(ALPHABET)]
