"""What a file is, by its content: a quiet PDF, a PNG or a JPEG; anything else is refused with the way out.

Pictures are drawn anew, which leaves places, cameras and hidden second files behind. A PDF that runs, opens or carries
something is refused, not repaired: what is signed must stay what it was.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pikepdf.settings
from PIL import Image, ImageOps, UnidentifiedImageError

from srikandi.documents.refusals import (
    FileActive,
    FileBroken,
    FileEmpty,
    FileKindUnknown,
    FileLocked,
    FileTooLarge,
    PictureTooLarge,
    TooManyPages,
)

LARGEST = 8 * 1024 * 1024
MOST_PAGES = 20
MOST_DOTS = {"JPEG": 60_000_000, "PNG": 16_000_000}
"""Of a picture: a camera's is made smaller while it is read, a drawing unfolds whole, four bytes a dot."""
SIDE = 3_000
"""Dots a camera's picture keeps at least on its longer side: more than anybody needs to read a receipt."""
MOST_UNFOLDED = 32 * 1024 * 1024
"""Of one packed stream of a PDF: half a megabyte may hold half a gigabyte, and is all in memory at once."""
MOST_FILTERS = 4
PDF_WITHIN = 1024
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ACTIVE_KEYS = frozenset({"/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/EmbeddedFile", "/AF", "/XFA"})
ACTIVE_WORDS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia", "/FileAttachment", "/GoToE"}
)

pikepdf.settings.set_qpdf_limits(
    max_stream_filters=MOST_FILTERS,
    flate_max_memory=MOST_UNFOLDED,
    png_max_memory=MOST_UNFOLDED,
    run_length_max_memory=MOST_UNFOLDED,
    tiff_max_memory=MOST_UNFOLDED,
    dct_max_memory=MOST_UNFOLDED,
)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: what it is and its clean content."""

    media_type: str
    content: bytes


def check(content: bytes) -> Checked:
    """Give what may be kept of a file.

    Raises: FileEmpty, FileTooLarge, FileKindUnknown, FileBroken, FileLocked, FileActive, TooManyPages, PictureTooLarge.
    """
    if not content:
        raise FileEmpty
    if len(content) > LARGEST:
        raise FileTooLarge(megabytes=LARGEST // 1024**2)
    if b"%PDF-" in content[:PDF_WITHIN]:
        return Checked(PDF, _quiet_pdf(content))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Checked(PNG, _redrawn(content, "PNG"))
    if content.startswith(b"\xff\xd8\xff"):
        return Checked(JPEG, _redrawn(content, "JPEG"))
    raise FileKindUnknown


def _quiet_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise FileLocked
            if len(pdf.pages) > MOST_PAGES:
                raise TooManyPages(pages=MOST_PAGES)
            if not len(pdf.pages):
                raise FileBroken
            if any(_is_active(one) for one in pdf.objects) or _is_active(pdf.trailer):
                raise FileActive
    except pikepdf.PasswordError as error:
        raise FileLocked from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise FileBroken from error
    return content


def _is_active(one: Any) -> bool:
    """Does this object, or what is written inside it, run, open or carry something?"""
    for part in _parts(one, depth=0):
        if ACTIVE_KEYS & set(part.keys()):
            return True
        if {str(part.get(name)) for name in ("/S", "/Subtype", "/Type") if name in part} & ACTIVE_WORDS:
            return True
    return False


def _parts(one: Any, *, depth: int) -> Iterator[Any]:
    """Give the dictionaries inside an object; referenced objects come by themselves."""
    if depth > 20:  # noqa: PLR2004 - deeper than any honest PDF nests
        raise FileBroken
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        inner = [one[key] for key in one.keys()]  # noqa: SIM118 - pikepdf's objects are no mappings
    elif isinstance(one, pikepdf.Array):
        inner = list(one)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _parts(value, depth=depth + 1)


def _redrawn(content: bytes, kind: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_DOTS[kind]:
                    raise PictureTooLarge
                picture.draft("RGB", (SIDE, SIDE))
                upright = ImageOps.exif_transpose(picture).convert("RGB" if kind == "JPEG" else "RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureTooLarge from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileBroken from error
    upright.info.clear()
    made = BytesIO()
    upright.save(made, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": False}))
    return made.getvalue()
