"""From the bytes somebody uploads to a checked statement. The layout is told by the file, never by the bank picked."""

from __future__ import annotations

import codecs

from srikandi.payments.statements.lines import Statement
from srikandi.payments.statements.readers import LAYOUTS, camt053, mt940_messages
from srikandi.payments.statements.readers.tables import find_table
from srikandi.payments.statements.refusals import Damaged, EmptyStatement, PdfRefused, UnknownLayout, WorkbookRefused

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NOTHING_FOUND = "transaksi tidak ditemukan"


def read_statement(content: bytes, *, filename: str) -> Statement:
    """Give the statement in a file, with every check passed. Raises: StatementRefused.

    The name of the file only serves where a layout does not name the account inside (BNI Direct).
    """
    if not content.strip():
        raise EmptyStatement
    if b"%PDF-" in content[:1024]:
        raise PdfRefused
    if content.startswith(_WORKBOOKS):
        raise WorkbookRefused
    if camt053.is_camt053(content):
        return camt053.read(content)
    text = _decoded(content)
    if mt940_messages.is_mt940(text):
        return mt940_messages.read(text)
    found = find_table(text, LAYOUTS, filename=filename)
    if found is None:
        raise EmptyStatement if _NOTHING_FOUND in text.lower() else UnknownLayout
    layout, table = found
    return layout.read(table)


def _decoded(content: bytes) -> str:
    """Give the text in whichever encoding a bank's server or a spreadsheet chose."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise Damaged(line=1, what="isinya bukan teks")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
