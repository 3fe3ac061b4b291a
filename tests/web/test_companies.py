"""A company applies, the forum decides, the branch confirms its workers; each step on a page of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, organisations
from srikandi.messages import Message
from srikandi.organisations import Kind, NewOrganisation, Organisation, Standing, establish
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.organisations.companies import a_company
from tests.people import SYSTEM, make_user
from tests.pools.listing import a_district

APPLICATION = {
    "name": "PT Timah Sejahtera Contoh",
    "nib": "9120001234567",
    "npwp": "01.300.000.0-015.000",
    "sector": "Pertambangan",
    "address": "Jl. Contoh 2",
    "email": "CSR@contoh.example",
    "signatory_name": "Nama Contoh",
    "signatory_title": "Direktur",
    "signatory_mandate": "Akta 12/2020",
}


@dataclass
class Office:
    """The people around a company, and its district."""

    district_id: int
    forum: Browser
    branch: Browser


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    district = a_district(session)
    new = [
        NewOrganisation(Kind.FORUM, "Forum", "Jl. A", "f@contoh.example", district.id),
        NewOrganisation(Kind.BRANCH, "Cabang", "Jl. B", "b@contoh.example", serves=(district.id,)),
    ]
    forum, branch = (establish(session, one, by=SYSTEM) for one in new)
    reviewer = make_user(session, Role.FORUM, post=Post(Role.FORUM, district.id, forum.id)).id
    officer = make_user(session, Role.BRANCH, post=Post(Role.BRANCH, None, branch.id)).id
    district_id = district.id
    session.commit()
    return Office(district_id, signed_in(app, reviewer), signed_in(app, officer))


def signed_in(app: Flask, user_id: int) -> Browser:
    browser = Browser(app)
    browser.sign_in(user_id)
    return browser


def apply(app: Flask, office: Office, **changed: str):
    said = {**APPLICATION, "district": str(office.district_id), **changed}
    return Browser(app).submit("/daftar-perusahaan", said)


def test_a_company_comes_from_the_street_to_a_confirmed_gate(app: Flask, session: Session, office: Office) -> None:
    assert apply(app, office).headers["Location"] == "/daftar-perusahaan/terkirim"
    company = session.scalars(select(Organisation).where(Organisation.kind == Kind.COMPANY)).one()
    company_id = company.id
    session.rollback()
    assert "PT Timah Sejahtera Contoh" in office.forum.get("/forum/perusahaan").text
    here = f"/forum/perusahaan/{company_id}"
    assert office.forum.submit(here, {"decision": "terima", "reason": ""}).status_code == 422
    assert office.forum.submit(here, {"decision": "terima", "reason": "Lengkap"}).status_code == 303
    letters = {one.kind: one for one in session.scalars(select(Message))}
    assert "Lengkap" in letters["decision"].body
    letter = letters["invitation"]
    found = re.search(r"/undangan/[\w-]+", letter.body)
    assert found is not None
    session.rollback()
    officer = Browser(app)
    words = "pagi ikan lemari seberang"
    assert officer.submit(found[0], {"password": words, "again": words}).status_code == 303
    said = {"workers": "120", "registered": "118", "business_entity_code": "00012345"}
    assert officer.submit("/perusahaan/profil/pekerja", said).status_code == 303
    until = (clock.today() + timedelta(days=300)).isoformat()
    decided = {"decision": "ya", "expires_on": until, "reason": "Cocok"}
    assert "PT Timah Sejahtera Contoh" in office.branch.get("/cabang/pernyataan").text
    assert office.branch.submit("/cabang/pernyataan/1", decided).status_code == 303
    organisations.check_may_pledge(session, company_id, on=clock.today())
    session.rollback()
    assert "Terkonfirmasi" in officer.get("/perusahaan/profil").text


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("nib", "123", "NIB terdiri dari 13 angka."),
        ("npwp", "1", "NPWP terdiri dari 15 atau 16 angka"),
        ("email", "bukan surel", "Periksa alamat surel ini."),
        ("name", "", "Tulis nama badan usahanya."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, session: Session, office: Office, field: str, wrong: str, words: str
) -> None:
    answer = apply(app, office, **{field: wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Akta 12/2020" in answer.text
    assert session.scalars(select(Organisation).where(Organisation.kind == Kind.COMPANY)).all() == []


def test_the_same_nib_cannot_apply_twice(app: Flask, office: Office) -> None:
    apply(app, office)
    again = apply(app, office)
    assert again.status_code == 422
    assert "sudah terdaftar di kabupaten ini" in again.text


def test_a_forum_sees_companies_of_its_own_district_only(app: Flask, session: Session, office: Office) -> None:
    foreign = a_company(session, a_district(session, "63.07").id).id
    session.commit()
    assert office.forum.get(f"/forum/perusahaan/{foreign}").status_code == 404
    assert office.forum.get("/forum/perusahaan/999999").status_code == 404
    assert "PT Timah" not in office.forum.get("/forum/perusahaan").text


def test_a_decision_that_does_not_fit_is_refused(app: Flask, session: Session, office: Office) -> None:
    company = a_company(session, office.district_id).id
    session.commit()
    here = f"/forum/perusahaan/{company}"
    assert office.forum.submit(here, {"decision": "terima", "reason": "x"}).status_code == 422
    assert office.forum.submit(here, {"decision": "tangguhkan", "reason": "Menunggak"}).status_code == 303
    session.rollback()
    assert session.get_one(Organisation, company).standing is Standing.SUSPENDED
