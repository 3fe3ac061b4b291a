"""The gap and its plans in the browser: typed once with a source, shown to everybody, planned in an address."""

from __future__ import annotations

import io
from urllib.parse import urlencode

import pytest
from python_calamine import CalamineWorkbook

from srikandi import places
from srikandi.money import Money
from srikandi.places import uhc
from srikandi.places.uhc import NewFigures, SubdistrictCount
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import SYSTEM, make_user
from tests.web.acting import a_desk

KUKAR = {
    "jiwa": "143.925", "masuk": "1.500", "keluar": "0", "mulai": "2025-01", "bulan": "12", "tarif": "37.800",
    "tarif_baru": "", "sejak": "", "apbd": "60", "csr": "39,5", "lain": "0,5",
}  # fmt: skip
TYPED = {
    "counted_on": "2026-06-01", "source": "Surat cabang 12/VI/2026", "population": "331.000", "registered": "322.000",
    "active": "262.000", "by_district": "60.000", "arrears": "0",
}  # fmt: skip


def plan(**more):
    return f"/kabupaten/rencana?{urlencode(KUKAR | more)}"


def counted(session, district_id, **more):
    district = places.district_of(session, district_id)
    said = {"counted_on": district.created_at.date(), "population": 331_000, "registered": 322_000, "active": 262_000}
    said |= {"by_district": 60_000, "arrears": Money(0), "source": "Contoh"}
    uhc.count(session, district, NewFigures(**(said | more)), by=SYSTEM)


def test_the_district_types_its_figures_and_reads_what_is_missing(app, session):
    desk = a_desk(app, session, lives=6)
    assert "Belum ada angka" in desk.maker.get("/kabupaten/uhc").text
    answer = desk.maker.submit("/kabupaten/uhc/angka-baru", TYPED, follow=True)
    for words in ("97,28%", "322.000 dari 331.000", "Surat cabang 12/VI/2026", "Menuju Pratama: 2.380 jiwa lagi"):
        assert words in answer.text, words
    assert "Catat angka baru" not in desk.checker.get("/kabupaten/uhc").text
    assert desk.checker.get("/kabupaten/uhc/angka-baru").status_code == 403
    assert desk.company.get("/kabupaten/uhc").status_code == 403


def test_figures_that_do_not_fit_come_back_as_they_were_typed(app, session):
    desk = a_desk(app, session, lives=6)
    answer = desk.maker.submit("/kabupaten/uhc/angka-baru", TYPED | {"active": "322.001", "by_district": "enam"})
    assert answer.status_code == 422
    for words in ('value="322.001"', 'value="enam"', "Tulis angka bulat, misalnya 12 atau 331.000."):
        assert words in answer.text, words
    again = desk.maker.submit("/kabupaten/uhc/angka-baru", TYPED | {"active": "322.001"})
    assert again.status_code == 422
    assert "Angka ini tidak cocok" in again.text
    half = desk.maker.submit("/kabupaten/uhc/angka-baru", TYPED | {"subdistricts-0-population": "50.000"})
    assert half.status_code == 422
    assert uhc.figure_of(session, desk.scene.district_id) is None


def test_kecamatan_are_counted_with_the_district(app, session):
    desk = a_desk(app, session, lives=6)
    rows = {"subdistricts-0-population": "50.000", "subdistricts-0-registered": "49.000"}
    answer = desk.maker.submit("/kabupaten/uhc/angka-baru", TYPED | rows, follow=True)
    assert "+0,020" in answer.text
    assert "1.000" in answer.text


def test_a_plan_reproduces_a_published_budget_from_its_address(app, session):
    desk = a_desk(app, session, lives=6)
    said = desk.checker.get(plan())
    assert said.status_code == 200
    for words in ("Rp69.706.980.000", "161.925", "Enam puluh sembilan miliar", "Rp41.824.188.000", "<svg"):
        assert words in said.text, words
    assert desk.checker.get("/kabupaten/rencana").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"csr": "39"}, "harus berjumlah 100 persen"),
        ({"jiwa": "banyak"}, "Tulis angka bulat"),
        ({"bulan": "25"}, "Tulis 1 sampai 24 bulan."),
        ({"keluar": "100"}, "di bawah 100 persen"),
        ({"tarif_baru": "45.000"}, "Pilih bulannya."),
        ({"sejak": "2025-06"}, "Tulis jumlahnya."),
        ({"mulai": "2019-01", "tarif": ""}, "Belum ada tarif"),
    ],
)
def test_a_plan_that_cannot_be_worked_out_says_why_and_keeps_what_was_typed(app, session, wrong, words):
    desk = a_desk(app, session, lives=6)
    said = desk.checker.get(plan(**wrong))
    assert said.status_code == 422
    assert words in said.text
    assert f'value="{(KUKAR | wrong)["jiwa"]}"' in said.text
    assert desk.checker.get(plan(**wrong).replace("rencana?", "rencana/rencana.pdf?")).status_code == 422


def test_a_plan_leaves_as_a_paper_and_as_a_workbook(app, session):
    desk = a_desk(app, session, lives=6)
    paper = desk.checker.get(plan().replace("rencana?", "rencana/rencana.pdf?"))
    assert paper.data.startswith(b"%PDF")
    book = desk.checker.get(plan().replace("rencana?", "rencana/rencana.xlsx?"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.data)).get_sheet_by_index(0).to_python()
    assert rows[-1][5] == 69_706_980_000
    assert sum(rows[-1][6:9]) == 69_706_980_000
    assert desk.checker.get(plan().replace("rencana?", "rencana/rencana.csv?")).status_code == 404


def test_everybody_sees_the_gap_and_no_small_count(app, session, browser):
    desk = a_desk(app, session, lives=6)
    parts = [SubdistrictCount("19.01.01", 60_000, 59_000), SubdistrictCount("19.01.02", 20_000, 19_997)]
    counted(session, desk.scene.district_id, subdistricts=parts)
    said = browser.get("/transparansi/uhc").text
    assert "Menuju Pratama: 2.380 jiwa lagi" in said
    assert "99,98%" not in said, "a kecamatan with three people outside keeps its coverage to itself"
    assert "99,98%" in desk.maker.get("/kabupaten/uhc").text
    assert "/transparansi/uhc" in browser.get("/transparansi").text


def test_the_administrator_writes_down_a_decree_and_it_counts(app, session):
    desk = a_desk(app, session, lives=6)
    counted(session, desk.scene.district_id)
    admin = make_user(session, Role.ADMIN, post=Post(Role.ADMIN))
    browser = Browser(app)
    browser.sign_in(admin.id)
    decree = {"tier": "pratama", "valid_from": "2026-02-01", "source": "SK contoh", "coverage": "97", "active": "80,5"}
    answer = browser.submit("/admin/ambang", decree, action="/ambang", follow=True)
    assert "keaktifan ≥ 80,5%" in answer.text
    assert "Anda yang mengusulkan" in answer.text
    assert "/setujui" not in answer.text
    assert "Menuju Pratama" in desk.maker.get("/kabupaten/uhc").text
    other = Browser(app)
    other.sign_in(make_user(session, Role.ADMIN, post=Post(Role.ADMIN)).id)
    assert other.submit("/admin/ambang", action="/setujui").status_code == 303
    assert "Menuju Madya" in desk.maker.get("/kabupaten/uhc").text
    refused = browser.submit("/admin/ambang", decree | {"coverage": "101", "source": "SK lain"})
    assert refused.status_code == 422
    assert 'value="101"' in refused.text
    assert desk.maker.get("/admin/ambang").status_code == 403
