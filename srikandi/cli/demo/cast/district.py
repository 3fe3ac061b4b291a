"""Kabupaten Bangka as the administrator sets it up: letterhead, Pemkab, forum, branch, accounts, people."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from srikandi import organisations, places, tariffs, users
from srikandi.audit import Actor
from srikandi.cli.demo.cast.logins import LOGINS, OWN_VILLAGE, PASSWORD, Login
from srikandi.organisations import Kind, NewOrganisation, Organisation, Profile
from srikandi.payments import BankAccount, banking
from srikandi.payments.destinations import found_direct
from srikandi.places import District, NewDistrict, VillageRow
from srikandi.users import ROLE_PERMISSIONS, Post, Role, User

BANGKA = NewDistrict(
    code="19.01",
    office="Dinas Sosial dan Pemberdayaan Masyarakat dan Desa",
    office_address="Jalan Contoh Nomor 19, Sungailiat 33215",
    seat="Sungailiat",
    head_name="Fulan bin Contoh",
    head_title="Bupati",
    contact="Telepon (0717) 000000, surel jkn@bangka.example",
    pbpu_quota=12_500,
    population=331_000,
    is_demo=True,
)
QRIS = (
    "00020101021151440014ID.CO.QRIS.WWW0215ID10200211817450303UMI5204839853033605802ID"
    "5917FORUM TJSL BANGKA6006BANGKA610533211630429A9"
)
"""An invented merchant's static code: it scans, and no bank knows it."""
BCA = banking.NewAccount("bangka-bca", "BCA", "0410009876", "FORUM TJSL KAB BANGKA", QRIS)
DIRECT = "8888801901000019"
"""The virtual account its companies pay BPJS Kesehatan by; nobody's."""
MANDIRI = banking.NewAccount("bangka-mandiri", "Mandiri", "1690009876543", "FORUM TJSL KAB BANGKA")
SETTING_UP = Actor.system("data contoh")


@dataclass
class Cast:
    """The district with everybody who acts in it, by the first part of their address."""

    district: District
    villages: list[VillageRow]
    government: Organisation
    forum: Organisation
    branch: Organisation
    bca: BankAccount
    mandiri: BankAccount
    actors: dict[str, Actor] = field(default_factory=dict)
    companies: dict[str, Organisation] = field(default_factory=dict)
    verifiers: dict[str, Actor] = field(default_factory=dict)
    """Who verifies the people of a village, by its code."""

    def village_named(self, name: str) -> VillageRow:
        """Give the first village of this name."""
        return next(village for village in self.villages if village.name == name)


def set_up(session: Session) -> Cast:
    """Give the district with its partners and its people, ready to begin."""
    admin = _admin(session)
    tariffs.plant(session, by=admin)
    district = places.add_district(session, BANGKA, by=admin)
    government, forum, branch = _partners(session, district, by=admin)
    found_direct(session, DIRECT, holder="BPJS Kesehatan", district_id=district.id, by=admin)
    cast = Cast(
        district=district,
        villages=places.villages_of(session, district.id),
        government=government,
        forum=forum,
        branch=branch,
        bca=banking.open_account(session, BCA, district_id=district.id, by=admin),
        mandiri=banking.open_account(session, MANDIRI, district_id=district.id, by=admin),
        actors={"admin": admin},
    )
    for login in LOGINS:
        if login.role not in {Role.ADMIN, Role.COMPANY}:
            cast.actors[login.box] = _staff(session, cast, login)
    _verifiers(session, cast)
    return cast


def actor_for(session: Session, user: User, post: Post, *, district_ids: tuple[int, ...], by: Actor) -> Actor:
    """Give a person a role, and who they are in it."""
    users.grant(session, user, post=post, by=by)
    rights = frozenset(right.value for right in ROLE_PERMISSIONS[post.role])
    return Actor(user.id, user.name, post.role, district_ids, post.organisation_id, post.village_code, rights)


def add_person(session: Session, address: str, *, name: str) -> User:
    """Give an account of the demonstration, which alone may skip the second factor."""
    user = users.add_user(session, address, name=name, password=PASSWORD)
    user.skips_second_factor = True
    session.flush()
    return user


def _admin(session: Session) -> Actor:
    login = next(one for one in LOGINS if one.role is Role.ADMIN)
    user = add_person(session, login.address, name=login.name)
    return actor_for(session, user, Post(Role.ADMIN), district_ids=(), by=SETTING_UP)


def _partners(session: Session, district: District, *, by: Actor) -> tuple[Organisation, ...]:
    address, email = BANGKA.office_address, "jkn@bangka.example"
    forum = NewOrganisation(
        Kind.FORUM,
        "Forum TJSL Kabupaten Bangka",
        address,
        "forum@bangka.example",
        district_id=district.id,
        decree="Keputusan Bupati Nomor 188.45/000/2025 (contoh)",
    )
    branch = NewOrganisation(
        Kind.BRANCH,
        "BPJS Kesehatan Cabang Contoh Pangkalpinang",
        "Jalan Contoh Nomor 1, Pangkalpinang",
        "cabang@bpjs.example",
        serves=(district.id,),
    )
    payer = NewOrganisation(Kind.GOVERNMENT, f"Pemerintah {district.name}", address, email, district_id=district.id)
    made = tuple(organisations.establish(session, new, by=by) for new in (payer, forum, branch))
    for one, name, title in (
        (made[1], "Hendri Phang", "Ketua Forum TJSL"),
        (made[2], "Teguh Nugroho", "Kepala"),
    ):
        profile = Profile(one.address, None, one.email, None, name, f"{title} {one.name.split(' ', 2)[-1]}", "Contoh")
        organisations.edit_profile(session, one, profile, by=by)
    return made


def _staff(session: Session, cast: Cast, login: Login) -> Actor:
    organisation = {Role.FORUM: cast.forum.id, Role.BRANCH: cast.branch.id}.get(login.role)
    district_id = None if login.role is Role.BRANCH else cast.district.id
    village = cast.village_named(OWN_VILLAGE).code if login.role is Role.VILLAGE else None
    user = add_person(session, login.address, name=login.name)
    post = Post(login.role, district_id, organisation, village)
    return actor_for(session, user, post, district_ids=(cast.district.id,), by=cast.actors["admin"])


def _verifiers(session: Session, cast: Cast) -> None:
    """Let one companion a kecamatan verify its villages, but for the village that has its own officer."""
    own, companions = cast.actors["village"], dict[str, User]()
    for village in cast.villages:
        if village.code == own.village_code:
            cast.verifiers[village.code] = own
            continue
        user = companions.get(village.subdistrict_code)
        if user is None:
            box = village.subdistrict_name.lower().replace(" ", "-")
            user = add_person(
                session, f"pendamping.{box}@contoh.example", name=f"Pendamping {village.subdistrict_name}"
            )
            companions[village.subdistrict_code] = user
        post = Post(Role.VILLAGE, cast.district.id, village_code=village.code)
        ids = (cast.district.id,)
        cast.verifiers[village.code] = actor_for(session, user, post, district_ids=ids, by=cast.actors["admin"])
