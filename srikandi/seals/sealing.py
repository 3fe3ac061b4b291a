"""Sealing: what was written since the last block is hashed and signed, off the path of those who write.

Three steps: ask each stream for its newest id while its writers hold still for an instant, hash without holding
anything, write the block. Memory stays flat: what is hashed goes to a file until it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import IO

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor, AuditEntry
from srikandi.database import lock_alone, unit_of_work
from srikandi.seals.heads import NOTHING_BEFORE, Extent, body, chain_keys, head_of, link, signer, text_of, whole
from srikandi.seals.models import SealBlock, SealPack, SealRange
from srikandi.seals.streams import STREAMS, Marker, Stream, pages
from srikandi.seals.trees import root_of

SEALERS = 7107
"""PostgreSQL's advisory lock that lets one sealer write at a time."""
IN_MEMORY = 8 * 1024 * 1024
DAILY = timedelta(hours=24)
AUDIT = "audit"
ASKED = "seal:ask"
Bounds = dict[str, int]


class BelowSeal(Exception):
    """Rows were about to stand in what a block has sealed: our own mistake, and the whole work is dropped."""


@dataclass
class Draft:
    """A block on its way: what was before it, and the packs and extents that were hashed."""

    number: int
    before: SealBlock | None
    totals: dict[str, tuple[int | None, int]]
    """Of each stream: the last id that is sealed, and how many rows are."""
    packs: IO[bytes]
    extents: list[Extent] = field(default_factory=list)


def seal(session: Session, *, by: Actor) -> SealBlock | None:
    """Seal what was written, this work's own rows included; none when there is nothing new.

    Only for somebody alone with the database, as the demonstration is: writers who already hold one stream and want
    another would wait in a circle with it. A deed that wants a seal after it calls `ask`.
    """
    session.flush()
    for stream in STREAMS.values():
        lock_alone(session, stream.lock)
    with SpooledTemporaryFile(IN_MEMORY) as packs:
        return _write(session, _hashed(session, _bounds(session), packs), by=by)


def ask(session: Session, subject: object, *, by: Actor) -> None:
    """Have the worker seal within a minute or so after this deed is kept: a month that was closed, say."""
    audit.record(session, ASKED, subject, by=by)


def is_due(session: Session, *, every: timedelta = DAILY) -> bool:
    """Is it time for a block: none yet, the last one is old, or somebody asked since?"""
    last = newest_block(session)
    if last is None or clock.now() - last.sealed_at >= every:
        return True
    sealed = select(func.max(SealRange.to_id)).where(SealRange.stream == AUDIT).scalar_subquery()
    asked = select(AuditEntry.id).where(AuditEntry.id > sealed, AuditEntry.action == ASKED).limit(1)
    return session.scalar(asked) is not None


def seal_in_steps(session: Session, *, by: Actor) -> int | None:
    """Seal what was written, holding up writers for an instant only; give the block's number, if there was anything.

    Opens units of work of its own. Somebody else who sealed meanwhile has done it.
    """
    bounds: Bounds = {}
    for stream in STREAMS.values():
        with unit_of_work(session) as work:
            lock_alone(work.session, stream.lock)
            bounds |= _bounds(work.session, stream)
    with SpooledTemporaryFile(IN_MEMORY) as packs:
        with unit_of_work(session, write=False) as work:
            draft = _hashed(work.session, bounds, packs)
            work.session.expunge_all()
        with unit_of_work(session) as work:
            block = _write(work.session, draft, by=by)
            return block.number if block else None


def newest_block(session: Session) -> SealBlock | None:
    """Give the last block."""
    return session.scalar(select(SealBlock).order_by(SealBlock.number.desc()).limit(1))


def head_text(session: Session, block: SealBlock) -> str:
    """Give the signed text of a block."""
    return text_of(block, session.scalars(select(SealRange).where(SealRange.block == block.number)).all())


def sealed_up_to(session: Session, stream: str) -> int:
    """Give the last sealed id of a stream; 0 when nothing is."""
    return session.scalar(select(func.max(SealRange.to_id)).where(SealRange.stream == stream)) or 0


