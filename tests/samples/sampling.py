"""A pool an auditor samples: plain functions that use the real verbs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import samples, seals
from srikandi.audit import Actor
from srikandi.places import district_of
from srikandi.pools import Pool
from srikandi.samples import Found, NewSample, Outcome, Sample
from srikandi.users import Post, Role, User
from tests.people import SYSTEM, actor_for, make_user
from tests.pools.listing import a_district, an_open_pool

PHRASE = "Lada dan timah 2026"
PURPOSE = "Pemeriksaan lapangan tahunan"


@dataclass(frozen=True)
class Bench:
    """A district with an open pool, and its auditor."""

    pool: Pool
    user: User
    auditor: Actor


def a_bench(session: Session, people: int = 80) -> Bench:
    district = a_district(session)
    pool = an_open_pool(session, people, district)
    user = make_user(session, Role.AUDITOR, post=Post(Role.AUDITOR, district.id))
    return Bench(pool, user, actor_for(user, Role.AUDITOR, district_ids=(district.id,)))


def a_frozen_sample(session: Session, bench: Bench, **more: object) -> Sample:
    from_pool = {"wanted": 59, "phrase": PHRASE, "purpose": PURPOSE, "pool_id": bench.pool.id}
    district = district_of(session, bench.pool.district_id)
    return samples.freeze(session, district, NewSample(**(from_pool | more)), by=bench.auditor)


def a_drawn_sample(session: Session, bench: Bench) -> Sample:
    sample = a_frozen_sample(session, bench)
    seals.seal(session, by=SYSTEM)
    return samples.draw(session, sample, by=bench.auditor)


def all_found(session: Session, sample: Sample, wrong: dict[int, Outcome] | None = None) -> list[Found]:
    known = wrong or {}
    return [Found(one.place, known.get(one.place, Outcome.CONFIRMED)) for one in samples.people_of(session, sample)]
