import re

import pytest

from srikandi.messages import Message
from srikandi.places import District
from srikandi.users import Role
from tests.browsing import Browser
from tests.people import make_user


@pytest.fixture
def admin(browser, session):
    browser.sign_in(make_user(session, Role.ADMIN).id)
    return browser


BANGKA = {
    "code": "19.01",
    "office": "Dinas Sosial",
    "office_address": "Jalan Contoh 1",
    "seat": "Sungailiat",
    "head_name": "Contoh Kepala",
    "head_title": "Bupati",
    "contact": "0717-000000",
    "email": "dinas@contoh.example",
    "forum_name": "Forum TJSL Contoh",
    "forum_decree": "SK 1/2026",
    "branch_name": "BPJS Kesehatan Cabang Contoh",
    "tariff_basis": "participant_and_region",
}


def add_bangka(admin, **other):
    return admin.submit("/admin/kabupaten/baru", BANGKA | other)


def test_a_district_is_added_by_its_code_with_villages_and_partners(admin, session):
    answer = add_bangka(admin)
    assert answer.status_code == 303
    page = admin.get(answer.headers["Location"]).text
    assert "Kabupaten Bangka" in page
    assert "Forum TJSL Contoh" in page
    assert "BPJS Kesehatan Cabang Contoh" in page


def test_a_wrong_code_keeps_what_was_typed(admin):
    answer = add_bangka(admin, code="99.99", office="Dinas Yang Diketik")
    assert answer.status_code == 422
    assert "Dinas Yang Diketik" in answer.text


def test_an_invitation_reaches_its_reader_by_letter_and_makes_an_account(admin, session, app):
    add_bangka(admin)
    district = session.query(District).one()
    sent = {"name": "Siti Contoh", "email": "siti@contoh.example", "role": "maker", "district": str(district.id)}
    assert admin.submit("/admin/orang/undang", sent).status_code == 303
    letter = session.query(Message).one()
    token = re.search(r"/undangan/(\S+)", letter.body)[1]
    assert admin.get(f"/admin/surat/{letter.id}").status_code == 200
    visitor = Browser(app)
    password = "kuda laut terbang pelan"
    assert visitor.submit(f"/undangan/{token}", {"password": password, "again": password}).status_code == 303
    assert "Siti Contoh" in admin.get("/admin/orang").text


def test_a_role_without_its_place_is_refused_in_words(admin):
    answer = admin.submit("/admin/orang/undang", {"name": "A", "email": "a@contoh.example", "role": "maker"})
    assert answer.status_code == 422
    assert "Peran ini perlu kabupaten" in answer.text


def test_others_see_no_administration(browser, session):
    browser.sign_in(make_user(session, Role.AUDITOR).id)
    for path in ("/admin/orang", "/admin/kabupaten", "/admin/surat"):
        assert browser.get(path).status_code == 403


def test_people_are_found_by_name_and_role_and_come_in_pages(admin, session):
    for number in range(30):
        make_user(session, Role.AUDITOR, name=f"Pemeriksa Contoh {number:02}")
    page = admin.get("/admin/orang").text
    assert "Pemeriksa Contoh 00" in page
    assert "Pemeriksa Contoh 29" not in page
    following = re.search(r"/admin/orang\?sesudah=\d+", page)[0]
    assert "Pemeriksa Contoh 29" in admin.get(following).text
    found = admin.get("/admin/orang?cari=contoh+29&peran=auditor").text
    assert "Pemeriksa Contoh 29" in found
    assert "Pemeriksa Contoh 28" not in found
    assert "Tidak ada yang cocok" in admin.get("/admin/orang?cari=contoh&peran=forum").text
