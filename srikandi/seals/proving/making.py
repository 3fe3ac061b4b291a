"""Proofs: rows, and the hashes that lead from them to a signed head, with nothing about their neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.errors import Conflict
from srikandi.seals.heads import chain_keys, public_keys
from srikandi.seals.models import SealBlock, SealPack, SealRange
from srikandi.seals.proving.stranger import FORMAT, check
from srikandi.seals.sealing import head_text
from srikandi.seals.streams import STREAMS, Marker, readable
from srikandi.seals.trees import PACK, leaf_hash, path, root_of


class NotSealedYet(Conflict):
    """What is asked for is newer than the last block, or is not there."""

    message = "Ini belum disegel. Segel dibuat setiap hari; coba lagi besok."


@dataclass
class _Range:
    """A block's rows of one stream, as far as a proof needs them."""

    count: int
    starts: list[int | None]
    """The id before each pack."""
    ends: list[int]
    roots: list[bytes]
    hashes: dict[int, list[bytes]]
    """Of the packs that were read: the hash of every leaf."""

    def branch(self, first: int, end: int) -> bytes:
        """Give the root over a branch: from the leaves of one pack, or from the roots of whole packs."""
        pack = first // PACK
        if pack in self.hashes and end <= (pack + 1) * PACK:
            return root_of(self.hashes[pack][first - pack * PACK : end - pack * PACK])
        return root_of(self.roots[pack : -(-end // PACK)])


def prove(session: Session, kind: str, ids: Sequence[int], *, stream: str) -> dict[str, Any]:
    """Give the proof of some rows of a stream, checked as a stranger would check it.

    Rows newer than the last block are left out. Raises: NotSealedYet, when none is sealed; NotProved, when a row is no
    longer what was sealed.
    """
    parts = [_part(session, number, stream, chosen) for number, chosen in _by_block(session, stream, ids).items()]
    if not parts:
        raise NotSealedYet
    proof = {"format": FORMAT, "kind": kind, "parts": parts}
    check(proof, *(key.hex() for key in public_keys().values()))
    return proof


def _by_block(session: Session, stream: str, ids: Sequence[int]) -> dict[int, list[int]]:
    asked = select(SealRange.to_id, SealRange.block).where(SealRange.stream == stream, SealRange.count > 0)
    ends = session.execute(asked.order_by(SealRange.block)).all()
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(ids):
        place = bisect_left(ends, number, key=lambda one: one.to_id)
        if place < len(ends):
            found[ends[place].block].append(number)
    return found


def _part(session: Session, number: int, stream: str, ids: Sequence[int]) -> dict[str, Any]:
    block = session.get_one(SealBlock, number)
    marker = Marker.of(chain_keys()[block.chain_key])
    sealed = _range_of(session, number, stream)
    texts: dict[int, str] = {}
    for pack in sorted({bisect_left(sealed.ends, one) for one in ids}):
        page = readable(session, STREAMS[stream], sealed.starts[pack], sealed.ends[pack])
        written = [marker.text(stream, leaf)[0] for leaf in page]
        sealed.hashes[pack] = [leaf_hash(one) for one in written]
        wanted = set(ids)
        texts |= {pack * PACK + at: written[at].decode() for at, leaf in enumerate(page) if leaf.id in wanted}
    return {
        "head": head_text(session, block),
        "signature": block.signature.hex(),
        "public_key": block.public_key.hex(),
        "stream": stream,
        "leaves": [{"place": place, "text": text} for place, text in sorted(texts.items())],
        "path": [one.hex() for one in path(sealed.count, list(texts), sealed.branch)],
    }


def _range_of(session: Session, number: int, stream: str) -> _Range:
    ranges = select(SealRange.count).where(SealRange.block == number, SealRange.stream == stream)
    packs = select(SealPack.last_id, SealPack.root).where(SealPack.block == number, SealPack.stream == stream)
    rows = session.execute(packs.order_by(SealPack.position)).all()
    before = select(SealRange.to_id).where(SealRange.stream == stream, SealRange.block < number, SealRange.total > 0)
    first = session.scalar(before.order_by(SealRange.block.desc()).limit(1))
    ends = [one.last_id for one in rows]
    starts = [first, *(left for left, _ in pairwise(ends))]
    return _Range(session.scalars(ranges).one(), starts, ends, [one.root for one in rows], {})
