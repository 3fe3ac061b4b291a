"""Tables of the book as files for accountants: CSV and XLSX, sums as numbers, and no cell that acts as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from srikandi.money import Money

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
MOST_ROWS = 100_000
"""More than anybody reads in a spreadsheet; a longer period is cut here, and the file says so."""
MONEY_FORMAT = '"Rp"#,##0;("Rp"#,##0)'
Cell = str | int | Money | date | datetime | None


@dataclass(frozen=True)
class Table:
    """One sheet: what it is, what it covers, its columns and rows."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    about: tuple[tuple[str, str], ...] = ()
    """Facts above the table: district, period, who took it out when."""
    zone: str = "Asia/Jakarta"
    foot: Sequence[Cell] = field(default=())


def csv_of(table: Table) -> bytes:
    """Give a CSV for Excel: semicolons, sums as plain whole numbers, moments in the district's zone."""
    rows = (*table.rows, *([table.foot] if table.foot else []))
    return b"".join(csv_parts(table.columns, [rows], zone=table.zone))


def csv_parts(
    columns: Sequence[str], parts: Iterable[Sequence[Sequence[Cell]]], *, zone: str = Table.zone
) -> Iterator[bytes]:
    """Give the same as it comes, part by part: a list of a whole district is never all in memory."""
    yield b"\xef\xbb\xbf" + _lines([[harmless(one) for one in columns]])
    for rows in parts:
        yield _lines([[_plain(cell, zone) for cell in row] for row in rows])


def _lines(rows: Iterable[Sequence[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def xlsx_of(*tables: Table) -> bytes:
    """Give a workbook with a sheet a table; negative sums stand in brackets."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "money": book.add_format({"num_format": MONEY_FORMAT}),
        "foot_money": book.add_format({"num_format": MONEY_FORMAT, "bold": True, "top": 1}),
        "foot": book.add_format({"bold": True, "top": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for table in tables:
        _sheet(book.add_worksheet(_sheet_name(table.title)), table, looks)
    book.close()
    return target.getvalue()


def harmless(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(cell: Cell, zone: str) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, Money):
        return cell.rupiah
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime):
        return f"{cell.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    return harmless(cell) if isinstance(cell, str) else str(cell)


def _sheet(sheet: Any, table: Table, looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, harmless(table.title), looks["title"])
    for number, (label, words) in enumerate(table.about, 1):
        sheet.write_string(number, 0, harmless(f"{label}: {words}"))
    top = len(table.about) + 2
    widths = [len(column) for column in table.columns]
    for column, words in enumerate(table.columns):
        sheet.write_string(top, column, harmless(words), looks["head"])
    for row, cells in enumerate(table.rows, top + 1):
        for column, cell in enumerate(cells):
            _cell(sheet, (row, column), cell, _Look(looks, table.zone))
            widths[column] = max(widths[column], len(str(cell)) if cell is not None else 0)
    for column, cell in enumerate(table.foot):
        is_money = isinstance(cell, Money)
        foot = {"money": looks["foot_money"], **dict.fromkeys(("date", "moment", "text"), looks["foot"])}
        _cell(sheet, (top + 1 + len(table.rows), column), cell, _Look(foot, table.zone))
        widths[column] = max(widths[column], len(str(cell)) if is_money else 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 3, 10), 60))
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


@dataclass(frozen=True)
class _Look:
    looks: dict[str, Any]
    zone: str


def _cell(sheet: Any, at: tuple[int, int], cell: Cell, look: _Look) -> None:
    if cell is None:
        return
    if isinstance(cell, Money):
        sheet.write_number(*at, cell.rupiah, look.looks["money"])
    elif isinstance(cell, int):
        sheet.write_number(*at, cell, look.looks.get("text"))
    elif isinstance(cell, datetime):
        local = cell.astimezone(ZoneInfo(look.zone)).replace(tzinfo=None)
        sheet.write_datetime(*at, local, look.looks["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, look.looks["date"])
    else:
        sheet.write_string(*at, harmless(cell), look.looks.get("text"))


def _sheet_name(title: str) -> str:
    kept = "".join(sign if sign not in "[]:*?/\\'" else " " for sign in title)
    return kept[:31].strip() or "Buku"
