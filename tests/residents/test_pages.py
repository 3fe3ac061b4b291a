"""The pages of residents as officers use them, on real lists."""

import json
import re

import pytest
import sqlalchemy as sa

from srikandi import database, residents
from srikandi.audit import AuditEntry
from srikandi.residents import Resident, ResidentImport, ResidentStatus
from srikandi.residents.models import Reveal
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.residents.bringing import SAMPLES, as_csv, bring, listed, open_office

UPLOADS = "/kabupaten/unggahan"
LAYOUTS = ["siak.xlsx", "dtsen.xlsx", "dinsos.xlsx", "dinsos.csv", "bip.xlsx", "opensid.xlsx", "manual.xlsx"]
NUMBER = re.compile(r"(?<![\d.,-])\d{16}(?![\d.,])")


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture
def maker(app, office):
    return signed_in(app, office.maker)


@pytest.fixture
def checker(app, office):
    return signed_in(app, office.checker)


@pytest.fixture
def village(app, office):
    return signed_in(app, office.village)


def signed_in(app, user):
    browser = Browser(app)
    browser.sign_in(user.id)
    return browser


def upload(maker, content, name, **other):
    said = {"file": (content, name), "kind": "recruitment", **other}
    return maker.submit(f"{UPLOADS}/baru", said)


def brought(maker, name="siak.xlsx", **other):
    answer = upload(maker, (SAMPLES / name).read_bytes(), name, **other)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def numbers_of(name):
    """Every 16-digit number of a sample: none may ever be on a page."""
    truth = (SAMPLES / name.replace(".xlsx", ".json").replace(".csv", "_csv.json")).read_text()
    return set(NUMBER.findall(truth))


def village_of(name):
    """The village its bringer names for a list that names none."""
    truth = json.loads((SAMPLES / name.replace(".xlsx", ".json").replace(".csv", "_csv.json")).read_text())
    found = truth["file"].get("village_from_file")
    return {"village": found["code"]} if found else {}


def without_any(text, numbers):
    return not [number for number in numbers if number in text]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_real_list_goes_from_upload_to_a_masked_registry(app, session, office, maker, checker, name):
    numbers = numbers_of(name)
    assert numbers
    place = brought(maker, name, **village_of(name))
    seen = checker.get(place).text
    assert "Setujui unggahan ini?" in seen
    assert without_any(seen, numbers)
    assert checker.submit(place, action="/setujui").status_code == 303
    page = checker.get("/kabupaten/warga").text
    assert "********" in page
    assert without_any(page, numbers)
    counts = session.query(ResidentImport).one().counts
    assert session.query(Resident).count() == counts["effects"]["new"]


def test_nothing_but_the_reveal_shows_a_number_and_it_is_written_down(app, session, office, maker, checker, caplog):
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
    assert without_any(trail + caplog.text, numbers_of("siak.xlsx"))


def test_a_reveal_without_a_reason_shows_nothing(session, office, maker, checker):
    person = bring(session, office, [listed(0)])[0]
    answer = checker.submit(f"/kabupaten/warga/{person.id}", {"reason": "ya"}, action="/nik")
    assert answer.status_code == 422
    assert listed(0)["NIK"] not in answer.text
    assert session.query(Reveal).count() == 0


def test_the_same_file_twice_shows_the_same_import(session, office, maker):
    first = brought(maker)
    answer = upload(maker, (SAMPLES / "siak.xlsx").read_bytes(), "lain.xlsx")
    assert answer.headers["Location"] == first
    assert "sudah pernah diunggah" in maker.get(first).text
    assert session.query(ResidentImport).count() == 1


def test_a_maker_finds_no_way_to_approve(session, office, maker):
    place = brought(maker)
    page = maker.get(place).text
    assert "/setujui" not in page
    assert "Menunggu orang lain" in page
    import_ = session.query(ResidentImport).one()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    sent = {"seen_hash": import_.content_hash.hex(), "csrf_token": token}
    assert maker.post(f"{place}/setujui", sent).status_code == 403
    assert session.query(Resident).count() == 0


