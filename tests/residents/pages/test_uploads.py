"""A list goes from upload to approval, as two officers see it."""

import json
import re

import pytest

from srikandi.audit import AuditEntry
from srikandi.cli.uploads import bring_lists
from srikandi.residents import Resident, ResidentImport
from tests.residents.bringing import SAMPLES, as_csv, bring, listed, open_office
from tests.residents.pages.opening import (
    UPLOADS,
    brought,
    numbers_of,
    queries,
    signed_in,
    upload,
    village_of,
    without_any,
)

LAYOUTS = ["siak.xlsx", "dtsen.xlsx", "dinsos.xlsx", "dinsos.csv", "bip.xlsx", "opensid.xlsx", "manual.xlsx"]


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


def test_what_changes_is_shown_before_and_after(session, office, maker, checker):
    bring(session, office, [listed(number) for number in range(4)])
    new_card = {"NO KK": "1901019999999999"}
    rows = [listed(0, ALAMAT="JALAN BARU 7", DESA="Matras", **new_card), listed(1)]
    place = upload(maker, as_csv(rows), "ubah.csv").headers["Location"]
    page = checker.get(f"{place}?baris=changed").text
    assert "<s>JALAN CONTOH 0</s> → JALAN BARU 7" in page
    assert "<s>Kenanga</s> → Matras" in page
    assert "1901019999999999" not in page
    assert listed(1)["NAMA"] not in page
    assert "Perlu dua penyetuju" in page
    first = checker.submit(place, action="/setujui", follow=True).text
    assert "masih menunggu persetujuan orang kedua" in first
    assert "Menunggu persetujuan kedua" in first
    assert "/setujui" not in first
    assert "JALAN BARU" in maker.get(place).text
    assert maker.get(place).text.count("Sudah ada di daftar dengan data yang sama") == 1


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
    assert "Isi berkas sudah dihapus" in answer.text
    assert "ditolak.csv" not in maker.get(place).text


def test_a_refused_row_says_what_stands_in_the_file(session, office, maker):
    rows = [listed(0), listed(1, DESA="Kenenga Jauh"), listed(2, NIK="190101123456789")]
    place = upload(maker, as_csv(rows), "salah.csv").headers["Location"]
    wanted = ("Di berkas tertulis: Kenenga Jauh, Sungailiat.", "NIK di berkas: 15 tanda.")
    for page in (maker.get(place).text, maker.submit(place, action="/ditolak.csv").text):
        assert [sentence in page for sentence in wanted] == [True, True]
    assert maker.submit(place, action="/bandingkan", follow=True).text.count("Di berkas tertulis") == 1


def test_the_rejects_come_back_as_a_list_in_words(session, office, maker):
    place = brought(maker, "bip.xlsx")
    assert maker.get(f"{place}/ditolak.csv").status_code == 405
    answer = maker.submit(place, action="/ditolak.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text.startswith("\ufeffBaris;Nama;NIK;Keputusan;Alasan")
    truth = json.loads((SAMPLES / "bip.json").read_text())["summary"]
    assert len(answer.text.splitlines()) == 1 + truth.get("reject", 0) + truth.get("duplicate", 0)
    assert without_any(answer.text, numbers_of("bip.xlsx"))
    (taken,) = session.query(AuditEntry).filter_by(action="names:take")
    assert (taken.subject_kind, taken.details["people"]) == ("resident_import", len(answer.text.splitlines()) - 1)
    page = maker.get(place).text
    assert "Daftar yang tidak masuk diunduh" in page
    assert "names:take" not in page


def test_a_decision_shows_which_birth_date_was_understood(office, maker):
    rows = [listed(0), listed(1)]
    rows[0]["TGL LAHIR"] = "2 Januari 1960"
    rows[1]["TGL LAHIR"] = "31 Februari 1960"
    answer = upload(maker, as_csv(rows), "tanggal.csv", village=office.village_code)
    page = maker.get(answer.headers["Location"]).text
    assert page.count("2 Januari 1960") == 2, "as it was typed, and that of the number"


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


def test_a_file_over_twenty_megabytes_is_refused(maker, office):
    maker.get(f"{UPLOADS}/baru")
    assert maker.post(f"{UPLOADS}/baru", {"kind": "x" * (21 * 2**20)}).status_code == 413


def test_the_import_of_another_district_does_not_exist(app, session, office, maker):
    place = brought(maker)
    stranger = signed_in(app, open_office(session, "63.07").checker)
    assert stranger.get(place).status_code == 404
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get(UPLOADS).text)[1]
    for deed in ("setujui", "buang", "bandingkan", "batalkan", "ditolak.csv"):
        assert stranger.post(f"{place}/{deed}", {"csrf_token": token}).status_code == 404


def test_pages_of_files_ask_as_many_questions_for_many_rows_as_for_few(app, session, office, maker, checker):
    few = upload(maker, as_csv([listed(number) for number in range(3)]), "sedikit.csv").headers["Location"]
    paths = ("", "?baris=new", "?baris=changed")
    before = [queries(app, checker, few + path) for path in paths]
    many = upload(maker, as_csv([listed(number) for number in range(200)]), "banyak.csv").headers["Location"]
    assert [queries(app, checker, many + path) for path in paths] == before
    assert max(before) <= 15


def test_columns_by_which_a_list_was_refused_are_asked_for_again(session, office, maker):
    rows = "".join(f"{listed(n)['NIK']};{listed(n)['NAMA']};Kenanga\n" for n in range(12))
    strange = f"Identitas;Sebutan;Kampung Tinggal\n{rows}".encode()
    place = upload(maker, strange, "aneh.csv").headers["Location"]
    assert maker.submit(f"{place}/kolom", {"columns-0": "nik", "columns-1": "name"}, action="/kolom").status_code == 303
    bring_lists(session)
    assert "Berkas ini tidak menyebut desa" in maker.get(place).text
    again = upload(maker, strange, "aneh.csv")
    assert again.status_code == 303, again.text
    assert "Kolom mana berisi apa?" in maker.get(f"{again.headers['Location']}/kolom").text


def test_a_list_nobody_understands_is_explained_on_a_page_and_read(app, session, office, maker, checker):
    rows = "".join(f"{listed(n)['NIK']};{listed(n)['NAMA']};Kenanga\n" for n in range(12))
    place = upload(maker, f"Identitas;Sebutan;Tempat\n{rows}".encode(), "aneh.csv").headers["Location"]
    page = maker.get(f"{place}/kolom").text
    assert "Kolom mana berisi apa?" in page
    assert not any(listed(n)["NIK"][:6] in page or listed(n)["NAMA"] in page for n in range(12))
    assert maker.submit(f"{place}/kolom", {"columns-0": "nik"}, action="/kolom").status_code == 422
    said = {"columns-0": "nik", "columns-1": "name", "columns-2": "village"}
    assert maker.submit(f"{place}/kolom", said, action="/kolom").status_code == 303
    assert maker.get(place).headers["Refresh"]
    bring_lists(session)
    assert "Setujui unggahan ini?" in checker.get(place).text
