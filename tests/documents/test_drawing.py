"""What stands on a paper, and what the press refuses to fetch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from srikandi import documents
from srikandi.documents import AssetRefused, DocumentKind, Numbered, StatementFacts, StatementPledge, StatementReceipt
from srikandi.money import Money
from tests.documents.papers import FACTS, HEAD

NUMBERED = Numbered("SERT-2026-0007", "7Q4MK2HJ7Q4MK2HJ", 2)


def page(facts=FACTS, kind=DocumentKind.CERTIFICATE, **more):
    return documents.page_of(kind, facts, letterhead=HEAD, numbered=NUMBERED, **more)


def test_a_certificate_states_what_it_must():
    said = page()
    for words in (
        "PT Timah Sejahtera Contoh",
        "SERT-2026-0007",
        "diberikan kepada",
        "360",
        "Rp13.608.000",
        "tiga belas juta enam ratus delapan ribu rupiah",
        "Januari 2027",
        "Desember 2027",
        "119/PKS/2026",
        "1 Desember 2026",
        "Bupati Bangka",
        "7Q4M-K2HJ-7Q4M-K2HJ",
        "/verifikasi",
        "Kode QR bukan tanda tangan",
        "digantikan atau dicabut",
    ):
        assert words in said, words
    assert "DATA CONTOH" not in said
    assert "DATA CONTOH" in page(is_demo=True)


def test_a_hidden_sum_stands_nowhere():
    said = page(replace(FACTS, shows_amount=False))
    assert "13.608.000" not in said
    assert "tiga belas juta" not in said


def test_names_are_escaped_and_lose_their_academic_titles():
    assert "<script>" not in page(replace(FACTS, company="<script>alert(1)</script>"))
    assert documents.without_degrees("Dr. H. Fulan Contoh, S.H., M.Si.") == "H. Fulan Contoh"
    assert documents.without_degrees("Prof. Dr. Ir. Fulanah") == "Fulanah"
    assert documents.without_degrees("Nama Contoh") == "Nama Contoh"


def test_a_certificate_is_one_landscape_page_with_title_and_language():
    made = documents.render(DocumentKind.CERTIFICATE, FACTS, letterhead=HEAD, numbered=NUMBERED)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
        box = [float(side) for side in pdf.pages[0].mediabox]
        assert box[2] > box[3]
        assert str(pdf.Root.Lang) == "id"
        assert "SERT-2026-0007" in str(pdf.docinfo["/Title"])


def test_long_names_still_fit_on_one_page():
    name = "PT Perusahaan Perseroan Pertambangan dan Perkebunan Sejahtera Bersama Nusantara Contoh Tbk"
    facts = replace(FACTS, company=name, co_payers=("Pemerintah Kabupaten Bangka", "CV Maju Bersama Contoh"))
    made = documents.render(DocumentKind.CERTIFICATE, facts, letterhead=HEAD, numbered=NUMBERED, is_demo=True)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1


def test_a_statement_adds_up():
    one = StatementPledge(
        number="KM-2026-0001",
        agreement_number=None,
        lives=30,
        months=12,
        share=Money(37_800),
        promised=Money(13_608_000),
        forward=Money(40_000),
        received=Money(6_804_000),
        allocated=Money(6_804_000),
        life_months=180,
        active=30,
    )
    receipt = StatementReceipt(date(2026, 12, 1), one.number, "bank:1:x", "Transfer bank", Money(6_804_000))
    facts = StatementFacts("PT Contoh", "Jl. Contoh", date(2026, 1, 1), date(2026, 12, 31), (one,), (receipt,))
    assert (facts.credit, facts.life_months) == (Money(40_000), 180)
    said = page(facts, DocumentKind.STATEMENT)
    assert "empat puluh ribu rupiah" in said
    assert "(Rp6.804.000)" in said


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1/x.png", "asset:../../config.py", "ftp://x/y", "data:text/html,x"],
)
def test_the_press_fetches_nothing_but_our_own_fonts(address):
    with pytest.raises(AssetRefused):
        documents.draw(f'<img src="{address}">')
