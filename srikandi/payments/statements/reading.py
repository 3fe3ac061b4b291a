"""From the bytes somebody uploads to a checked statement. The layout is told by the file, never by the bank picked."""

from __future__ import annotations

from srikandi.payments.statements.lines import Statement
from srikandi.payments.statements.readers import LAYOUTS, camt053, mt940_messages
from srikandi.payments.statements.readers.tables import decoded, find_table
from srikandi.payments.statements.refusals import EmptyStatement, PdfRefused, UnknownLayout, WorkbookRefused

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
    text = decoded(content)
    if mt940_messages.is_mt940(text):
        return mt940_messages.read(text)
    found = find_table(text, [layout.columns for layout in LAYOUTS], filename=filename)
    if found is None:
        raise EmptyStatement if _NOTHING_FOUND in text.lower() else UnknownLayout
    place, table = found
    return LAYOUTS[place].read(table)
