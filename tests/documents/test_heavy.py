"""A small file that unfolds into a huge one is refused before it takes the memory of the house."""

from __future__ import annotations

import struct
import zlib

import pytest
from pikepdf.settings import set_qpdf_limits

from srikandi.documents import FileBroken
from srikandi.documents.keeping import check
from srikandi.documents.keeping.checks import MOST_UNFOLDED

MIB = 1024 * 1024


def a_pdf_that_unfolds(to: int) -> bytes:
    """Give a PDF whose root lies in a packed stream of so many bytes."""
    packed = zlib.compress(b"5 0 <</Type/Catalog/Pages 2 0 R>>" + b" " * to, 9)
    parts = {
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
        4: b"<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    }
    made, places = b"%PDF-1.5\n", {}
    for number, part in parts.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = [(0, 0, 0), (0, 0, 0), *((1, places[number], 0) for number in parts), (2, 4, 0), (1, len(made), 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 5 0 R/Length %d/Filter/FlateDecode>>stream\n" % len(table)
    return made + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(made)


def test_a_pdf_that_unfolds_a_little_is_kept():
    assert check(a_pdf_that_unfolds(MIB)).media_type == "application/pdf"


def test_a_pdf_that_unfolds_beyond_measure_is_refused():
    bomb = a_pdf_that_unfolds(MOST_UNFOLDED + MIB)
    assert len(bomb) < MIB
    with pytest.raises(FileBroken):
        check(bomb)


def test_without_the_limit_it_would_be_unfolded():
    before = set_qpdf_limits(flate_max_memory=0)
    try:
        assert check(a_pdf_that_unfolds(MOST_UNFOLDED + MIB)).media_type == "application/pdf"
    finally:
        set_qpdf_limits(**before)
