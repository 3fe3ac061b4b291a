"""Freezing a list, drawing from it by a seed nobody chose, and breaking off where everybody sees it.

The auditor says a phrase and the list is frozen, both in the open; the other half of the seed is the head of the next
sealed block, which does not exist at that moment. Neither can be changed afterwards, and a draw that does not suit can
only be broken off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, true
from sqlalchemy.orm import Session

from srikandi import audit, clock, pools, residents, seals
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.database import index_of
from srikandi.places import District
from srikandi.pools import SMALLEST, PoolMember
from srikandi.residents import Resident
from srikandi.samples.arithmetic import drawn, list_hash, seed_of
from srikandi.samples.models import SAMPLE_MOVES, Sample, SampleList, SamplePerson, SampleStatus
from srikandi.samples.queries import PUBLISHED
from srikandi.samples.refusals import (
    ListChanged,
    ListNotPublished,
    ListTooSmall,
    PhraseUnfit,
    SampleMoved,
    SeedNotYet,
    SizeUnfit,
)
from srikandi.seals import SealBlock

OFFERED = (59, 149, 299)
NAME_BYTES = 16
_PHRASE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
SHORTEST_PHRASE, LONGEST_PHRASE = 10, 100
Frame = dict[str, tuple[int, str]]
"""Pseudonyms with the resident and the village behind each."""


@dataclass(frozen=True)
class NewSample:
    """What the auditor wants to look at, how closely, and the own half of the seed."""

    wanted: int
    phrase: str
    purpose: str
    pool_id: int | None = None
    month: Month | None = None


def freeze(session: Session, district: District, new: NewSample, *, by: Actor) -> Sample:
    """Freeze the list and the phrase, and ask for the block that brings the other half of the seed.

    Raises: SizeUnfit, PhraseUnfit, residents.ReasonMissing, pools.PoolNotFound, ListNotPublished, ListTooSmall.
    """
    _check(new)
    purpose = residents.checked_reason(new.purpose)
    names = sorted(_frame(session, district.id, new.pool_id, new.month, by=by, only=residents.usable()))
    if len(names) < SMALLEST:
        raise ListTooSmall
    before = seals.newest_block(session)
    sample = Sample(
        district_id=district.id,
        status=SampleStatus.FROZEN,
        pool_id=new.pool_id,
        month=new.month,
        wanted=new.wanted,
        population=len(names),
        list_hash=list_hash(names),
        phrase=new.phrase.strip(),
        purpose=purpose,
        block_before=before.number if before else 0,
        frozen_by=residents.person_of(by),
    )
    session.add(sample)
    session.flush()
    session.add(SampleList(sample_id=sample.id, names=b"".join(bytes.fromhex(name) for name in names)))
    said = f"{sample.list_hash} {sample.population} {sample.wanted}"
    audit.record(session, "sample:freeze", sample, by=by, reason=purpose, phrase=sample.phrase, frozen=said)
    seals.ask(session, sample, by=by)
    session.flush()
    return sample


def draw(session: Session, sample: Sample, *, by: Actor) -> Sample:
    """Draw from the frozen list by the head of the first block sealed after it.

    Raises: SampleMoved, SeedNotYet, ListChanged.
    """
    _begin(session, sample, SampleStatus.DRAWN)
    asked = select(SealBlock).where(SealBlock.number > sample.block_before).order_by(SealBlock.number).limit(1)
    block = session.scalar(asked)
    if block is None:
        raise SeedNotYet
    frame = _frozen(session, sample, by=by)
    head = block.head.hex()
    seed = seed_of(sample.phrase, sample.list_hash, head)
    people = drawn(names_of(session, sample), seed, sample.wanted)
    if any(name not in frame for name, _ in people):
        raise ListChanged
    sample.block, sample.head, sample.seed, sample.drawn_at = block.number, head, seed, clock.now()
    session.execute(insert(SamplePerson), [_row(sample, place, one, frame) for place, one in enumerate(people, 1)])
    _end(session, sample, SampleStatus.DRAWN, by=by)
    return sample


def break_off(session: Session, sample: Sample, *, reason: str, by: Actor) -> None:
    """Give a sample up; it stays in the list everybody sees, with the reason. Raises: SampleMoved, ReasonMissing."""
    _begin(session, sample, SampleStatus.BROKEN_OFF)
    sample.ended_reason, sample.ended_at = residents.checked_reason(reason), clock.now()
    _end(session, sample, SampleStatus.BROKEN_OFF, by=by)


def publish_first(session: Session, sample: Sample, *, by: Actor) -> None:
    """Move a sample whose rate is told for the first time. Raises: SampleMoved."""
    _begin(session, sample, SampleStatus.PUBLISHED)
    _end(session, sample, SampleStatus.PUBLISHED, by=by)


def names_of(session: Session, sample: Sample) -> list[str]:
    """Give the pseudonyms of the list a sample is drawn from, sorted."""
    own = session.get(SampleList, sample.id)
    if own is None:
        return sorted(_of_pool(session, sample.pool_id))
    kept = own.names
    return [kept[at : at + NAME_BYTES].hex() for at in range(0, len(kept), NAME_BYTES)]


def _of_pool(session: Session, pool_id: int | None) -> list[str]:
    return list(session.scalars(select(PoolMember.pseudonym).where(PoolMember.pool_id == pool_id)))


def _check(new: NewSample) -> None:
    if new.wanted not in OFFERED:
        raise SizeUnfit(field="wanted")
    phrase = new.phrase.strip()
    if not SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE or _PHRASE.fullmatch(phrase) is None:
        raise PhraseUnfit(field="phrase")


def _frame(
    session: Session,
    district_id: int,
    pool_id: int | None,
    month: Month | None,
    *,
    by: Actor,
    only: ColumnElement[bool] | None = None,
) -> Frame:
    """Give the people of a list; when one is frozen, without those whose data may not be used."""
    kept = true() if only is None else only
    if pool_id is None:
        active = LifeMonth.district_id == district_id, LifeMonth.month == month
        asked = (
            select(LifeMonth.resident_id)
            .join(Resident, Resident.id == LifeMonth.resident_id)
            .where(*active, LifeMonth.status == LifeMonthStatus.ACTIVE, kept)
        )
        return _month_names(session, district_id, month, within=asked)
    pool = pools.pool_of(session, pool_id, viewer=by)
    if pool.status not in PUBLISHED or pool.list_hash is None or pool.district_id != district_id:
        raise ListNotPublished
    rows = select(PoolMember.pseudonym, PoolMember.resident_id, PoolMember.village_code)
    rows = rows.join(Resident, Resident.id == PoolMember.resident_id).where(PoolMember.pool_id == pool_id, kept)
    return {row[0]: (row[1], row[2]) for row in session.execute(rows)}


def _month_names(
    session: Session, district_id: int, month: Month | None, *, within: Select[Any] | None = None
) -> Frame:
    asked = select(Resident.id, Resident.uid, Resident.village_code).where(Resident.district_id == district_id)
    if within is not None:
        asked = asked.where(Resident.id.in_(within))
    return {
        index_of("sample", f"{district_id}|{month}|{uid.hex}").hex(): (resident_id, village)
        for resident_id, uid, village in session.execute(asked)
    }


def _frozen(session: Session, sample: Sample, *, by: Actor) -> Frame:
    """Give the people behind the frozen list: for a month everybody in the district, for some have left it since.

    Whoever has joined a pool since then, as an urgent case does, is not on the list and changes nothing.
    """
    names = names_of(session, sample)
    if list_hash(names) != sample.list_hash:
        raise ListChanged
    if sample.pool_id is None:
        return _month_names(session, sample.district_id, sample.month)
    frame = _frame(session, sample.district_id, sample.pool_id, None, by=by)
    if not frame.keys() >= set(names):
        raise ListChanged
    return frame


def _row(sample: Sample, place: int, one: tuple[str, str], frame: Mapping[str, tuple[int, str]]) -> dict[str, object]:
    name, hashed = one
    resident_id, village = frame[name]
    known = {"sample_id": sample.id, "place": place, "pseudonym": name, "draw": hashed}
    return {**known, "resident_id": resident_id, "village_code": village}


def _begin(session: Session, sample: Sample, end: SampleStatus) -> None:
    session.refresh(sample, with_for_update=True)
    if (sample.status, end) not in SAMPLE_MOVES:
        raise SampleMoved


def _end(session: Session, sample: Sample, end: SampleStatus, *, by: Actor) -> None:
    sample.status = end
    session.flush()
    audit.record(session, f"sample:{end}", sample, by=by, reason=sample.ended_reason, seed=sample.seed)
