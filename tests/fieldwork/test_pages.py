"""The calendar in the browser: planned by the district, told of by the village, counted, taken out as files."""

import re
from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from srikandi import clock, fieldwork
from srikandi.fieldwork import FieldStatus, Gathered
from srikandi.receipts import Receipt
from srikandi.users import Post, Role
from tests.fieldwork.going import planned
from tests.people import make_user
from tests.residents.pages.opening import queries, signed_in

CALENDAR = "/kabupaten/lapangan"
COUNTS = {"visitors": "40", "informed": "30", "nominated": "4"}


def tomorrow():
    return str(clock.today() + timedelta(days=1))


def said(office, **other):
    return {
        "kind": "mobile",
        "venue": "market",
        "place": "Pasar Kite",
        "village": office.village_code,
        "on": tomorrow(),
        "begins": "09:00",
        "ends": "12:00",
        "people": [str(office.village.id)],
        **other,
    }


def test_the_district_plans_changes_and_calls_off(session, office, maker):
    answer = maker.submit(f"{CALENDAR}/baru", said(office))
    assert answer.status_code == 303
    page = maker.get(answer.headers["Location"]).text
    assert "Pasar Kite" in page
    assert office.village.name in page
    path = answer.headers["Location"]
    changed = maker.submit(f"{path}/ubah", {"place": "Balai desa", "people": [str(office.maker.id)]})
    assert changed.status_code == 303
    one = fieldwork.sessions_around(session, viewer=office.by("maker"))[0]
    assert (one.place, one.starts_at.hour, fieldwork.people_of(session, one)) == ("Balai desa", 2, [office.maker.id])
    assert maker.submit(path, {"cancel_reason": "x"}).status_code == 422
    assert maker.submit(path, {"cancel_reason": "Jembatan ke desa putus"}).status_code == 303
    session.refresh(one)
    assert one.status is FieldStatus.CANCELLED
    assert "Jembatan ke desa putus" in maker.get(path).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "08:00"},
        {"on": "0001-01-01"},
        {"on": "9999-12-31"},
        {"begins": "jam"},
        {"people": []},
        {"people": ["x"]},
        {"kind": ""},
        {"village": "99"},
        {"place": "\x00"},
    ],
)
def test_a_wrong_plan_comes_back_with_what_was_typed(office, maker, wrong):
    answer = maker.submit(f"{CALENDAR}/baru", said(office, **wrong))
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.text


def test_the_village_tells_what_came_of_it_once_however_often_it_is_sent(session, office, village, maker):
    held = planned(session, office)
    path = f"/desa/kegiatan/{held.id}"
    assert "Pasar Kite" in village.get("/desa/kegiatan").text
    token = village.get("/desa/telepon").get_json()["token"]
    sent = {"csrf_token": token, "kunci": "ab" * 16, "seen": "0", **COUNTS}
    answers = [village.post(path, sent, headers={"Accept": "application/json"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].get_json() == answers[1].get_json()
    assert len(fieldwork.results_of(session, held)) == 1
    assert session.query(Receipt).count() == 1
    late = village.post(path, {**sent, "kunci": "cd" * 16, "reason": "Salah"}, headers={"Accept": "application/json"})
    assert late.status_code == 422
    assert "ditulis orang lain" in late.get_json()["words"][0]
    again = village.submit(path, {"visitors": "41", "reason": "Salah hitung"})
    assert again.status_code == 303
    page = maker.get(CALENDAR).text
    assert re.search(r'stat-figure">41<', page)
    assert "Salah hitung" in maker.get(f"{CALENDAR}/{held.id}").text


def test_wrong_counts_come_back(session, office, village, maker):
    held = planned(session, office)
    for wrong in ({"informed": "41"}, {"visitors": "-1"}, {"visitors": ""}, {"visitors": "9" * 30}, {"story": "\x00"}):
        answer = village.submit(f"/desa/kegiatan/{held.id}", {**COUNTS, **wrong}, action=f"/kegiatan/{held.id}")
        assert answer.status_code == 422, wrong
        answer = maker.submit(f"{CALENDAR}/{held.id}", {**COUNTS, **wrong}, action="/hasil")
        assert answer.status_code == 422, wrong
    coming = planned(session, office, begins=5)
    assert village.submit(f"/desa/kegiatan/{coming.id}", COUNTS, action=f"/kegiatan/{coming.id}").status_code == 422


def test_who_may_do_what(app, session, office, village, checker):
    held = planned(session, office)
    auditor = signed_in(app, make_user(session, Role.AUDITOR, post=Post(Role.AUDITOR, office.district.id)))
    for reader in (checker, auditor):
        assert "Pasar Kite" in reader.get(CALENDAR).text
        page = reader.get(f"{CALENDAR}/{held.id}").text
        assert "Simpan hasil" not in page
        assert reader.get(f"{CALENDAR}/baru").status_code == 403
    assert "Kegiatan lapangan" in auditor.get("/beranda").text
    assert village.get(CALENDAR).status_code == 403


def test_a_workbook_of_the_year_adds_up(session, office, maker):
    held = planned(session, office, place="=1+1")
    fieldwork.record(session, held, Gathered(40, 30, 4, story="Ramai"), by=office.by("village"))
    planned(session, office, begins=1)
    session.commit()
    year = clock.today().year
    sheet = openpyxl.load_workbook(BytesIO(maker.get(f"{CALENDAR}/unduh?bulan={year}-01").data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    total = next(row for row in rows if row[0] == "Jumlah")
    assert total[7:12] == [40, 30, 4, 0, 0]
    assert any("=1+1" in str(row[4]) and row[6] == "Terlaksana" for row in rows)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_calendar_file_holds_what_comes_and_no_name(session, office, maker):
    planned(session, office, place="Pasar, lama; " + "é" * 60)
    text = maker.get(f"{CALENDAR}/kalender.ics").data.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert r"SUMMARY:BPJS Keliling: Pasar\, lama\; " + "é" * 60 in unfolded
    assert re.search(r"DTSTART:\d{8}T\d{6}Z\r\n", text)
    assert unfolded.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert unfolded.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert office.village.name not in text


def test_a_month_shows_its_days_and_any_month_can_be_asked(session, office, maker):
    made = planned(session, office)
    day = made.starts_at.astimezone(ZoneInfo(office.district.zone)).date()
    page = maker.get(f"{CALENDAR}?bulan={day:%Y-%m}").text
    assert "month-entry month-planned" in page
    assert "Belum ada kegiatan bulan ini" in maker.get(f"{CALENDAR}?bulan=2031-02").text
    for strange in ("", "2031-13", "x", "9998-12", "1900-01"):
        assert maker.get(f"{CALENDAR}?bulan={strange}").status_code in {200, 422}


def test_the_pages_ask_as_often_for_many_as_for_few(app, session, office, maker, village):
    first = planned(session, office)
    paths = {CALENDAR: maker, f"{CALENDAR}/{first.id}": maker, "/desa/kegiatan": village}
    few = {path: queries(app, browser, path) for path, browser in paths.items()}
    for _ in range(20):
        planned(session, office)
    assert {path: queries(app, browser, path) for path, browser in paths.items()} == few
    assert max(few.values()) <= 15
