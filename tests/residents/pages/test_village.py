"""The village at the door, on a phone."""

import re

from srikandi import residents
from srikandi.audit import AuditEntry
from srikandi.residents import ResidentStatus
from tests.residents.bringing import bring, listed
from tests.residents.pages.opening import queries


def test_a_village_page_asks_as_often_for_many_as_for_few(app, session, office, village):
    few = bring(session, office, [listed(number) for number in range(50)])
    paths = ["/desa/warga", "/desa/warga?tampil=semua", f"/desa/warga/{few[0].id}"]
    before = [queries(app, village, path) for path in paths]
    bring(session, office, [listed(number) for number in range(50, 500)])
    assert [queries(app, village, path) for path in paths] == before
    assert max(before) <= 15


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
