"""The month close with a difference of one life: BPJS bills 31 where we have 30; both sign, and the paper says why."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from srikandi.documents import Document, DocumentKind
from tests.journeys.months.telling import (
    BEGIN,
    END,
    MONTH,
    bring_a_late_line,
    cover_thirty,
    explain_everything,
    pay_it_on,
    state_the_bill,
)
from tests.journeys.town import a_town, done, links, words


@pytest.fixture
def month(app, session):
    with time_machine.travel(BEGIN, tick=False) as clock:
        made = cover_thirty(a_town(app))
        clock.move_to(END)
        made.town.browsers.clear()
        yield made


def test_a_month_is_closed_over_a_difference_of_one_life(month, session):
    treasurer, branch = month.town.at("treasurer"), month.town.at("branch")
    state_the_bill(month, lives=31, sum_="1.171.800")
    seen = month.page("treasurer")
    assert "Tagihan BPJS 31 Rp1.171.800 Rp37.800" in seen
    assert "Ditagih, tidak aktif di sini" in seen
    assert "Dugaan: Meninggal dunia" in seen
    assert not re.search(r"\b\d{16}\b", seen)

    pay_it_on(month)
    refused = treasurer.submit(MONTH, action="/usulkan")
    assert refused.status_code == 422
    assert "selisih belum punya sebab dan penanggung jawab" in words(refused)

    told = explain_everything(month)
    assert any("Ditagih, tidak aktif di sini" in one for one in told)
    done(treasurer.submit(MONTH, action="/usulkan"))
    assert "Yang menyetujui bukan dari Pemerintah Kabupaten Bangka" in month.page("treasurer2")
    assert "persis angka dan selisih di halaman ini" in month.page("branch")
    done(branch.submit(MONTH, action="/setujui"))
    for box in ("treasurer", "branch", "auditor"):
        assert "Bulan ini ditutup" in month.page(box)

    done(treasurer.submit(MONTH, {"letter_number": "900/12/BAR/2026", "span": "bulan"}, action="/berita-acara"))
    (paper,) = links(branch.get(MONTH), r"/tutup-bulan/berita-acara/\d+\.pdf")
    pdf = branch.get(paper)
    assert pdf.data.startswith(b"%PDF-")
    check_the_files(branch)
    code = session.scalar(select(Document.code).where(Document.kind == DocumentKind.RECONCILIATION))
    assert "Asli dan berlaku" in words(month.town.visitor().get(f"/verifikasi/{code}"))
    assert "Dikreditkan" in bring_a_late_line(month)
    corrected = month.page("auditor")
    assert re.search(r"Uang yang terlambat .*terjadi 30 November 2026, bulannya sudah ditutup.* Rp75\.600", corrected)
    verified = month.town.command("ledger", "verify")
    assert (verified["ok"], verified["findings"]) == (True, [])


def check_the_files(branch):
    """The three books and the differences leave as files, with the same figures and without a name or a NIK."""
    books = branch.get(f"{MONTH}/tiga-buku.csv").data.decode("utf-8-sig").splitlines()
    assert "31;1171800;0;0;30;1134000;1;37800;" in books[1]
    assert books[-1].startswith("Jumlah;;31;1171800;")
    differences = branch.get(f"{MONTH}/selisih.csv").data.decode("utf-8-sig")
    assert "Ditagih, tidak aktif di sini" in differences
    assert "Meninggal dunia" in differences
    assert not re.search(r"\b\d{16}\b", differences)
    book = CalamineWorkbook.from_filelike(BytesIO(branch.get(f"{MONTH}/tiga-buku.xlsx").data))
    assert book.sheet_names == ["Tiga buku", "Selisih dan sebabnya"]
    assert branch.get(f"{MONTH}/lain.csv").status_code == 404


def test_figures_that_change_after_the_proposal_are_not_signed(month):
    treasurer, branch = month.town.at("treasurer"), month.town.at("branch")
    state_the_bill(month, lives=31, sum_="1.171.800")
    explain_everything(month)
    done(treasurer.submit(MONTH, action="/usulkan"))
    changed = {"headcount": "30", "amount": "1.134.000", "number": "TGH/2", "reason": "Yang meninggal dikeluarkan."}
    done(branch.submit(f"{MONTH}/tagihan", changed))
    refused = branch.submit(MONTH, action="/setujui")
    assert refused.status_code == 422
    assert "berubah sejak diusulkan" in words(refused) or "belum punya sebab" in words(refused)
    done(branch.submit(MONTH, {"reason": "Tagihan berubah."}, action="/tarik"))


def test_the_command_closes_as_two_people_of_two_institutions(month):
    state_the_bill(month, lives=31, sum_="1.171.800")
    explain_everything(month)
    runner = month.town.app.test_cli_runner()
    close = ["months", "close", "2026-11", "--district", "19.01", "--as", "treasurer@demo.example"]
    for second in ("treasurer@demo.example", "treasurer2@demo.example"):
        refused = runner.invoke(args=[*close, "--confirmed-by", second, "--json"])
        assert refused.exit_code == 1
        assert "dua orang dari dua lembaga" in refused.output
    assert runner.invoke(args=["months", "close", "2026-11"]).exit_code == 2
    done_ = month.town.command(*close, "--confirmed-by", "branch@demo.example")
    assert (done_["ok"], done_["month"]) == (True, "2026-11")
    again = runner.invoke(args=[*close, "--confirmed-by", "branch@demo.example"])
    assert again.exit_code == 1
    assert "sudah ditutup" in again.output
    assert not re.search(r"\d{16}", again.output)
