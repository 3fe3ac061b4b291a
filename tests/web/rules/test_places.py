"""A person types a code and reads why; an officer hands it over; nobody learns anything by guessing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import pools
from srikandi.places import District
from srikandi.pools import PoolMember
from srikandi.residents import Resident
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.pools.listing import a_district, an_open_pool
from tests.web.questions.counting import MOST, counted

PAGE = "/kelompok/tempat-saya"


@pytest.fixture
def scene(app: Flask, session: Session):
    district = a_district(session)
    pool = an_open_pool(session, 30, district)
    member = session.scalars(select(PoolMember).where(PoolMember.place == 14)).one()
    resident = session.get_one(Resident, member.resident_id)
    staff = {}
    for role, post in (
        (Role.MAKER, Post(Role.MAKER, district.id)),
        (Role.CHECKER, Post(Role.CHECKER, district.id)),
        (Role.VILLAGE, Post(Role.VILLAGE, district.id, village_code=resident.village_code)),
    ):
        staff[role] = Browser(app)
        staff[role].sign_in(make_user(session, role, post=post).id)
    session.commit()
    return pool.id, resident.id, staff


def code_of(session: Session, resident_id: int) -> str:
    session.rollback()
    return pools.places_of(session, session.get_one(Resident, resident_id))[0].code or ""


def test_the_holder_of_a_code_reads_the_place_in_words_and_no_name(app: Flask, session: Session, scene) -> None:
    _, resident_id, _ = scene
    code, visitor = code_of(session, resident_id), Browser(app)
    answer = visitor.submit(PAGE, {"code": code})
    assert answer.status_code == 200
    assert "ke-14" in answer.text
    assert "lebih dulu karena nilainya lebih tinggi" in answer.text
    resident = session.get_one(Resident, resident_id)
    assert resident.name not in answer.text
    assert code not in answer.text, "the page can be shown without giving the code away"
    assert code.replace("-", "") not in answer.text


def test_officers_see_the_same_words_and_give_and_revoke_the_code(app: Flask, session: Session, scene) -> None:
    _, resident_id, staff = scene
    old = code_of(session, resident_id)
    for area, role in (("desa", Role.VILLAGE), ("kabupaten", Role.MAKER)):
        here, browser = f"/{area}/warga/{resident_id}/tempat", staff[role]
        assert "ke-14" in browser.get(here).text
        assert browser.submit(here, action="/kode-baru").status_code == 303
        assert Browser(app).submit(PAGE, {"code": old}).status_code == 422
        old = code_of(session, resident_id)
        assert old in browser.get(here).text
        assert browser.submit(here, action="/cabut-kode").status_code == 303
        assert code_of(session, resident_id) == ""
        assert Browser(app).submit(PAGE, {"code": old}).status_code == 422
        browser.submit(here, action="/kode-baru")
        old = code_of(session, resident_id)
    assert staff[Role.CHECKER].get(f"/kabupaten/warga/{resident_id}/tempat").status_code == 200
    assert "/kode-baru" not in staff[Role.CHECKER].get(f"/kabupaten/warga/{resident_id}/tempat").text


def test_an_officer_of_another_village_sees_no_place(session: Session, scene) -> None:
    pool_id, resident_id, staff = scene
    own = session.get_one(Resident, resident_id).village_code
    other = session.scalars(select(Resident.id).where(Resident.village_code != own).limit(1)).one()
    assert staff[Role.VILLAGE].get(f"/desa/warga/{other}/tempat").status_code == 404
    assert staff[Role.VILLAGE].post(f"/desa/warga/{other}/tempat/{pool_id}/kode-baru").status_code in {400, 404}


def guess(app: Flask, times: int) -> list[int]:
    visitor = Browser(app)
    return [visitor.submit(PAGE, {"code": f"ZZZZ-ZZZZ-ZZZ{sign}"}).status_code for sign in "23456789ABCD"[:times]]


def test_guessing_is_slowed_down_even_for_a_right_code_and_locks_nobody_out_of_signing_in(
    app: Flask, session: Session, scene
) -> None:
    code = code_of(session, scene[1])
    assert guess(app, 10) == [422] * 10
    assert Browser(app).submit(PAGE, {"code": code}).status_code == 403
    signing_in = Browser(app).submit("/masuk", {"email": "x@contoh.example", "password": "salah"})
    assert "Terlalu banyak" not in signing_in.text


def test_without_the_counting_a_guesser_goes_on(app: Flask, session: Session, scene, monkeypatch) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr("srikandi.web.public.order.places.throttles.count", lambda *_, **__: None)
    code = code_of(session, scene[1])
    assert guess(app, 10) == [422] * 10
    assert Browser(app).submit(PAGE, {"code": code}).status_code == 200


def test_the_public_page_of_a_pool_says_the_rule_and_gives_its_bytes(app: Flask, session: Session, scene) -> None:
    pool_id, visitor = scene[0], Browser(app)
    text = visitor.get(f"/kelompok/{pool_id}").text
    assert ("Semua warga terverifikasi." in text, "Baru keluar dari PBI" in text) == (True, True)
    document = visitor.get(f"/kelompok/{pool_id}/urutan.json").json
    assert len(document["urutan"]) == 30
    rule = visitor.get(f"/kelompok/{pool_id}/aturan.json")
    pool = pools.public_pool(session, pool_id)
    assert rule.text == pools.rule_file(session, pool)


def test_no_page_of_a_place_asks_more_for_a_longer_list(app: Flask, session: Session, scene) -> None:
    _, resident_id, staff = scene
    code = code_of(session, resident_id)

    def asked() -> list[int]:
        counts = []
        for look in (
            lambda: Browser(app).submit(PAGE, {"code": code}),
            lambda: staff[Role.MAKER].get(f"/kabupaten/warga/{resident_id}/tempat"),
            lambda: staff[Role.VILLAGE].get(f"/desa/warga/{resident_id}/tempat"),
        ):
            with counted(session) as found:
                assert look().status_code == 200
            counts.append(len(found))
        return counts

    few = asked()
    an_open_pool(session, 60, session.get_one(District, session.get_one(Resident, resident_id).district_id))
    session.commit()
    assert asked() == few
    assert max(few) <= MOST
