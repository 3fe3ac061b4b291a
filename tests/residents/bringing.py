"""A district with its officers, and lists of people to bring."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from srikandi import residents
from srikandi.audit import Actor
from srikandi.places import District, NewDistrict, add_district, villages_of
from srikandi.residents import Resident, ResidentImport, ResidentKind
from srikandi.users import Post, Role, User
from tests.people import SYSTEM, actor_for, make_user

SAMPLES = Path(__file__).parents[1] / "data" / "residents"


@dataclass(frozen=True)
class Office:
    """A district with a maker, two checkers and a village officer."""

    district: District
    maker: User
    checker: User
    second: User
    village: User

    def by(self, who: str) -> Actor:
        """Give one of them as the actor they are."""
        role = {"second": Role.CHECKER}.get(who) or Role(who)
        village = self.village_code if who == "village" else None
        return actor_for(getattr(self, who), role, district_ids=(self.district.id,), village_code=village)

    village_code: str = ""


def open_office(session: Session, code: str = "19.01", village_code: str = "") -> Office:
    """Open a district with its officers."""
    about = {"office": "Dinas Sosial", "office_address": "Jalan Contoh 1", "seat": "Contoh", "head_name": "Contoh"}
    district = add_district(session, NewDistrict(code, **about, head_title="Bupati", contact="0717"), by=SYSTEM)
    village_code = village_code or next(
        (one.code for one in villages_of(session, district.id) if one.name == "Kenanga"), f"{code}.01.2001"
    )
    people = {
        "maker": make_user(session, Role.MAKER, post=Post(Role.MAKER, district.id)),
        "checker": make_user(session, Role.CHECKER, post=Post(Role.CHECKER, district.id)),
        "second": make_user(session, Role.CHECKER, post=Post(Role.CHECKER, district.id)),
        "village": make_user(session, Role.VILLAGE, post=Post(Role.VILLAGE, district.id, village_code=village_code)),
    }
    session.commit()
    return Office(district, **people, village_code=village_code)


def nik_of(number: int, region: str = "190101") -> str:
    """Give a made-up NIK, another for each number."""
    born = date(1960, 1, 1) + timedelta(days=number % 10_000)
    return f"{region}{born:%d%m%y}{number // 10_000 * 7 % 9000 + 1 + number % 7:04d}"


def listed(number: int, **other: str) -> dict[str, str]:
    """Give one made-up person as a row of a list."""
    nik = nik_of(number)
    born = date(1960, 1, 1) + timedelta(days=number % 10_000)
    row = {
        "NO KK": f"1901010101{number // 4:06d}",
        "NIK": nik,
        "NAMA": f"WARGA {'ABCDEFGHIJ'[number % 10]}{'KLMNOPQRST'[number // 10 % 10]} CONTOH",
        "TGL LAHIR": f"{born:%d-%m-%Y}",
        "JK": "L",
        "ALAMAT": f"JALAN CONTOH {number}",
        "RT": f"{number % 5 + 1:03d}",
        "RW": "001",
        "DESA": "Kenanga",
        "KECAMATAN": "Sungailiat",
    }
    return row | other


def people(count: int, start: int = 0) -> list[dict[str, str]]:
    """Give so many made-up people as rows."""
    return [listed(number) for number in range(start, start + count)]


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """Give rows as the bytes of a CSV."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def stage(session: Session, office: Office, rows: list[dict[str, str]], name: str = "daftar.csv") -> ResidentImport:
    """Bring a list."""
    return residents.stage_import(
        session,
        as_csv(rows),
        filename=name,
        district_id=office.district.id,
        kind=ResidentKind.RECRUITMENT,
        by=office.by("maker"),
    )


def approve(session: Session, office: Office, import_: ResidentImport, who: str = "checker") -> ResidentImport:
    """Approve what stands there now."""
    return residents.approve_import(session, import_, seen_hash=import_.content_hash.hex(), by=office.by(who))


def bring(session: Session, office: Office, rows: list[dict[str, str]]) -> list[Resident]:
    """Bring a list, have it approved, and give its people."""
    import_ = approve(session, office, stage(session, office, rows))
    session.commit()
    return session.query(Resident).filter_by(import_id=import_.id).order_by(Resident.id).all()
