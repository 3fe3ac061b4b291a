"""A small file that unfolds into a huge one is refused before it takes the memory of the house."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from pikepdf.settings import set_qpdf_limits
from PIL import Image

from srikandi.documents import FileBroken, PictureTooLarge
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


def a_picture(kind: str, width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("P" if kind == "PNG" else "L", (width, height)).save(made, kind)
    return made.getvalue()


def test_a_small_drawing_with_too_many_dots_is_refused():
    bomb = a_picture("PNG", 8_000, 4_990)
    assert len(bomb) < 100_000
    with pytest.raises(PictureTooLarge):
        check(bomb)


def test_a_large_photo_is_made_smaller_while_it_is_read():
    photo = a_picture("JPEG", 8_000, 6_000)
    with Image.open(BytesIO(check(photo).content)) as kept:
        assert kept.size == (4_000, 3_000)


def test_what_a_camera_wrote_into_a_photo_is_not_kept():
    made, secret = BytesIO(), Image.Exif()
    secret[0x010E] = "Jalan Rahasia 7"
    Image.new("L", (20, 20)).save(made, "JPEG", exif=secret, comment=b"rahasia")
    assert b"ahasia" in made.getvalue(), "the control"
    assert b"ahasia" not in check(made.getvalue()).content
