"""The registry of a district: found, masked, revealed with a reason."""

import re

import sqlalchemy as sa

from srikandi import residents
from srikandi.audit import AuditEntry
from srikandi.residents import Resident
from srikandi.residents.models import Reveal
from srikandi.users import Post, Role
from tests.people import make_user
from tests.residents.bringing import as_csv, bring, listed, open_office
from tests.residents.pages.opening import UPLOADS, brought, numbers_of, queries, signed_in, upload, without_any


def test_nothing_but_the_reveal_shows_a_number_and_it_is_written_down(app, session, office, maker, checker, capfd):
    place = brought(maker)
    checker.submit(place, action="/setujui")
    person = session.query(Resident).order_by(Resident.id).first()
    full = residents.identities(session, [person.id])[person.id].nik
    path = f"/kabupaten/warga/{person.id}"
    assert full not in checker.get(path).text
    answer = checker.submit(path, {"reason": "Mencocokkan dengan KTP di loket"}, action="/nik")
    assert answer.status_code == 200
    assert full in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    again = checker.get(path).text
    assert full not in again
    assert "Mencocokkan dengan KTP di loket" in again
    assert office.checker.name in again
    assert session.query(Reveal).one().user_id == office.checker.id
    trail = "".join(str(row) for row in session.execute(sa.text("SELECT * FROM audit_entry")))
    assert without_any(trail + capfd.readouterr().out, numbers_of("siak.xlsx"))


def test_a_trail_names_who_brought_a_person_onto_the_list_and_who_agreed(office, session, maker, checker):
    place = brought(maker)
    checker.submit(place, action="/setujui")
    person = session.query(Resident).order_by(Resident.id).first()
    trail = checker.get(f"/kabupaten/warga/{person.id}").text
    for deed, who in (("Membawa daftar yang memuatnya", office.maker), ("Menyetujui daftar itu", office.checker)):
        assert re.search(
            rf'<a href="[^"]*{place}">{deed}</a></th>\s*<td[^>]*>(<[^>]+>)*{re.escape(who.name)}', trail
        ), deed


def test_a_trail_is_silent_about_a_list_nobody_has_approved(session, office, maker, checker):
    person = bring(session, office, [listed(number) for number in range(40)])[0]
    waiting = upload(maker, as_csv([listed(0, ALAMAT="JALAN BARU 7")]), "ubah.csv").headers["Location"]
    assert waiting not in checker.get(f"/kabupaten/warga/{person.id}").text
    assert checker.submit(waiting, action="/setujui").status_code == 303
    assert waiting in checker.get(f"/kabupaten/warga/{person.id}").text


def test_a_reveal_without_a_reason_shows_nothing(session, office, maker, checker):
    person = bring(session, office, [listed(0)])[0]
    answer = checker.submit(f"/kabupaten/warga/{person.id}", {"reason": "ya"}, action="/nik")
    assert answer.status_code == 422
    assert listed(0)["NIK"] not in answer.text
    assert session.query(Reveal).count() == 0


def test_a_list_without_villages_asks_for_one_and_takes_it(session, office, maker):
    place = {"DESA", "KECAMATAN"}
    rows = [{name: value for name, value in listed(one).items() if name not in place} for one in range(3)]
    answer = upload(maker, as_csv(rows), "rt.csv")
    assert answer.status_code == 422
    assert "Pilih desa untuk seluruh berkas" in answer.text
    assert upload(maker, as_csv(rows), "rt.csv", village=office.village_code).status_code == 303


def test_a_resident_of_another_district_does_not_exist(app, session, office):
    person = bring(session, office, [listed(0)])[0]
    stranger = signed_in(app, open_office(session, "63.07").checker)
    assert stranger.get(f"/kabupaten/warga/{person.id}").status_code == 404
    assert "WARGA" not in stranger.get("/kabupaten/warga").text


def test_people_are_found_by_any_part_of_the_name_and_by_the_whole_nik(session, office, checker):
    bring(session, office, [listed(0, NAMA="SITI NUR'AINI"), listed(1, NAMA="MUH. ALI"), listed(2)])
    found = checker.get("/kabupaten/warga?nama=nuraini").text
    assert "SITI NUR" in found
    assert "MUH. ALI" not in found
    assert "MUH. ALI" in checker.get("/kabupaten/warga?nama=ali+muh&status=imported").text
    assert "Tidak ada warga yang cocok" in checker.get("/kabupaten/warga?nama=ini").text
    answer = checker.submit("/kabupaten/warga", {"nik": listed(2)["NIK"]})
    assert answer.status_code == 303
    assert listed(2)["NIK"] not in answer.headers["Location"]
    assert checker.get(answer.headers["Location"]).status_code == 200
    nobody = checker.submit("/kabupaten/warga", {"nik": listed(77)["NIK"]}, follow=True)
    assert "Tidak ada warga dengan NIK itu" in nobody.text
    assert session.query(AuditEntry).filter_by(action="resident:look_up").count() == 2


def test_a_wrong_nik_is_explained_and_not_repeated(session, office, checker):
    answer = checker.submit("/kabupaten/warga", {"nik": "1901019907750001"})
    assert answer.status_code == 422
    assert "1901019907750001" not in answer.text


def test_trying_out_numbers_stops(session, office, checker, monkeypatch):
    monkeypatch.setattr("srikandi.residents.actions.LOOK_UPS_AN_HOUR", 2)
    for number in range(2):
        checker.submit("/kabupaten/warga", {"nik": listed(number)["NIK"]})
    answer = checker.submit("/kabupaten/warga", {"nik": listed(3)["NIK"]})
    assert answer.status_code == 422
    assert "pencarian NIK dalam satu jam" in answer.text


def test_a_long_list_is_walked_forth_and_back(session, office, checker):
    bring(session, office, [listed(number) for number in range(120)])
    names = [name for (name,) in session.query(Resident.name).order_by(Resident.name_key, Resident.id)]
    seen, path, places = [], "/kabupaten/warga", []
    while path:
        text = checker.get(path).text
        places.append(text)
        seen += re.findall(r'<a href="/kabupaten/warga/\d+">([^<]+)</a>', text)
        step = re.search(r'href="([^"]+)" rel="next"', text)
        path = step[1].replace("&amp;", "&") if step else ""
    assert seen == names
    assert len(places) == 3
    back = re.search(r'href="([^"]+)" rel="prev"', places[2])[1].replace("&amp;", "&")
    people = re.compile(r"/kabupaten/warga/\d+")
    assert people.findall(checker.get(back).text) == people.findall(places[1])


def test_a_page_asks_as_often_for_two_thousand_people_as_for_fifty(app, session, office, maker, checker):
    few = bring(session, office, [listed(number) for number in range(50)])
    person = f"/kabupaten/warga/{few[0].id}"
    paths = ["/kabupaten/warga", "/kabupaten/warga?nama=warga", person, UPLOADS, f"{UPLOADS}/1"]
    before = [queries(app, checker, path) for path in paths]
    bring(session, office, [listed(number) for number in range(50, 2000)])
    assert [queries(app, checker, path) for path in paths] == before
    assert max(before) <= 15


def test_a_company_sees_no_resident(app, session, office):
    person = bring(session, office, [listed(0)])[0]
    treasurer = make_user(session, Role.TREASURER, post=Post(Role.TREASURER, office.district.id))
    browser = signed_in(app, treasurer)
    assert browser.get(f"/kabupaten/warga/{person.id}").status_code == 403
    assert browser.get("/desa/warga").status_code == 403
