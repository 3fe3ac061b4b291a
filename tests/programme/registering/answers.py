"""Answer files as a branch writes them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from tests.pledges.making import nik_of

HEADING = ("NIK", "STATUS", "KODE", "NO KARTU", "KETERANGAN")


def an_answer(accepted: Iterable[int] = (), rejected: dict[int, str] | None = None) -> bytes:
    """Give a .csv that accepts the people at these places and turns others down with a code."""
    lines = [f"{nik_of(place)};DITERIMA;;000{place:010d};" for place in accepted]
    lines += [f"{nik_of(place)};DITOLAK;{code};;" for place, code in (rejected or {}).items()]
    return "\n".join([";".join(HEADING), *lines]).encode()


def a_workbook(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Give an .xlsx with two lines of title above the heading, as offices make them."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "HASIL PENDAFTARAN")
    for number, cells in enumerate([HEADING, *rows], 2):
        for column, words in enumerate(cells):
            sheet.write_string(number, column, words)
    book.close()
    return target.getvalue()
