"""What a file is by its bytes, never by its name, and whether it is small enough to open.

A 763 KiB workbook can inflate to 390 MiB, and two cells at the far corners of a sheet make a reader allocate the whole
rectangle between them. So the declared sizes are checked first, then the sheets are inflated once, counted, and asked
for their furthest cell, before a reader that builds tables in memory may see them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from srikandi.i18n import N_
from srikandi.residents.importing.refusals import FileDamaged, FileEmpty, FileTooLarge, PasswordProtected, WrongKind

MAX_BYTES = 40 * 2**20
MAX_ROWS = 200_000
_MAX_INFLATED = 300 * 2**20
_MAX_RATIO = 100
_RATIO_MATTERS_FROM = 20 * 2**20
_MAX_CELLS = 20_000_000
_SPARSE_FROM = 1_000_000
_MAX_CELLS_A_BYTE = 40
_MAX_REPEATED = 1_000
_CHUNK = 2**20
_OVERLAP = 2**10

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LAST_LETTER = b"Z"
_FAR_CELL = re.compile(rb"""\sr=["']([A-Z]{2,3})[0-9]""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]{0,200}?\br=["']([0-9]+)""")
_REPEATED = re.compile(
    rb"""<table:table-(?:cell|row)\b[^>]{0,300}?number-(?:columns|rows)-repeated=["']([0-9]{4,})["'][^>]{0,300}>"""
)
_STRANGERS = (
    (b"%PDF", N_("dokumen PDF")),
    (b"\x89PNG", N_("gambar")),
    (b"\xff\xd8\xff", N_("gambar")),
    (b"GIF8", N_("gambar")),
    (b"{\\rtf", N_("dokumen teks")),
    (b"Rar!", N_("arsip")),
    (b"7z\xbc\xaf", N_("arsip")),
    (b"\x1f\x8b", N_("arsip")),
    (b"MZ", N_("program")),
    (b"\x7fELF", N_("program")),
)
_WEB_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html|<table|<\?xml|<meta|<head)", re.IGNORECASE)


class Kind(StrEnum):
    """How a file must be opened."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


def kind_of(content: bytes) -> Kind:
    """Give how to open a file, after it has shown that it is safe to.

    Raises:
        FileRefused: it is empty, too large, locked, damaged or no list at all.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise FileEmpty
    if len(content) > MAX_BYTES:
        raise _too_large()
    if content.startswith(_ZIP):
        return _zipped(content)
    if content.startswith(_OLE):
        return _compound(content)
    return _plain(content)


def _too_large() -> FileTooLarge:
    return FileTooLarge(rows="200.000")


def _plain(content: bytes) -> Kind:
    found = next((words for start, words in _STRANGERS if content.startswith(start)), None)
    if found:
        raise WrongKind(found=found)
    if _WEB_PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise WrongKind(found="halaman web")
    if b"\0" in content and not content.startswith(_UTF16):
        raise WrongKind(found="berkas biner")
    return Kind.TEXT


def _compound(content: bytes) -> Kind:
    """Look into the directory of an OLE file: names stand there as UTF-16."""
    if _named("EncryptedPackage") in content:
        raise PasswordProtected
    if _named("WordDocument") in content or _named("PowerPoint Document") in content:
        raise WrongKind(found="dokumen Office")
    if _named("Workbook") in content or _named("Book") in content:
        return Kind.XLS
    raise FileDamaged


def _named(stream: str) -> bytes:
    return stream.encode("utf-16-le")


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _check_contents(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise FileDamaged from error
    except RuntimeError as error:  # zipfile's word for a member that wants a password
        raise PasswordProtected from error


def _check_contents(archive: zipfile.ZipFile, size: int) -> Kind:
    declared = sum(member.file_size for member in archive.infolist())
    if declared > _MAX_INFLATED or (declared > _RATIO_MATTERS_FROM and declared > _MAX_RATIO * size):
        raise _too_large()
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        for name in sorted(names):
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_sheet(archive, name, size=size)
        return Kind.XLSX
    if "content.xml" in names and b"spreadsheet" in _mimetype(archive, names):
        _check_repeats(archive)
        return Kind.ODS
    is_office = "[Content_Types].xml" in names or "mimetype" in names
    raise WrongKind(found=N_("dokumen Office") if is_office else N_("arsip"))


def _mimetype(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    return archive.read("mimetype")[:100] if "mimetype" in names else b""


def _check_sheet(archive: zipfile.ZipFile, name: str, *, size: int) -> None:
    """Refuse a sheet with too many cells, also empty ones: a single far cell makes the reader lay all of them out."""
    columns: set[bytes] = {_LAST_LETTER}
    last_row = 0
    for chunk in _chunks(archive, name):
        columns.update(_FAR_CELL.findall(chunk))
        last_row = max(last_row, *(int(row[:9]) for row in _ROW.findall(chunk)), 0)
    width = max(map(_column_number, columns))
    cells = last_row * width
    if cells > _MAX_CELLS or (cells > _SPARSE_FROM and cells > _MAX_CELLS_A_BYTE * size):
        raise _too_large()


def _check_repeats(archive: zipfile.ZipFile) -> None:
    """Refuse an .ods that says a filled cell or row a thousand times; an empty tail is how every office suite ends."""
    for chunk in _chunks(archive, "content.xml"):
        for found in _REPEATED.finditer(chunk):
            is_filled = b"value-type" in found[0] or _is_filled_row(chunk, found)
            if is_filled and int(found[1][:9]) > _MAX_REPEATED:
                raise _too_large()


def _is_filled_row(chunk: bytes, found: re.Match[bytes]) -> bool:
    if not found[0].startswith(b"<table:table-row"):
        return False
    end = chunk.find(b"</table:table-row>", found.end())
    return b"value-type" in chunk[found.end() : end if end >= 0 else None]


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Give the parts of a member with a little overlap; zipfile stops at the declared size and checks the sum."""
    with archive.open(name) as member:
        tail = b""
        while part := member.read(_CHUNK):
            yield tail + part
            tail = part[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
