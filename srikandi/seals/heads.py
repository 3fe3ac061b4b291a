"""The head of a block: a text that says what it seals, a keyed link to the block before, and a signature over both.

The text is what strangers check; it has no secret in it. The link needs the chain key, so that somebody who owns the
database can't make the chain anew; the signature needs only the public key to be checked.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from srikandi.database import keys
from srikandi.seals.models import SealBlock, SealRange

FORM = "srikandi-seal-1"
NOTHING_BEFORE = bytes(32)
SHORT = 16


@dataclass(frozen=True)
class Extent:
    """What a block seals of one stream."""

    stream: str
    to_id: int
    count: int
    total: int
    root: bytes

    @property
    def line(self) -> str:
        """Say it in the signed text."""
        return f"{self.stream} to={self.to_id} count={self.count} total={self.total} root={self.root.hex()}"


def extents_of(ranges: Iterable[SealRange]) -> list[Extent]:
    """Read extents back from what is stored."""
    return sorted((Extent(one.stream, one.to_id, one.count, one.total, one.root) for one in ranges), key=_name)


def _name(extent: Extent) -> str:
    return extent.stream


def body(number: int, sealed_at: datetime, previous: bytes, extents: Iterable[Extent]) -> str:
    """Give the text of a head without its keyed link."""
    moment = sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    lines = (one.line for one in sorted(extents, key=_name))
    return "\n".join((FORM, f"block {number}", f"at {moment}", f"previous {previous.hex()}", *lines))


def text_of(block: SealBlock, ranges: Iterable[SealRange]) -> str:
    """Give the signed text of a stored block."""
    plain = body(block.number, block.sealed_at, block.previous, extents_of(ranges))
    return whole(plain, block.chain_key, block.chain, block.signing_key)


def whole(plain: str, chain_key: str, chain: bytes, signing_key: str) -> str:
    """Give the text of a head with its keyed link and the name of the key that signs it."""
    return f"{plain}\nchain {chain_key} {chain.hex()}\nkey {signing_key}\n"


def link(chain_key: bytes, before: bytes, plain: str) -> bytes:
    """Tie a head to the link of the block before."""
    return hmac.digest(chain_key, before + plain.encode(), hashlib.sha256)


def chain_keys() -> dict[str, bytes]:
    """Give every chain key this instance knows, the one that seals first."""
    return keys().ring("chain")


def signer() -> tuple[str, Ed25519PrivateKey]:
    """Give the key that signs now, and its id."""
    name, seed = next(iter(keys().ring("signing").items()))
    return name, Ed25519PrivateKey.from_private_bytes(seed)


def public_keys() -> dict[str, bytes]:
    """Give the public half of every signing key this instance knows, the one in use first."""
    seeds = keys().ring("signing").items()
    return {name: Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() for name, seed in seeds}


def is_signed(text: str, signature: bytes, public_key: bytes) -> bool:
    """Is this text signed with that key?"""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def head_of(text: str) -> bytes:
    """Give the hash of a head's text: what is published."""
    return hashlib.sha256(text.encode()).digest()


def short(head: bytes) -> str:
    """Give the beginning of a head, as papers print it: `8f3a-09bc-11d2-77e0`."""
    letters = head.hex()[:SHORT]
    return "-".join(letters[place : place + 4] for place in range(0, SHORT, 4))