def test_what_changed_after_it_was_seen_is_not_approved(session, office, maker, checker):
    place = brought(maker)
    answer = checker.submit(place, {"seen_hash": "00" * 16}, action="/setujui")
    assert answer.status_code == 409
    assert "tidak sama dengan yang Anda lihat" in answer.text
    assert session.query(Resident).count() == 0


def test_an_approved_file_is_undone(session, office, maker, checker):
    place = brought(maker)
    checker.submit(place, action="/setujui")
    assert session.query(Resident).count() > 0
    answer = checker.submit(place, {"reason": "Berkas dari kabupaten yang keliru"}, action="/batalkan", follow=True)
    assert "kembali seperti sebelumnya" in answer.text
    session.rollback()
    assert session.query(Resident).count() == 0


def test_a_waiting_file_is_thrown_away_with_a_reason(session, office, maker):
    place = brought(maker)
    assert maker.submit(place, action="/buang").status_code == 422
    answer = maker.submit(place, {"reason": "Salah berkas"}, action="/buang", follow=True)
    assert "Daftar warga tidak berubah" in answer.text


def test_the_rejects_come_back_as_a_list_in_words(session, office, maker):
    place = brought(maker, "bip.xlsx")
    answer = maker.get(f"{place}/ditolak.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text.startswith("\ufeffBaris;Nama;NIK;Keputusan;Alasan")
    truth = json.loads((SAMPLES / "bip.json").read_text())["summary"]
    assert len(answer.text.splitlines()) == 1 + truth.get("reject", 0) + truth.get("duplicate", 0)
    assert without_any(answer.text, numbers_of("bip.xlsx"))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "kosong.xlsx", "kosong"),
        (b"%PDF-1.7 bukan daftar", "daftar.xlsx", "dokumen PDF"),
        ((SAMPLES / "siak.xlsx").read_bytes()[:5000], "siak.xlsx", "rusak atau terpotong"),
        (b"NAMA;ALAMAT\nA;B\n", "tanpa.csv", "Kolom NIK tidak ditemukan"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words_with_the_choices_kept(office, maker, content, name, words):
    answer = upload(maker, content, name, kind="reactivation", village=office.village_code)
    assert answer.status_code == 422
    assert words in answer.text
    assert re.search(r'<option[^>]*selected[^>]*value="reactivation"', answer.text)
    assert re.search(rf'<option[^>]*selected[^>]*value="{office.village_code}"', answer.text)


def test_a_list_without_villages_asks_for_one_and_takes_it(session, office, maker):
    place = {"DESA", "KECAMATAN"}
    rows = [{name: value for name, value in listed(one).items() if name not in place} for one in range(3)]
    answer = upload(maker, as_csv(rows), "rt.csv")
    assert answer.status_code == 422
    assert "Pilih desa untuk seluruh berkas" in answer.text
    assert upload(maker, as_csv(rows), "rt.csv", village=office.village_code).status_code == 303


def test_a_file_over_twenty_megabytes_is_refused(maker, office):
    maker.get(f"{UPLOADS}/baru")
    assert maker.post(f"{UPLOADS}/baru", {"kind": "x" * (21 * 2**20)}).status_code == 413


def test_the_import_of_another_district_does_not_exist(app, session, office, maker):
    place = brought(maker)
    stranger = signed_in(app, open_office(session, "63.07").checker)
    for path in (place, f"{place}/ditolak.csv"):
        assert stranger.get(path).status_code == 404
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get(UPLOADS).text)[1]
    for deed in ("setujui", "buang", "bandingkan", "batalkan"):
        assert stranger.post(f"{place}/{deed}", {"csrf_token": token}).status_code == 404


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
        path = step and step[1].replace("&amp;", "&")
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


def test_a_village_page_asks_as_often_for_many_as_for_few(app, session, office, village):
    few = bring(session, office, [listed(number) for number in range(50)])
    paths = ["/desa/warga", "/desa/warga?tampil=semua", f"/desa/warga/{few[0].id}"]
    before = [queries(app, village, path) for path in paths]
    bring(session, office, [listed(number) for number in range(50, 500)])
    assert [queries(app, village, path) for path in paths] == before
    assert max(before) <= 15


