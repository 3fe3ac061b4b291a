"""A district with an open pool, a company that may pledge, and the Pemkab beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from srikandi import clock, places, pledges, programme, tariffs
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.database import Secret, index_of
from srikandi.eligibility import Rule, fingerprint
from srikandi.money import Money
from srikandi.organisations import GateDeclaration, GateStatus, Kind, Organisation, Standing
from srikandi.places import District, DistrictSetting, NewDistrict
from srikandi.pledges import Agreement, Frequency, Pledge, Share, SuccessionRule, Terms
from srikandi.pools import MemberStatus, Pool, PoolMember, PoolRule, PoolStatus
from srikandi.programme import Settlement, SettlementNotice
from srikandi.residents import Resident, ResidentKind, ResidentStatus
from srikandi.tariffs import Basis
from srikandi.users import User

SYSTEM = Actor.system("tes")
PAID_AT = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """Who and what a pledge needs; ids, so that it outlives a session."""

    district_id: int
    pool_id: int
    company_id: int
    government_id: int
    officer: Actor
    """Of the company."""
    maker: Actor
    checker: Actor
    branch: Actor


def a_scene(session: Session, *, lives: int = 40) -> Scene:
    """Give a district whose open pool lists this many people."""
    tariffs.plant(session)
    district = a_district(session)
    company = an_organisation(session, district, Kind.COMPANY, "PT Timah Sejahtera Contoh")
    government = an_organisation(session, district, Kind.GOVERNMENT, "Pemerintah Kabupaten Bangka")
    open_gate(session, company)
    pool = an_open_pool(session, district, lives=lives)
    session.flush()
    return Scene(
        district_id=district.id,
        pool_id=pool.id,
        company_id=company.id,
        government_id=government.id,
        officer=replace(an_actor(session, "company", district), organisation_id=company.id),
        maker=an_actor(session, "maker", district),
        checker=an_actor(session, "checker", district),
        branch=an_actor(session, "branch", district),
    )


def let_many_be_open(session: Session) -> None:
    """Let one company hold more unsigned promises than a district lets it, for tests of what else limits them."""
    session.query(DistrictSetting).filter_by(name="open_offers").one().value = 100


def a_district(session: Session) -> District:
    new = NewDistrict(
        code="19.01",
        office="Dinas Sosial",
        office_address="Jl. Contoh 1",
        seat="Sungailiat",
        head_name="Nama Contoh",
        head_title="Bupati Bangka",
        contact="0717-000000",
    )
    return places.add_district(session, new, by=SYSTEM)


def an_organisation(session: Session, district: District, kind: Kind, name: str) -> Organisation:
    made = Organisation(
        district_id=district.id,
        kind=kind,
        standing=Standing.ADMITTED,
        name=name,
        nib=f"{uuid4().int % 10**13:013d}",
        address="Jl. Contoh 2",
        email=f"{uuid4().hex}@contoh.example",
    )
    session.add(made)
    session.flush()
    return made


def open_gate(session: Session, company: Organisation) -> None:
    """Let the branch have confirmed that a company's own workers are registered."""
    gate = GateDeclaration(
        organisation_id=company.id,
        status=GateStatus.CONFIRMED,
        workers=10,
        registered=10,
        business_entity_code="0001",
        decided_at=clock.now(),
        expires_on=clock.today() + timedelta(days=365),
    )
    session.add(gate)
    session.flush()


def a_company(session: Session, scene: Scene, name: str) -> Actor:
    """Give the officer of another company of the district that may pledge."""
    district = session.get_one(District, scene.district_id)
    company = an_organisation(session, district, Kind.COMPANY, name)
    open_gate(session, company)
    return replace(an_actor(session, "company", district), organisation_id=company.id)


def an_actor(session: Session, role: str, district: District) -> Actor:
    user = User(email=f"{uuid4().hex}@contoh.example", name=role.title())
    session.add(user)
    session.flush()
    return Actor(user_id=user.id, name=user.name, role=role, district_ids=(district.id,))


def nik_of(number: int) -> str:
    """Give the NIK of the person at a place of the pool."""
    return f"190101010180{number:04d}"


