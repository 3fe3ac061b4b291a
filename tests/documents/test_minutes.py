"""The Berita Acara on paper: what stands in it, and that nobody signs a page with nothing else on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from weasyprint import CSS, HTML

from srikandi import documents
from srikandi.clock import Month
from srikandi.documents import (
    DocumentKind,
    MinutesDifference,
    MinutesFacts,
    MinutesMonth,
    MinutesParty,
    MinutesRow,
    Numbered,
)
from srikandi.money import Money
from tests.documents.papers import HEAD

STYLE = (Path(__file__).parents[2] / "templates" / "print" / "base.css").read_text()
QUARTER = Month(2026, 7).following(3)
FOLLOW_UP = "Dikoreksi di tagihan bulan berikutnya."
KEPT_TOGETHER = "break-before: avoid; "


def minutes(differences):
    """Give the page of a quarter's minutes with so many differences."""
    parties = tuple(MinutesParty(name, "Kepala", "", ("Sari, 5 Oktober 2026",)) for name in ("Pemkab", "BPJS"))
    rows = tuple(MinutesRow(one, "PBPU Pemda", 31, Money(31), 30, Money(30), Money(30), Money(0)) for one in QUARTER)
    said = [
        MinutesDifference(QUARTER[0], "Ditagih", 1, 1, Money(1), "Meninggal", "Sari, BPJS", FOLLOW_UP)
        for _ in range(differences)
    ]
    closed = tuple(MinutesMonth(one, date(2026, 10, 5), "ab" * 32) for one in QUARTER)
    facts = MinutesFacts(
        "Pemkab", "900/1", QUARTER[0].first_day, QUARTER[-1].last_day, parties, rows, tuple(said), closed
    )
    numbered = Numbered("BAR-2026-0001", "7Q4MK2HJ7Q4MK2HJ", 1)
    return documents.page_of(DocumentKind.RECONCILIATION, facts, letterhead=HEAD, numbered=numbered)


def pages(differences, style=STYLE):
    """Give the words of each page as it is drawn."""
    drawn = HTML(string=minutes(differences)).render(stylesheets=[CSS(string=style)])
    return [" ".join(getattr(box, "text", "") or "" for box in page._page_box.descendants()) for page in drawn.pages]


def lonely(style=STYLE):
    """Count the papers whose last page has the signatures and none of what is signed."""
    drawn = [pages(differences, style) for differences in (1, 4, 7, 10, 13)]
    assert any(len(one) > 1 for one in drawn)
    return sum("Pihak Kedua" in one[-1] and FOLLOW_UP not in " ".join(one[-1].split()) for one in drawn)


@pytest.mark.filterwarnings("ignore")
def test_signatures_never_stand_alone_on_a_page():
    assert lonely() == 0


@pytest.mark.filterwarnings("ignore")
def test_without_keeping_them_together_they_would():
    """The control: the same papers, with a style that lets the page end where it likes."""
    assert lonely(STYLE.replace(KEPT_TOGETHER, "")) > 0


def test_each_segment_of_each_month_has_its_row_and_they_add_up():
    said = " ".join(minutes(1).split())
    for month in ("Juli 2026", "Agustus 2026", "September 2026"):
        assert f"{month} <span" in said
    assert '<td class="num">93</td><td class="num">Rp93</td>' in said.replace("\n", "").replace("> <", "><")