def queries(app, browser, path):
    asked = []
    with app.app_context():
        engine = database.db.engine

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        assert browser.get(path).status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.lstrip().upper().startswith("SELECT")])


def test_the_village_confirms_who_lives_there(session, office, village):
    person, *_ = bring(session, office, [listed(number) for number in range(3)])
    assert "0 dari 3 warga" in village.get("/desa/warga").text
    answer = village.submit(f"/desa/warga/{person.id}?rt=001&rw=001", action="/benar?rt=001&rw=001")
    assert answer.headers["Location"] == "/desa/warga?rt=001&rw=001"
    page = village.get("/desa/warga").text
    assert "1 dari 3 warga" in page
    session.refresh(person)
    assert person.status is ResidentStatus.VERIFIED
    assert person.verified_by == office.village.id


def test_a_second_press_on_confirm_is_a_conflict(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', village.get(f"/desa/warga/{person.id}").text)[1]
    assert village.post(f"/desa/warga/{person.id}/benar", {"csrf_token": token}).status_code == 303
    assert village.post(f"/desa/warga/{person.id}/benar", {"csrf_token": token}).status_code == 409


def test_the_village_puts_right_what_is_wrong_and_only_names_are_kept_in_the_trail(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    path = f"/desa/warga/{person.id}/perbaiki"
    wrong = village.submit(path, {"name": "", "rt": "lima"})
    assert wrong.status_code == 422
    assert 'value="lima"' in wrong.text
    said = {"name": "Nama Benar", "rt": "7", "phone": "0812 3456 7890", "address": "Jalan Betul 9"}
    assert village.submit(path, said).status_code == 303
    session.refresh(person)
    who = residents.identities(session, [person.id])[person.id]
    assert (who.name, who.rt, who.phone, who.address) == ("NAMA BENAR", "007", "0812 3456 7890", "Jalan Betul 9")
    assert person.status is ResidentStatus.VERIFIED
    assert person.name_key == "NAMA BENAR"
    entry = session.query(AuditEntry).filter_by(action="resident:verify").one()
    assert entry.details["changed"] == ["address", "name", "phone", "rt"]
    assert "0812" not in str(entry.details)


def test_the_village_notes_who_is_gone(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    path = f"/desa/warga/{person.id}/keluar"
    assert village.submit(path, {"on": "2999-01-01", "reason": "moved"}).status_code == 422
    assert village.submit(path, action=path).status_code == 422
    assert village.submit(path, {"reason": "died"}).status_code == 303
    session.refresh(person)
    assert (person.status, person.exit_reason) == (ResidentStatus.EXITED, "died")


def test_the_village_sees_only_its_own_people(app, session, office, village):
    neighbour = bring(session, office, [listed(0, DESA="Parit Padang")])[0]
    for path in ("", "/perbaiki", "/keluar"):
        assert village.get(f"/desa/warga/{neighbour.id}{path}").status_code == 404
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', village.get("/desa/warga").text)[1]
    for path in ("/benar", "/perbaiki", "/keluar"):
        assert village.post(f"/desa/warga/{neighbour.id}{path}", {"csrf_token": token}).status_code == 404
    assert neighbour.name not in village.get("/desa/warga?tampil=semua").text
    assert village.get("/kabupaten/warga").status_code == 403


def test_without_the_scope_the_neighbour_would_be_seen(session, office, village, monkeypatch):
    neighbour = bring(session, office, [listed(0, DESA="Parit Padang")])[0]
    everybody = frozenset({"maker", "checker", "village"})
    monkeypatch.setattr("srikandi.residents.reading.scope.DISTRICT_ROLES", everybody)
    assert village.get(f"/desa/warga/{neighbour.id}").status_code == 200


def test_a_company_sees_no_resident(app, session, office):
    person = bring(session, office, [listed(0)])[0]
    treasurer = make_user(session, Role.TREASURER, post=Post(Role.TREASURER, office.district.id))
    browser = signed_in(app, treasurer)
    assert browser.get(f"/kabupaten/warga/{person.id}").status_code == 403
    assert browser.get("/desa/warga").status_code == 403
