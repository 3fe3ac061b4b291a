"""Files of people who have left, and records that may be one person, over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta

from srikandi import clock
from srikandi.audit import AuditEntry
from srikandi.cli.uploads import find_duplicates
from srikandi.residents import ResidentStatus, duplicates
from srikandi.residents.duplicates import DuplicatePair
from tests.pledges.making import nik_of
from tests.programme.exits.leaving import a_covered_pledge, at_place, sitting
from tests.web.acting import a_desk
from tests.web.questions.counting import MOST, counted

DAY = clock.today() - timedelta(days=2)


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_file_is_looked_through_approved_by_another_and_reported(app, session):
    desk = a_desk(app, session, lives=8)
    pledge = a_covered_pledge(session, desk.scene, lives=3, months=3)
    session.commit()
    content = f"NIK;ALASAN;TANGGAL\n{nik_of(2)};Meninggal;{DAY:%d-%m-%Y}\n{nik_of(99)};Pindah;{DAY:%d-%m-%Y}\n".encode()
    shown = desk.maker.submit("/kabupaten/pergantian/berkas/baru", {"file": (content, "akta.csv"), "source": "bpjs"})
    assert shown.status_code == 303
    place = shown.headers["Location"]
    page = words(desk.maker.get(place))
    assert "Tidak ada warga kabupaten ini dengan nomor itu" in page
    assert "Jiwa-bulan yang diteruskan 2" in page
    assert "Anda yang mengunggah" in page
    assert nik_of(2) not in page
    assert "akta.csv" in words(desk.checker.get("/kabupaten/pergantian"))
    answer = desk.checker.submit(place, action="/setujui", follow=True)
    assert "2 jiwa-bulan: 2 diteruskan, 0 menunggu, 0 kembali sebagai saldo" in words(answer)
    session.expire_all()
    assert sitting(session, pledge) == [[1, 2, 3], [1, 4, 3], [1, 4, 3]]
    assert "Meninggal dunia" in desk.checker.submit(place, action="/laporan.csv").text
    assert session.query(AuditEntry).filter_by(action="names:take", subject_kind="exit_list").count() == 1
    again = desk.maker.submit("/kabupaten/pergantian/berkas/baru", {"file": (content, "lagi.csv"), "source": "bpjs"})
    assert again.headers["Location"] == place


def test_a_file_can_be_thrown_away_and_a_bad_one_is_explained(app, session):
    desk = a_desk(app, session, lives=3)
    refused = desk.maker.submit(
        "/kabupaten/pergantian/berkas/baru", {"file": (b"NAMA;ALASAN\nBudi;Pindah\n", "x.csv"), "source": "other"}
    )
    assert refused.status_code == 422
    assert "Tidak ada kolom NIK" in refused.text
    content = f"NIK;TANGGAL\n{nik_of(2)};{DAY:%d-%m-%Y}\n".encode()
    said = {"file": (content, "x.csv"), "source": "other", "reason": "died"}
    place = desk.maker.submit("/kabupaten/pergantian/berkas/baru", said).headers["Location"]
    thrown = desk.checker.submit(place, {"reason": "Salah kirim"}, action="/buang", follow=True)
    assert "Berkas dibuang" in thrown.text
    session.expire_all()
    assert at_place(session, 2).status is ResidentStatus.VERIFIED


def test_two_records_are_found_by_the_worker_merged_by_one_and_opened_again_by_another(app, session):
    desk = a_desk(app, session, lives=4)
    two, three = at_place(session, 2), at_place(session, 3)
    two.name = two.name_key = three.name = three.name_key = "BUDI SANTOSO"
    three.village_code = two.village_code
    session.commit()
    assert find_duplicates(session) == 0
    desk.maker.submit("/kabupaten/ganda", action="/cari")
    assert find_duplicates(session) == 1
    session.rollback()
    pair = session.query(DuplicatePair).one()
    place = f"/kabupaten/ganda/{pair.id}"
    assert "nama sama, tanggal lahir sama" in words(desk.checker.get("/kabupaten/ganda"))
    page = words(desk.maker.get(place))
    assert "NIK berbeda satu angka" in page
    assert nik_of(2) not in page
    assert desk.maker.submit(place, {"reason": ""}, action="/gabung").status_code == 422
    merged = desk.maker.submit(place, {"reason": "Satu orang, dua data"}, action="/gabung", follow=True)
    assert "Digabung" in words(merged)
    session.expire_all()
    gone = at_place(session, 3)
    assert (gone.status, gone.exit_reason) == (ResidentStatus.EXITED, "duplicate")
    desk.checker.submit(place, {"reason": "Kembar, dua orang"}, action="/buka", follow=True)
    kept = desk.maker.submit(place, {"reason": "Kembar, dua orang"}, action="/biarkan", follow=True)
    assert "Tercatat sebagai dua orang" in words(kept)
    session.expire_all()
    assert at_place(session, 3).status is ResidentStatus.VERIFIED
    assert session.query(DuplicatePair).one().status is duplicates.SuspicionStatus.KEPT


def test_these_pages_ask_few_questions(app, session):
    desk = a_desk(app, session, lives=4)
    for path in ("/kabupaten/pergantian", "/kabupaten/ganda"):
        with counted(session) as asked:
            assert desk.maker.get(path).status_code == 200
        assert len(asked) <= MOST
