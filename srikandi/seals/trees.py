"""Merkle trees as RFC 6962 (Certificate Transparency) draws them: roots, and proofs for many leaves at once.

A leaf is hashed behind a zero byte and a node behind a one, so that neither passes for the other. Leaves are kept in
packs of a power of two; such a pack is a whole branch, so a tree of millions is added up from the roots of its packs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

PACK = 1024
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Give the hash of a leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def root_of(nodes: Sequence[bytes]) -> bytes:
    """Give the root over neighbouring leaf hashes, or over the roots of neighbouring packs."""
    level = list(nodes) or [EMPTY]
    sha256 = hashlib.sha256
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def path(count: int, wanted: Sequence[int], branch: Callable[[int, int], bytes]) -> list[bytes]:
    """Give the hashes that lead from the wanted leaves (by place, from 0) to the root, from left to right.

    `branch(first, end)` gives the root over the leaves from `first` up to `end`, which is one of the tree's branches.
    """
    return list(_path(0, count, sorted(wanted), branch))


def _path(first: int, end: int, wanted: Sequence[int], branch: Callable[[int, int], bytes]) -> Iterator[bytes]:
    if not wanted:
        yield branch(first, end)
    elif end - first > 1:
        middle = first + (1 << (end - first - 1).bit_length() - 1)
        yield from _path(first, middle, [one for one in wanted if one < middle], branch)
        yield from _path(middle, end, [one for one in wanted if one >= middle], branch)
