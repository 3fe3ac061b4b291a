"""A district with people, and pools of them: plain functions that use the real verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from srikandi import places, pools
from srikandi.audit import Actor
from srikandi.database import Secret, index_of
from srikandi.eligibility import Audience, Rule
from srikandi.places import District, NewDistrict
from srikandi.pools import NewPool, Pool
from srikandi.residents import Resident, ResidentKind, ResidentStatus
from srikandi.tariffs import Basis
from srikandi.users import User

DISTRICT_SECRET = "laut bangka tenang pagi ini 2026"
FORUM_SECRET = "lada putih dan timah hitam 71"
SYSTEM = Actor.system("tes")


def a_district(session: Session, code: str = "19.01") -> District:
    new = NewDistrict(
        code=code,
        office="Dinas Sosial dan Pemberdayaan Masyarakat",
        office_address="Jl. Contoh 1",
        seat="Sungailiat",
        head_name="Nama Contoh",
        head_title="Kepala Dinas",
        contact="0717-000000",
    )
    return places.add_district(session, new, by=SYSTEM)


def an_actor(session: Session, role: str, district: District) -> Actor:
    user = User(email=f"{uuid4().hex}@contoh.example", name=role.title())
    session.add(user)
    session.flush()
    return Actor(user_id=user.id, name=user.name, role=role, district_ids=(district.id,))


def some_residents(session: Session, district: District, count: int, villages: Sequence[str] = ()) -> list[int]:
    """Add verified residents, spread over the villages, with every kind of trait."""
    codes = villages or [village.code for village in places.villages_of(session, district.id)][:6]
    session.execute(insert(Resident), [_person(district, codes, number) for number in range(count)])
    found = session.query(Resident.id).filter(Resident.district_id == district.id).order_by(Resident.id)
    return [row.id for row in found][-count:]


def a_draft(session: Session, district: District, maker: Actor, audience: Audience | None = None) -> Pool:
    rule = Rule(audience or Audience())
    new = NewPool(district.id, "Nelayan Sungailiat", "Nelayan tanpa jaminan", rule, Basis.PARTICIPANT)
    return pools.draft(session, new, by=maker)


def a_proposed_pool(session: Session, district: District, audience: Audience | None = None) -> tuple[Pool, Actor]:
    """Give a pool whose places are drawn, and the checker who may approve it."""
    maker, checker, forum = (an_actor(session, role, district) for role in ("maker", "checker", "forum"))
    pool = a_draft(session, district, maker, audience)
    pools.commit_secret(session, pool, secret=DISTRICT_SECRET, by=checker)
    pools.commit_secret(session, pool, secret=FORUM_SECRET, by=forum)
    pools.propose(session, pool, by=maker)
    pools.reveal_secret(session, pool, secret=DISTRICT_SECRET, by=checker)
    pools.reveal_secret(session, pool, secret=FORUM_SECRET, by=forum)
    return pool, checker


def an_open_pool(session: Session, people: int = 30, district: District | None = None) -> Pool:
    """Give an open pool with this many people in it, in a district of its own unless one is given."""
    district = district or a_district(session)
    some_residents(session, district, people)
    pool, checker = a_proposed_pool(session, district)
    pools.approve(session, pool, seen_hash=pools.content_hash(session, pool), by=checker)
    pools.open_pool(session, pool, by=checker)
    return pool


def _person(district: District, villages: Sequence[str], number: int) -> dict[str, object]:
    uid = uuid4()
    nik = f"{district.code.replace('.', '')}01{uid.int % 10**10:010d}"
    return {
        "uid": uid,
        "district_id": district.id,
        "village_code": villages[number % len(villages)],
        "status": ResidentStatus.VERIFIED,
        "kind": (ResidentKind.RECRUITMENT, ResidentKind.REACTIVATION)[number % 3 == 0],
        "nik": Secret(nik, uid),
        "nik_index": index_of("nik", nik),
        "name": f"Warga {number}",
        "name_key": f"WARGA {number}",
        "birth_on": date(1950 + number % 70, 1 + number % 12, 1 + number % 28),
        "sex": "LP"[number % 2],
        "occupation": ("nelayan", "petani", "buruh")[number % 3],
        "decile": (None, 1, 2, 3, 4, 5)[number % 6],
        "is_former_pbi": number % 4 == 0,
        "registered_at": datetime(2025, 1 + number % 12, 5, tzinfo=UTC),
    }
