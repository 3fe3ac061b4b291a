"""The code of a session in the browser: made and taken back by the district, carried by whoever goes, counted."""

from __future__ import annotations

import re
from datetime import timedelta

from srikandi import fieldwork, nominations
from srikandi.fieldwork import Gathered
from srikandi.users import Post, Role
from tests.fieldwork.going import planned
from tests.fieldwork.test_codes import name
from tests.people import make_user
from tests.residents.bringing import open_office
from tests.residents.pages.opening import queries, signed_in

CALENDAR = "/kabupaten/lapangan"
MAKE = "Buat kode usulan untuk kegiatan ini"


def coded(session, office, **other):
    """A session with a code."""
    visit = planned(session, office, **other)
    poster = nominations.make_visit_poster(session, visit, by=office.by("maker"))
    session.commit()
    return visit, poster


def test_the_district_makes_prints_and_takes_back(session, office, maker):
    visit = planned(session, office)
    path = f"{CALENDAR}/{visit.id}"
    assert MAKE in maker.get(path).text
    assert maker.submit(path, action="/kode").status_code == 303
    page = maker.get(path).text
    poster = nominations.visit_poster(session, visit)
    assert MAKE not in page
    assert f"/usul/{poster.code}" in page
    pdf = re.search(r"/kabupaten/usulan/poster/\d+\.pdf", page)[0]
    assert maker.get(pdf).data.startswith(b"%PDF-")
    assert f'href="{path}"' in maker.get("/kabupaten/usulan/poster").text
    assert maker.submit(path, action="/kode/cabut").status_code == 303
    assert MAKE in maker.get(path).text
    assert maker.get(f"/usul/{poster.code}").status_code == 404


def test_calling_off_by_the_page_closes_the_form(session, office, maker):
    visit, poster = coded(session, office)
    assert maker.get(f"/usul/{poster.code}").status_code == 200
    said = {"cancel_reason": "Jembatan ke desa putus"}
    assert maker.submit(f"{CALENDAR}/{visit.id}", said, action="/batal").status_code == 303
    assert maker.get(f"/usul/{poster.code}").status_code == 404
    assert MAKE not in maker.get(f"{CALENDAR}/{visit.id}").text


def test_a_plan_changed_by_the_page_moves_the_code(session, office, maker):
    visit, poster = coded(session, office)
    assert maker.submit(f"{CALENDAR}/{visit.id}/ubah", {"place": "Balai desa"}).status_code == 303
    assert "Balai desa" in maker.get(f"/usul/{poster.code}").text


def test_what_came_in_is_proposed_and_what_is_typed_wins(session, office, maker, village):
    visit, poster = coded(session, office)
    for number in (3, 4):
        name(session, office, poster, number)
    session.commit()
    for browser, path in ((maker, f"{CALENDAR}/{visit.id}"), (village, f"/desa/kegiatan/{visit.id}")):
        page = browser.get(path).text
        assert re.search(r'<input[^>]*name="nominated"[^>]*value="2"', page), path
        assert "2 lewat kode kegiatan ini" in page
    said = {"visitors": "40", "informed": "30", "nominated": "6"}
    assert village.submit(f"/desa/kegiatan/{visit.id}", said, action=f"/kegiatan/{visit.id}").status_code == 303
    for browser, path in ((maker, f"{CALENDAR}/{visit.id}"), (village, f"/desa/kegiatan/{visit.id}")):
        assert "seperti ditulis; lewat kode kegiatan: 2" in browser.get(path).text
    again = {"nominated": "2", "reason": "Salah hitung"}
    assert village.submit(f"/desa/kegiatan/{visit.id}", again).status_code == 303
    assert "seperti ditulis" not in maker.get(f"{CALENDAR}/{visit.id}").text


