"""Files are known by their content, cleaned, and leave as downloads."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from srikandi import documents
from srikandi.audit import Actor
from srikandi.documents import (
    LARGEST,
    FileActive,
    FileBroken,
    FileEmpty,
    FileKindUnknown,
    FileLocked,
    FileTooLarge,
    FileUnknown,
    KeptFile,
    TooManyPages,
)
from tests.documents.papers import a_pdf, a_picture
from tests.ledger.book import make_district
from tests.people import SYSTEM


def keep(session, content, filename="bukti.pdf"):
    return documents.keep_file(session, content, filename=filename, district_id=make_district(session), by=SYSTEM)


def locked_pdf():
    target = BytesIO()
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="x", user="y"))
    return target.getvalue()


def carrying(**root):
    return a_pdf(**root)


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
REFUSED = {
    "nothing": (b"", FileEmpty),
    "a page of the web": (b"<html><script>alert(1)</script>", FileKindUnknown),
    "a program": (b"MZ\x90\x00", FileKindUnknown),
    "a drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", FileKindUnknown),
    "a broken PDF": (b"%PDF-1.7\nnothing", FileBroken),
    "a broken picture": (b"\xff\xd8\xff\xe0nothing", FileBroken),
    "a locked PDF": (locked_pdf(), FileLocked),
    "a PDF that runs when opened": (a_pdf(OpenAction=SCRIPT), FileActive),
    "a PDF with a script deep inside": (a_pdf(Perms=pikepdf.Dictionary(A=pikepdf.Array([SCRIPT]))), FileActive),
    "a PDF that carries a file": (
        a_pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([])))),
        FileActive,
    ),
    "a book": (a_pdf(pages=21), TooManyPages),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_its_reason(session, name):
    content, refusal = REFUSED[name]
    with pytest.raises(refusal):
        keep(session, content)


def test_a_file_over_eight_megabytes_is_refused(session):
    with pytest.raises(FileTooLarge):
        keep(session, b"%PDF-" + b" " * LARGEST)


def test_a_quiet_pdf_is_kept_as_it_is(session):
    content = a_pdf(pages=20)
    kept = keep(session, content, "../../perjanjian <1>.exe")
    assert (kept.media_type, kept.content, kept.filename) == ("application/pdf", content, "perjanjian _1_.pdf")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew_and_loses_place_and_passengers(session, kind):
    exif = Image.Exif()
    exif[0x010E] = "RAHASIA -2.13 106.11"
    content = a_picture(kind, exif=exif) + b"<script>alert(1)</script>"
    assert b"RAHASIA" in content
    kept = keep(session, content, "foto.pdf")
    assert kept.filename == f"foto.{'jpg' if kind == 'JPEG' else 'png'}"
    assert b"RAHASIA" not in kept.content
    assert b"script" not in kept.content


def test_a_file_leaves_as_an_attachment_that_nothing_can_run(session):
    leaving = documents.download(keep(session, a_pdf(), "bukti “setor”.pdf"))
    assert leaving.headers["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in leaving.headers["Content-Security-Policy"]
    assert "\n" not in "".join(leaving.headers.values())


def test_a_file_is_given_to_its_district_only(session):
    kept = keep(session, a_pdf())
    here = Actor(1, "Petugas", "maker", (kept.district_id,))
    assert documents.file_of(session, kept.uid, viewer=here) is kept
    for stranger in (Actor(2, "Lain", "maker", (999,)), Actor(3, "PT Lain", "company", (kept.district_id,), 4)):
        with pytest.raises(FileUnknown):
            documents.file_of(session, kept.uid, viewer=stranger)
    with pytest.raises(FileUnknown):
        documents.file_of(session, uuid4(), viewer=here)


def test_a_kept_file_never_changes(session):
    keep(session, a_pdf())
    session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(update(KeptFile).values(content=b"x"))
    session.rollback()
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(delete(KeptFile))
