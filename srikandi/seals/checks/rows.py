"""The rows of one range of a block: hashed again, held against its packs, and the wrong one named."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.seals.checks.flaws import Flaw
from srikandi.seals.heads import Extent
from srikandi.seals.models import SealPack
from srikandi.seals.streams import STREAMS, Leaf, Marker, Stream, pages
from srikandi.seals.trees import root_of

MARK = 32
MOST = 50
"""Rows named in one range; a day that was changed as a whole would fill the page."""


@dataclass
class Look:
    """What was seen of a range so far."""

    block: int
    stream: Stream
    marker: Marker
    last: int | None
    roots: list[bytes] = field(default_factory=list)
    count: int = 0
    place: int = 0
    """Where the next pack stands."""
    moved: list[int] = field(default_factory=list)
    """Packs that say of themselves where they stand, or end, and don't."""
    packs: dict[int, list[Flaw]] = field(default_factory=dict)
    """The packs that don't fit, and the rows in them that don't."""


def check_rows(session: Session, block: int, extent: Extent, *, after: int | None, marker: Marker) -> Iterator[Flaw]:
    """Name the rows of a range that were changed, deleted or slipped in; or the pack, where the rows are right."""
    look = Look(block, STREAMS[extent.stream], marker, after)
    for pack in _packs(session, block, extent.stream):
        _hold(look, pack, _read(session, look, pack.last_id))
        look.last = pack.last_id
    rest = _read(session, look, extent.to_id)
    is_right = (root_of(look.roots), look.count) == (extent.root, extent.count)
    subject = f"seal_range/{block}/{extent.stream}"
    for position in look.moved:
        message = f"Bungkusan tanda {extent.stream} di blok {block} tidak di tempatnya atau diubah batasnya."
        yield Flaw(f"seal_pack/{block}/{extent.stream}/{position}", message)
    if is_right:
        if rest.leaves:
            yield Flaw(subject, f"Bungkusan tanda {extent.stream} di blok {block} hilang sebagian; barisnya utuh.")
        for position in look.packs:
            message = f"Tanda segel {extent.stream} di blok {block} diubah; barisnya utuh."
            yield Flaw(f"seal_pack/{block}/{extent.stream}/{position}", message)
        return
    named = [flaw for flaws in look.packs.values() for flaw in flaws]
    yield from named[:MOST]
    if len(named) > MOST:
        yield Flaw(subject, f"…dan {len(named) - MOST} baris lain di blok {block}.")
    if not named:
        yield Flaw(subject, f"Isi {extent.stream} di blok {block} tidak sama dengan yang disegel.")


def _packs(session: Session, block: int, stream: str) -> Iterator[SealPack]:
    """Give the packs one by one, so that a long range does not fill the memory."""
    position = -1
    while True:
        asked = select(SealPack).where(SealPack.block == block, SealPack.stream == stream)
        asked = asked.where(SealPack.position > position).order_by(SealPack.position).limit(1)
        pack = session.scalar(asked)
        if pack is None:
            return
        session.expunge(pack)
        yield pack
        position = pack.position


@dataclass
class Found:
    """Neighbouring rows as they are now."""

    leaves: list[Leaf] = field(default_factory=list)
    marks: bytes = b""
    roots: list[bytes] = field(default_factory=list)


def _read(session: Session, look: Look, upto: int) -> Found:
    """Read on to an id; what was read is added to the roots of the range."""
    found, before = Found(), look.last
    for page in pages(session, look.stream, look.last, upto):
        hashes, marks = look.marker.pack(look.stream.name, page, before)
        before = page[-1].id
        found.leaves.extend(page)
        found.marks += marks
        found.roots.append(root_of(hashes))
    look.roots += found.roots
    look.count += len(found.leaves)
    return found


def _hold(look: Look, pack: SealPack, found: Found) -> None:
    """Hold rows against the pack they were sealed in."""
    last = int.from_bytes(pack.marks[-MARK:][:8], signed=True)
    if (pack.position, pack.last_id) != (look.place, last):
        look.moved.append(pack.position)
    look.place += 1
    if found.marks == pack.marks and found.roots == [pack.root]:
        return
    kept = {int.from_bytes(one[:8], signed=True): one for one in _cut(pack.marks)}
    here = {leaf.id: leaf for leaf in found.leaves}
    flaws = look.packs.setdefault(pack.position, [])
    flaws += [_flaw(look, gone, "sudah disegel, tetapi hilang") for gone in kept if gone not in here]
    flaws += [_flaw(look, new, "disisipkan ke dalam yang sudah disegel") for new in here if new not in kept]
    before = look.last
    for number, mark in kept.items():
        if number in here and look.marker.seal(look.stream.name, here[number], before)[1] != mark:
            flaws.append(_flaw(look, number, f"berubah sesudah disegel: {_class(look, here[number], mark)}"))
        before = number


def _cut(marks: bytes) -> Iterator[bytes]:
    for place in range(0, len(marks) - MARK + 1, MARK):
        yield marks[place : place + MARK]


def _class(look: Look, leaf: Leaf, mark: bytes) -> str:
    """Say which kind of column differs."""
    _, hidden = look.marker.text(look.stream.name, leaf)
    same = zlib.crc32(leaf.shown.encode()).to_bytes(4) == mark[24:28], hidden[:4] == mark[28:32]
    words = [word for word, is_same in zip(look.stream.classes, same, strict=True) if not is_same]
    return " dan ".join(words) or "tandanya"


def _flaw(look: Look, number: int, what: str) -> Flaw:
    return Flaw(f"{look.stream.name}/{number}", f"Baris {look.stream.name} {number} {what} (blok {look.block}).")