def test_whoever_goes_opens_the_form_and_cannot_make_or_print(session, office, village):
    visit, poster = coded(session, office)
    page = village.get(f"/desa/kegiatan/{visit.id}").text
    assert f'href="/usul/{poster.code}"' in page
    assert "data:image/svg+xml" in page
    form = village.get(f"/usul/{poster.code}").text
    assert re.search(rf'<option selected value="{office.village_code}"', form)
    assert village.get(f"/desa/usulan/poster/{poster.id}.pdf").status_code == 404
    token = village.get("/desa/telepon").get_json()["token"]
    for path in ("kode", "kode/cabut"):
        assert village.post(f"{CALENDAR}/{visit.id}/{path}", {"csrf_token": token}).status_code == 403


def test_readers_see_the_counts_and_only_those_of_nominations_the_list(app, session, office, checker):
    visit, poster = coded(session, office)
    name(session, office, poster)
    session.commit()
    path, through = f"{CALENDAR}/{visit.id}", f"/kabupaten/usulan?kegiatan={visit.id}"
    page = checker.get(path).text
    assert through in page
    assert "Cabut kode ini" not in page
    assert "SITI MARYAM" in checker.get(through).text
    auditor = signed_in(app, make_user(session, Role.AUDITOR, post=Post(Role.AUDITOR, office.district.id)))
    assert "Usulan lewat kode kegiatan" in auditor.get(path).text
    assert through not in auditor.get(path).text


def test_the_village_sees_its_own_through_a_session(session, office, village):
    visit, poster = coded(session, office)
    other, _ = coded(session, office)
    name(session, office, poster)
    session.commit()
    assert "SITI MARYAM" in village.get(f"/desa/usulan?kegiatan={visit.id}").text
    assert "SITI MARYAM" not in village.get(f"/desa/usulan?kegiatan={other.id}").text


def test_another_district_finds_nothing(app, session, office):
    visit, _ = coded(session, office)
    stranger = signed_in(app, open_office(session, "63.07").maker)
    mine = f"/kabupaten/usulan?kegiatan={visit.id}"
    assert stranger.get(mine).status_code == stranger.get(f"{CALENDAR}/{visit.id}").status_code == 404
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get(f"{CALENDAR}/baru").text)[1]
    for path in ("kode", "kode/cabut"):
        assert stranger.post(f"{CALENDAR}/{visit.id}/{path}", {"csrf_token": token}).status_code == 404


def test_strange_sessions_in_an_address_are_not_found(maker, village):
    for strange in ("x", "-1", "0", "9" * 30, "1 OR 1"):
        assert maker.get(f"/kabupaten/usulan?kegiatan={strange}").status_code == 404
        assert village.get(f"/desa/usulan?kegiatan={strange}").status_code == 404
    assert maker.get("/kabupaten/usulan?kegiatan=").status_code == 200


def test_the_pages_ask_as_often_for_many_as_for_few(app, session, office, maker, village):
    visit, poster = coded(session, office)
    name(session, office, poster, 1)
    fieldwork.record(session, visit, Gathered(9, 9, 9), by=office.by("village"))
    session.commit()
    paths = {
        f"{CALENDAR}/{visit.id}": maker,
        f"{CALENDAR}/unduh": maker,
        f"/kabupaten/usulan?kegiatan={visit.id}": maker,
        f"/desa/kegiatan/{visit.id}": village,
        f"/desa/usulan?kegiatan={visit.id}": village,
    }
    few = {path: queries(app, browser, path) for path, browser in paths.items()}
    for number in range(2, 9):
        name(session, office, poster, number)
        coded(session, office)
    session.commit()
    assert {path: queries(app, browser, path) for path, browser in paths.items()} == few
    assert max(few.values()) <= 15


def test_days_later_the_phone_shows_the_code_no_more_and_the_district_hears_why(session, office, maker, village):
    visit, poster = coded(session, office)
    visit.starts_at, visit.ends_at = visit.starts_at - timedelta(days=3), visit.ends_at - timedelta(days=3)
    name(session, office, poster)
    session.commit()
    assert f"/usul/{poster.code}" not in village.get(f"/desa/kegiatan/{visit.id}").text
    page = maker.get(f"{CALENDAR}/{visit.id}").text
    assert "tidak lagi dihitung diusulkan di sana" in page
    assert "1 di antaranya masuk lebih dari sehari" in page
    assert not re.search(r'<input[^>]*name="nominated"[^>]*value="1"', page)
