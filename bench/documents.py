"""How fast a certificate is drawn: our press against bare WeasyPrint on the same page, in the same run.

Bare WeasyPrint is what its documentation shows: style sheet and fonts are read anew for each paper, and addresses are
fetched the default way. The page, its fonts and its tags are the same.
"""

from __future__ import annotations

from datetime import date

import font_manrope
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.rows import BenchRow, rates
from srikandi import documents
from srikandi.clock import Month
from srikandi.documents import CertificateFacts, DocumentKind, Letterhead, Numbered, Signatory
from srikandi.documents.drawing.press import TEMPLATES
from srikandi.money import Money

TIMES = 6
FACTS = CertificateFacts(
    company="PT Timah Sejahtera Contoh",
    pledge_number="KM-2026-0007",
    lives=30,
    life_months=360,
    from_month=Month(2027, 1),
    to_month=Month(2027, 12),
    subdistricts=8,
    amount=Money(13_608_000),
    agreement_number="119/PKS/2026",
    agreement_on=date(2026, 12, 18),
)
HEAD = Letterhead(
    government="Pemerintah Kabupaten Bangka",
    office="Dinas Sosial dan Pemberdayaan Masyarakat dan Desa",
    address="Jalan Ahmad Yani, Sungailiat 33215",
    contact="0717-000000",
    seat="Sungailiat",
    signatories=(Signatory("Bupati Bangka", "Nama Contoh"), Signatory("Kepala Cabang", "Orang Contoh")),
)


def rows() -> list[BenchRow]:
    """Give how many certificates a second are drawn, and how long one takes."""
    numbered = Numbered("SERT-2026-0007", "7Q4MK2HJ7Q4MK2HJ", 1)
    page = documents.page_of(DocumentKind.CERTIFICATE, FACTS, letterhead=HEAD, numbered=numbered)
    sheet = (TEMPLATES / "print" / "base.css").read_text(encoding="utf-8")
    sheet = sheet.replace("asset:", f"file://{font_manrope.font_directory}/")

    def ours(times: int) -> None:
        for _ in range(times):
            made = documents.render(DocumentKind.CERTIFICATE, FACTS, letterhead=HEAD, numbered=numbered)
            assert made.startswith(b"%PDF-")

    def bare(times: int) -> None:
        for _ in range(times):
            fonts = FontConfiguration()
            styles = CSS(string=sheet, font_config=fonts)
            HTML(string=page).write_pdf(stylesheets=[styles], font_config=fonts, pdf_tags=True)

    ours(1)
    bare(1)
    drawn, plain = rates(ours, bare, times=TIMES, rounds=5)
    return [
        BenchRow.against("certificates drawn", drawn, unit="papers/s", baseline=plain),
        BenchRow.against("one certificate", 1000 / drawn, unit="ms", baseline=1000 / plain),
    ]