def stay_above_seal(session: Session, stream: str, ids: Collection[int]) -> None:
    """Refuse to write rows under ids that a block has sealed already. Raises BelowSeal."""
    if ids and min(ids) <= sealed_up_to(session, stream):
        raise BelowSeal(stream)


def newest_blocks(session: Session, *, limit: int, before: int | None = None) -> list[tuple[SealBlock, int]]:
    """Give the last blocks, the newest first, each with how many rows it seals."""
    rows = select(func.sum(SealRange.count)).where(SealRange.block == SealBlock.number).scalar_subquery()
    asked = select(SealBlock, rows).order_by(SealBlock.number.desc()).limit(limit)
    if before is not None:
        asked = asked.where(SealBlock.number < before)
    return [(block, int(count or 0)) for block, count in session.execute(asked)]


def _bounds(session: Session, *streams: Stream) -> Bounds:
    return {one.name: session.scalar(one.newest) or 0 for one in streams or STREAMS.values()}


def _hashed(session: Session, bounds: Bounds, packs: IO[bytes]) -> Draft:
    before = newest_block(session)
    draft = Draft((before.number if before else 0) + 1, before, _sealed(session), packs)
    marker = Marker.of(next(iter(chain_keys().values())))
    for name, bound in bounds.items():
        draft.extents.append(_extent(session, draft, STREAMS[name], bound, marker=marker))
    return draft


def _sealed(session: Session) -> dict[str, tuple[int | None, int]]:
    asked = select(SealRange.stream, func.max(SealRange.to_id), func.max(SealRange.total)).group_by(SealRange.stream)
    return {name: (to_id, total) for name, to_id, total in session.execute(asked) if total}


def _extent(session: Session, draft: Draft, stream: Stream, bound: int, *, marker: Marker) -> Extent:
    after, total = draft.totals.get(stream.name, (None, 0))
    last, count, roots = after, 0, []
    for position, page in enumerate(pages(session, stream, after, bound)):
        leaves, marks = marker.pack(stream.name, page, last)
        last = page[-1].id
        roots.append(root_of(leaves))
        count += len(page)
        draft.packs.write(f"{stream.name} {position} {last} {len(marks)}\n".encode() + roots[-1] + marks)
    return Extent(stream.name, last or 0, count, total + count, root_of(roots))


def _write(session: Session, draft: Draft, *, by: Actor) -> SealBlock | None:
    """Write a block, unless it is empty or somebody else has sealed meanwhile."""
    lock_alone(session, SEALERS)
    newest = session.scalar(select(func.max(SealBlock.number)))
    if not any(one.count for one in draft.extents) or (newest or 0) != draft.number - 1:
        return None
    block = _signed(draft)
    session.add(block)
    session.flush()
    for one in draft.extents:
        session.add(SealRange(block=block.number, **vars(one)))
    session.flush()
    for pack in _packs(draft):
        session.execute(insert(SealPack), pack)
    audit.record(session, "seal:write", block, by=by, head=block.head.hex(), number=block.number)
    return block


def _packs(draft: Draft) -> Iterator[dict[str, object]]:
    draft.packs.seek(0)
    while head := draft.packs.readline():
        stream, position, last, length = head.decode().split()
        kept = {"block": draft.number, "stream": stream, "position": int(position), "last_id": int(last)}
        yield {**kept, "root": draft.packs.read(len(NOTHING_BEFORE)), "marks": draft.packs.read(int(length))}


def _signed(draft: Draft) -> SealBlock:
    before, sealed_at = draft.before, clock.now()
    previous = before.head if before else NOTHING_BEFORE
    plain = body(draft.number, sealed_at, previous, draft.extents)
    chain_name, chain_key = next(iter(chain_keys().items()))
    chain = link(chain_key, before.chain if before else NOTHING_BEFORE, plain)
    signing_name, key = signer()
    text = whole(plain, chain_name, chain, signing_name)
    return SealBlock(
        number=draft.number,
        sealed_at=sealed_at,
        previous=previous,
        chain_key=chain_name,
        chain=chain,
        signing_key=signing_name,
        public_key=key.public_key().public_bytes_raw(),
        head=head_of(text),
        signature=key.sign(text.encode()),
    )
