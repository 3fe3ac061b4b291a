"""Whole families at once, and how far each village is."""

from srikandi.audit import AuditEntry
from srikandi.residents import ResidentStatus
from tests.residents.bringing import bring, listed
from tests.residents.pages.opening import queries


def test_a_family_is_confirmed_at_once_but_for_who_is_left_out(session, office, village):
    people = bring(session, office, [listed(number) for number in range(5)])
    head, wife, child, other, stranger = people
    chosen = [str(one.id) for one in (head, wife, child)]
    answer = village.submit(f"/desa/warga/{head.id}", {"people": chosen}, action="/sekeluarga")
    assert answer.status_code == 303
    session.expire_all()
    assert [one.status for one in people] == [ResidentStatus.VERIFIED] * 3 + [ResidentStatus.IMPORTED] * 2
    assert session.query(AuditEntry).filter_by(action="resident:verify").count() == 3
    assert village.submit(f"/desa/warga/{other.id}", action="/benar").status_code == 303
    token = {"csrf_token": village.get("/desa/telepon").get_json()["token"]}
    for people_said in ([str(stranger.id)], ["0"], ["x"], []):
        wrong = village.post(f"/desa/warga/{head.id}/sekeluarga", {**token, "people": people_said})
        assert wrong.status_code == 422
    session.expire_all()
    assert stranger.status is ResidentStatus.IMPORTED


def test_a_family_that_moved_leaves_at_once(session, office, village):
    head, wife, child, *_ = people = bring(session, office, [listed(number) for number in range(5)])
    said = {"reason": "moved", "on": "2026-02-01", "also": [str(wife.id), str(child.id)]}
    assert village.submit(f"/desa/warga/{head.id}/keluar", said).status_code == 303
    session.expire_all()
    assert [one.status is ResidentStatus.EXITED for one in people] == [True, True, True, False, False]
    token = {"csrf_token": village.get("/desa/telepon").get_json()["token"]}
    wrong = {**token, **said, "also": [str(people[4].id)]}
    assert village.post(f"/desa/warga/{people[3].id}/keluar", wrong).status_code == 422
    session.expire_all()
    assert people[3].status is ResidentStatus.IMPORTED


def test_the_district_sees_how_far_each_village_is(app, session, office, maker, village):
    bring(session, office, [listed(number) for number in range(6)])
    person = bring(session, office, [listed(9, DESA="Parit Padang")])[0]
    page = maker.get("/kabupaten/warga/kunjungan").text
    assert "0 dari 7 warga" in page
    assert "belum pernah" in page
    first = bring(session, office, [listed(20)])[0]
    assert village.submit(f"/desa/warga/{first.id}", action="/benar").status_code == 303
    page = maker.get("/kabupaten/warga/kunjungan").text
    assert "1 dari 8 warga" in page
    assert f"{office.village.name}: 1" in page
    assert "Parit Padang" in page
    assert "Parit Padang" not in maker.get("/kabupaten/warga/kunjungan?kecamatan=Tidak ada").text
    assert maker.get("/kabupaten/warga/kunjungan/unduh").data.startswith(b"PK")
    assert village.get("/kabupaten/warga/kunjungan").status_code == 403
    few = queries(app, maker, "/kabupaten/warga/kunjungan")
    bring(session, office, [listed(number) for number in range(100, 300)])
    assert queries(app, maker, "/kabupaten/warga/kunjungan") == few <= 15
    assert person.status is ResidentStatus.IMPORTED