def an_open_pool(session: Session, district: District, *, lives: int) -> Pool:
    pool = Pool(
        district_id=district.id,
        name="Nelayan Sungailiat",
        purpose="Nelayan tanpa jaminan",
        status=PoolStatus.OPEN,
        tariff_basis=Basis.PARTICIPANT_AND_REGION,
    )
    session.add(pool)
    session.flush()
    said = Rule().stored()
    session.add(PoolRule(pool_id=pool.id, version=1, content=said, fingerprint=fingerprint(said)))
    villages = [row.code for row in places.villages_of(session, district.id)][:6]
    session.execute(insert(Resident), [_person(district, villages, number) for number in range(1, lives + 1)])
    people = session.query(Resident.id, Resident.village_code).order_by(Resident.id).all()
    rows = [
        {
            "district_id": district.id,
            "pool_id": pool.id,
            "resident_id": person.id,
            "village_code": person.village_code,
            "pseudonym": f"P{place}",
            "score": 1,
            "place": place,
            "status": MemberStatus.LISTED,
        }
        for place, person in enumerate(people, 1)
    ]
    session.execute(insert(PoolMember), rows)
    return pool


def _person(district: District, villages: list[str], number: int) -> dict[str, object]:
    uid: UUID = uuid4()
    nik = nik_of(number)
    return {
        "uid": uid,
        "district_id": district.id,
        "village_code": villages[number % len(villages)],
        "status": ResidentStatus.VERIFIED,
        "kind": ResidentKind.RECRUITMENT,
        "nik": Secret(nik, row=uid),
        "nik_index": index_of("nik", nik),
        "name": f"Warga {number}",
        "name_key": f"WARGA {number}",
        "birth_on": date(1980, 1, 1),
        "sex": "L",
    }


def terms_of(scene: Scene, **changes: object) -> Terms:
    """Give 30 lives for 12 months at 37.800, all paid by the company."""
    terms = Terms(
        pool_id=scene.pool_id,
        lives=30,
        months=12,
        start_month=Month.of(clock.today()) + 2,
        tariff_basis=Basis.PARTICIPANT_AND_REGION,
        frequency=Frequency.ONCE,
        succession_rule=SuccessionRule.NEXT,
        villages=(),
        shares=(Share(scene.company_id, Money(37_800)),),
        form_key=uuid4().hex,
    )
    return replace(terms, **changes)


def shared_terms(scene: Scene, **changes: object) -> Terms:
    """Give terms of which the company pays 20.000 and the Pemkab 15.000 a life-month."""
    shares = (Share(scene.company_id, Money(20_000)), Share(scene.government_id, Money(15_000)))
    return terms_of(scene, tariff_basis=Basis.PARTICIPANT, shares=shares, **changes)


def an_agreed_pledge(session: Session, scene: Scene, terms: Terms | None = None) -> Pledge:
    """Give a pledge that is approved and signed."""
    pledge = an_offered_pledge(session, scene, terms)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    agreement = Agreement(number="440/12/PKS/2026", signed_on=clock.today())
    return pledges.agree(session, pledge, agreement=agreement, by=scene.maker)


def an_offered_pledge(session: Session, scene: Scene, terms: Terms | None = None) -> Pledge:
    """Give a pledge everybody who would pay has said yes to."""
    pledge = pledges.offer(session, terms or terms_of(scene), by=scene.officer)
    if pledges.sharing_of(session, [pledge.id]):
        pledges.accept_share(session, pledge, by=scene.maker)
    return pledge


def pay(session: Session, pledge: Pledge, rupiah: int, *, payer: int = 0, reference: str = "") -> Settlement:
    """Let money of a payer arrive by bank transfer."""
    row = pledges.payers_of(session, pledge.id)[payer]
    notice = SettlementNotice(
        reference=reference or f"bank:1:{uuid4().hex}",
        route="bank_transfer",
        payer_id=row.id,
        amount=Money(rupiah),
        occurred_at=PAID_AT,
        district_id=pledge.district_id,
        bank_account_id=1,
    )
    return programme.settle(session, notice, by=SYSTEM)
