"""Who may be the same person: people who share a key are laid beside each other, nobody else.

The database gives only those who share one (the same village and birth date, the same family and birth date, the same
name and birth date, the same village and name), in one pass a key; so the work grows with the district, not with its
square. NIKs are opened only of pairs whose names already agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.database import in_parts
from srikandi.residents.duplicates.likeness import ENOUGH, Likeness, alike, is_one_off, near, sound, weight_of
from srikandi.residents.models import Resident, ResidentStatus

CROWDED = 15
"""So many people on one family card are looked at by somebody."""
LARGE_BLOCK, NEIGHBOURS = 60, 12
"""In a block of more people than this (a whole village born on 1 January), only those next to each other by the sound
of their name are compared."""
AT_ONCE = 2_000
K = Likeness
TELLING = frozenset({K.SAME_BIRTH, K.NEAR_BIRTH, K.NIK_ONE_OFF})
"""A name that two people of a family share says nothing yet: a birth date or a number has to agree as well."""
KEYS: tuple[tuple[InstrumentedAttribute[object], ...], ...] = (
    (Resident.village_code, Resident.birth_on),
    (Resident.family_index, Resident.birth_on),
    (Resident.name_key, Resident.birth_on),
    (Resident.village_code, Resident.name_key),
)


class Person(NamedTuple):
    """Somebody as far as two records are compared."""

    id: int
    name_key: str
    birth_on: date
    village_code: str
    family_index: bytes | None


@dataclass(frozen=True)
class FoundPair:
    """Two records and what speaks for them being one person."""

    first_id: int
    second_id: int
    reasons: frozenset[Likeness]

    @property
    def weight(self) -> int:
        """How much that is."""
        return weight_of(self.reasons)


@dataclass(frozen=True)
class Found:
    """Everything a search has found in a district."""

    people: int
    pairs: tuple[FoundPair, ...]
    families: tuple[tuple[bytes, int], ...]
    """Family and how many people are on its card."""


@dataclass(frozen=True, repr=False)
class Stranger:
    """Somebody who is in no list yet, as far as records are compared."""

    name_key: str
    birth_on: date
    village_code: str
    nik: str
    family_index: bytes | None = None


def resembling(session: Session, district_id: int, one: Stranger) -> list[tuple[Resident, frozenset[Likeness]]]:
    """Give whom of a district's list a stranger may be, most likely first, and what speaks for it."""
    same = [
        and_(*(column == value for column in key if (value := getattr(one, column.key)) is not None))
        for key in KEYS
        if all(getattr(one, column.key) is not None for column in key)
    ]
    rows = session.scalars(select(Resident).where(*_present(district_id), or_(*same)).limit(AT_ONCE))
    here = Person(0, one.name_key, one.birth_on, one.village_code, one.family_index)
    found = []
    for resident in rows:
        there = Person(resident.id, resident.name_key, resident.birth_on, resident.village_code, resident.family_index)
        name = alike(here.name_key, there.name_key)
        reasons = frozenset({name, *_shared(here, there)}) if name else frozenset()
        if reasons and is_one_off(one.nik, resident.nik.open(resident.uid)):
            reasons |= {K.NIK_ONE_OFF}
        if weight_of(reasons) >= ENOUGH and reasons & TELLING:
            found.append((resident, reasons))
    return sorted(found, key=lambda pair: (-weight_of(pair[1]), pair[0].id))


def find(session: Session, district_id: int) -> Found:
    """Search a district: reads only, whatever it finds is kept by `note_found`."""
    maybe: dict[tuple[int, int], frozenset[Likeness]] = {}
    for key in KEYS:
        for block in _blocks(session, district_id, key):
            maybe |= {pair: reasons for pair, reasons in _likely(block) if pair not in maybe}
    near_numbers = _near_numbers(session, list(maybe))
    laid = (
        FoundPair(*pair, reasons | ({K.NIK_ONE_OFF} if pair in near_numbers else frozenset()))
        for pair, reasons in sorted(maybe.items())
    )
    counted = select(func.count()).where(*_present(district_id))
    return Found(
        people=session.scalar(counted) or 0,
        pairs=tuple(one for one in laid if one.weight >= ENOUGH and one.reasons & TELLING),
        families=tuple(_crowded(session, district_id)),
    )


def _present(district_id: int) -> tuple[ColumnElement[bool], ...]:
    return Resident.district_id == district_id, Resident.status != ResidentStatus.EXITED


def _blocks(
    session: Session, district_id: int, key: tuple[InstrumentedAttribute[object], ...]
) -> Iterator[list[Person]]:
    """Give the people who share a key, block by block: one sorted pass of the database."""
    names = Resident.id, Resident.name_key, Resident.birth_on, Resident.village_code, Resident.family_index
    size = func.count().over(partition_by=key).label("size")
    rank = func.dense_rank().over(order_by=key).label("block")
    shared = select(*names, size, rank).where(*_present(district_id), *(one.is_not(None) for one in key)).subquery()
    asked = select(shared).where(shared.c.size > 1).order_by(shared.c.block, shared.c.id)
    rows = session.execute(asked.execution_options(yield_per=AT_ONCE))
    for _, block in groupby(rows, key=lambda row: row.block):
        yield [Person(*row[:5]) for row in block]


def _likely(block: Sequence[Person]) -> Iterator[tuple[tuple[int, int], frozenset[Likeness]]]:
    """Give the pairs of a block whose names agree, with what else does; numbers are looked at later."""
    for one, other in _beside(block):
        name = alike(one.name_key, other.name_key)
        if name is None:
            continue
        reasons = frozenset({name, *_shared(one, other)})
        if weight_of(reasons | {K.NIK_ONE_OFF}) >= ENOUGH:
            low, high = sorted((one.id, other.id))
            yield (low, high), reasons


def _beside(block: Sequence[Person]) -> Iterable[tuple[Person, Person]]:
    if len(block) <= LARGE_BLOCK:
        return combinations(block, 2)
    by_sound = sorted(block, key=lambda one: sound(one.name_key))
    return ((one, other) for at, one in enumerate(by_sound) for other in by_sound[at + 1 : at + 1 + NEIGHBOURS])


def _shared(one: Person, other: Person) -> Iterator[Likeness]:
    if one.birth_on == other.birth_on:
        yield K.SAME_BIRTH
    elif near(one.birth_on, other.birth_on):
        yield K.NEAR_BIRTH
    if one.family_index is not None and one.family_index == other.family_index:
        yield K.SAME_FAMILY
    if one.village_code == other.village_code:
        yield K.SAME_VILLAGE


def _near_numbers(session: Session, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give the pairs whose NIKs differ by a slip of the finger; opened here, and nothing of them leaves."""
    found: set[tuple[int, int]] = set()
    for part in in_parts(pairs, AT_ONCE):
        wanted = sorted({who for pair in part for who in pair})
        rows = session.execute(select(Resident.id, Resident.uid, Resident.nik).where(Resident.id.in_(wanted)))
        opened = {row.id: row.nik.open(row.uid) for row in rows}
        found |= {pair for pair in part if is_one_off(opened[pair[0]], opened[pair[1]])}
    return found


def _crowded(session: Session, district_id: int) -> Iterator[tuple[bytes, int]]:
    grouped = select(Resident.family_index, func.count()).where(
        *_present(district_id), Resident.family_index.is_not(None)
    )
    asked = grouped.group_by(Resident.family_index).having(func.count() >= CROWDED)
    yield from ((bytes(row[0]), row[1]) for row in session.execute(asked) if row[0] is not None)
