"""A deed that a phone sends again, because its answer was lost, is done once."""

import re
from datetime import timedelta

import pytest

from srikandi import clock, receipts
from srikandi.audit import AuditEntry
from srikandi.receipts import KeyReused, Receipt, Sent
from srikandi.residents import ResidentStatus
from srikandi.web.village.phone import views
from tests.residents.bringing import bring, listed

KEY = "0123456789abcdef" * 2
JSON = {"Accept": "application/json"}


def token_of(village):
    return village.get("/desa/telepon").get_json()["token"]


def sent(village, path, said=None, *, key=KEY):
    return village.post(path, {"csrf_token": token_of(village), "kunci": key, **(said or {})}, headers=JSON)


def deeds(session, action="resident:verify"):
    session.expire_all()
    return session.query(AuditEntry).filter_by(action=action).count()


def confirmed_twice(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    path = f"/desa/warga/{person.id}/benar?rt=001&rw=001"
    first, second = sent(village, path), sent(village, path)
    return (first.status_code, first.get_json()), (second.status_code, second.get_json()), deeds(session)


def test_a_repeated_sending_answers_as_the_first_and_does_nothing(session, office, village):
    first, second, count = confirmed_twice(session, office, village)
    assert first == second
    assert first[0] == 200
    assert first[1]["where"] == "/desa/warga?rt=001&rw=001"
    assert first[1]["words"]
    assert count == 1
    assert session.query(Receipt).count() == 1


def test_without_the_key_the_repeated_sending_would_be_refused(session, office, village, monkeypatch):
    monkeypatch.setattr(receipts, "claim", lambda *_args, **_more: True)
    first, second, _ = confirmed_twice(session, office, village)
    assert first != second
    assert second[0] == 409


def test_a_correction_sent_again_overwrites_nothing_that_came_between(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    path = f"/desa/warga/{person.id}/perbaiki"
    said = {"name": "Nama Satu", "birth_on": "1990-01-02", "sex": "P", "hamlet": "Satu"}
    assert sent(village, path, said).status_code == 200
    assert sent(village, path, {**said, "hamlet": "Dua"}, key=KEY[::-1]).status_code == 200
    assert sent(village, path, said).status_code == 200
    session.refresh(person)
    assert person.hamlet == "Dua"


def test_the_same_key_with_other_words_is_refused(session, office, village):
    one, other = bring(session, office, [listed(0), listed(1)])
    assert sent(village, f"/desa/warga/{one.id}/benar").status_code == 200
    answer = sent(village, f"/desa/warga/{other.id}/benar")
    assert answer.status_code == 409
    session.refresh(other)
    assert other.status is ResidentStatus.IMPORTED


def test_a_refused_deed_leaves_its_key_free(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    path = f"/desa/warga/{person.id}/keluar"
    wrong = sent(village, path, {"reason": "died", "on": "2999-01-01"})
    assert (wrong.status_code, wrong.get_json()["words"]) == (422, ["Tanggal ini belum tiba."])
    assert session.query(Receipt).count() == 0
    assert sent(village, path, {"reason": "died", "on": "2026-01-01"}).status_code == 200
    assert sent(village, path, {"reason": "died", "on": "2026-01-01"}).status_code == 200
    assert deeds(session, "resident:exit") == 1


def test_another_persons_key_is_another_key(session, office, maker):
    by = office.by("village")
    assert receipts.claim(session, Sent(KEY, "a"), by=by)
    assert receipts.claim(session, Sent(KEY, "b"), by=office.by("maker"))
    with pytest.raises(KeyReused):
        receipts.claim(session, Sent(KEY, "c"), by=by)


def test_what_was_said_of_older_data_is_refused_in_words(session, office, village):
    person = bring(session, office, [listed(0)])[0]
    path = f"/desa/warga/{person.id}"
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', village.get(path).text)[1]
    person.name = "NAMA LAIN"
    session.commit()
    answer = sent(village, f"{path}/benar", {"seen": seen})
    assert answer.status_code == 409
    assert "NAMA LAIN berubah" in answer.get_json()["words"][0]
    page = village.submit(f"{path}/perbaiki", {"hamlet": "Satu"})
    assert page.status_code == 303


def test_the_phone_may_say_when_it_was_done_but_not_anything(session, office, village):
    people = bring(session, office, [listed(number) for number in range(3)])
    for person in people:
        person.registered_at = clock.now() - timedelta(days=30)
    session.commit()
    for number, (person, hours) in enumerate(zip(people, (5, -5, 24 * 9), strict=True)):
        said_at = clock.now() - timedelta(hours=hours)
        moment = {"pada": str(int(said_at.timestamp() * 1000))}
        assert sent(village, f"/desa/warga/{person.id}/benar", moment, key=f"{number:032x}").status_code == 200
        session.refresh(person)
        off = abs(person.verified_at - said_at) < timedelta(seconds=1)
        assert off is (hours == 5), hours
    assert sent(village, f"/desa/warga/{people[0].id}/benar", {"pada": "9" * 40}, key="f" * 32).status_code == 409


def test_who_is_not_signed_in_is_sent_away_and_nothing_is_kept_of_numbers(app, session, office, village):
    person = bring(session, office, [listed(0)])[0]
    pulse = village.get("/desa/telepon").get_json()
    assert pulse.keys() == {"who", "token", "key"}
    page = village.get(f"/desa/warga/{person.id}")
    assert listed(0)["NIK"] not in page.text
    assert page.headers["X-Telepon"]
    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]
    assert "worker-src 'none'" in village.get("/beranda").headers["Content-Security-Policy"]
    worker = village.get("/desa/pekerja.js")
    assert worker.mimetype == "text/javascript"
    assert "connect-src 'self'" in worker.headers["Content-Security-Policy"]
    village.client.delete_cookie("srikandi")
    assert village.get("/desa/telepon").headers["Location"].startswith("/masuk")


OFFLINE = "/desa/warga", "/desa/kegiatan", "/desa/kiriman"
ONLINE = "/desa/usulan", "/desa/slip", "/desa/aduan"


def kept_of(village, paths):
    answers = [village.get(path) for path in paths]
    assert {one.status_code for one in answers} == {200}
    return ["X-Telepon" in one.headers for one in answers]


def test_a_phone_keeps_what_is_read_at_a_door_and_nothing_strangers_wrote(village):
    assert kept_of(village, OFFLINE) == [True] * 3
    assert kept_of(village, ONLINE) == [False] * 3


def test_were_all_pages_named_strangers_words_would_stay_on_the_phone(village, monkeypatch):
    everything = {f"village.{one}" for one in ("nominations", "slips", "complaints")}
    monkeypatch.setattr(views, "KEPT", everything)
    assert kept_of(village, ONLINE) == [True] * 3
