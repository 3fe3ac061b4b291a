"""Where strangers check a paper: the public address of this instance, told once when it starts."""

from __future__ import annotations

_public = ["http://127.0.0.1:8000"]


def publish_at(public_url: str) -> None:
    """Print this address on every paper from now on."""
    _public[0] = public_url.rstrip("/")


def address() -> str:
    """Give the public address of this instance."""
    return _public[0]


def seal_address() -> str:
    """Give the address at which everybody sees the heads of the seals."""
    return f"{address()}/segel"
