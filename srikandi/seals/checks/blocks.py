"""The chain of blocks: numbers without a gap, links that need the key, signatures, and ranges that join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from srikandi.seals.checks.flaws import Flaw
from srikandi.seals.checks.rows import check_rows
from srikandi.seals.heads import (
    NOTHING_BEFORE,
    Extent,
    body,
    chain_keys,
    extents_of,
    head_of,
    is_signed,
    link,
    public_keys,
    whole,
)
from srikandi.seals.models import SealBlock, SealRange
from srikandi.seals.streams import STREAMS, Marker


def check(session: Session) -> Iterator[Flaw]:
    """Check every block and every row sealed in it, the oldest first."""
    ranges = _ranges(session)
    keys = chain_keys()
    before: SealBlock | None = None
    ends: dict[str, Extent] = {}
    for number in session.scalars(select(SealBlock.number).order_by(SealBlock.number)):
        block = _read(session, number)
        if block is None:
            yield Flaw(f"seal_block/{number}", f"Blok {number} tidak terbaca; blok sesudahnya belum diperiksa.")
            return
        extents = extents_of(ranges.pop(block.number, []))
        yield from _check_head(block, extents, before, keys)
        yield from _check_joints(block, extents, ends)
        if block.chain_key in keys:
            yield from _check_ranges(session, block, extents, ends=ends, marker=Marker.of(keys[block.chain_key]))
        before = block
        ends |= {one.stream: one for one in extents}
    for number in ranges:
        yield Flaw(f"seal_block/{number}", f"Blok {number} hilang, tetapi rentangnya masih ada.")


def _read(session: Session, number: int) -> SealBlock | None:
    """Give a block, or nothing when somebody has written what no column of ours can hold."""
    try:
        return session.get(SealBlock, number)
    except (ValueError, DBAPIError):
        return None


def sealed_rows(session: Session) -> int:
    """Count the rows that are sealed."""
    return int(session.scalar(select(func.sum(SealRange.count))) or 0)


def _ranges(session: Session) -> dict[int, list[SealRange]]:
    found: dict[int, list[SealRange]] = defaultdict(list)
    for one in session.scalars(select(SealRange).order_by(SealRange.block, SealRange.stream)):
        found[one.block].append(one)
    return found


def _check_head(
    block: SealBlock, extents: list[Extent], before: SealBlock | None, keys: Mapping[str, bytes]
) -> Iterator[Flaw]:
    subject = f"seal_block/{block.number}"
    wanted = before.number + 1 if before else 1
    if block.number != wanted:
        yield Flaw(f"seal_block/{wanted}", f"Blok {wanted} sampai {block.number - 1} hilang.")
    plain = body(block.number, block.sealed_at, block.previous, extents)
    text = whole(plain, block.chain_key, block.chain, block.signing_key)
    if block.previous != (before.head if before else NOTHING_BEFORE):
        yield Flaw(subject, f"Blok {block.number} tidak menyambung blok sebelumnya.")
    if block.chain_key not in keys:
        yield Flaw(subject, f"Kunci rantai {block.chain_key} dari blok {block.number} tidak dikenal.")
    elif block.chain != link(keys[block.chain_key], before.chain if before else NOTHING_BEFORE, plain):
        yield Flaw(subject, f"Rantai blok {block.number} tidak dibuat dengan kunci kita.")
    if block.head != head_of(text):
        yield Flaw(subject, f"Kepala blok {block.number} bukan hash dari isinya.")
    if block.public_key != public_keys().get(block.signing_key) or not is_signed(
        text, block.signature, block.public_key
    ):
        yield Flaw(subject, f"Tanda tangan blok {block.number} tidak cocok.")


def _check_joints(block: SealBlock, extents: list[Extent], ends: Mapping[str, Extent]) -> Iterator[Flaw]:
    for one in extents:
        former = ends.get(one.stream)
        if one.total != (former.total if former else 0) + one.count or (former and one.to_id < former.to_id):
            message = f"Rentang {one.stream} di blok {block.number} tidak menyambung yang sebelumnya."
            yield Flaw(f"seal_range/{block.number}/{one.stream}", message)
    for name in {*ends} - {one.stream for one in extents}:
        yield Flaw(f"seal_range/{block.number}/{name}", f"Rentang {name} hilang dari blok {block.number}.")


def _check_ranges(
    session: Session, block: SealBlock, extents: list[Extent], *, ends: Mapping[str, Extent], marker: Marker
) -> Iterator[Flaw]:
    for one in extents:
        former = ends.get(one.stream)
        if one.stream in STREAMS:
            after = former.to_id if former and former.total else None
            yield from check_rows(session, block.number, one, after=after, marker=marker)
