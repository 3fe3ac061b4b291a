"""Delimited files: where the header stands, and the rows under it by column name."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from srikandi.payments.statements.checks import check_balances, check_rows, check_sum, ends
from srikandi.payments.statements.lines import Statement, StatementLine
from srikandi.payments.statements.refusals import CutShort, Damaged, ForeignCurrency, SeveralAccounts

DELIMITERS = ";,\t"
HEADER_WITHIN = 60
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
_ACCOUNT = re.compile(r"\d{6,}")
_FILE_ACCOUNT = re.compile(r"(?<!\d)\d{8,18}(?!\d)")
RUPIAH = {"IDR", "RP"}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record, and the line of the file it begins on."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file cut at its header: what stands before, the columns, and the rows after."""

    before: list[Row]
    columns: dict[str, list[int]]
    rows: list[Row]
    filename: str

    def cell(self, row: Row, name: str, nth: int = 0) -> str:
        """Give the cell of a column, or of its nth namesake; empty where the layout lacks it. Raises: Damaged."""
        places = self.columns.get(name, ())
        if nth >= len(places):
            return ""
        if places[nth] >= len(row.cells):
            raise Damaged(line=row.number, what="kolomnya kurang")
        return row.cells[places[nth]]


@dataclass(frozen=True, slots=True)
class Layout:
    """One bank's export: the columns that give it away, and how its rows are read."""

    name: str
    columns: frozenset[str]
    read: Callable[[Table], Statement]


def column(header: str) -> str:
    """Give a header as names are compared: lower case letters and digits."""
    return _NOT_A_NAME.sub("", header.lower())


def find_table(text: str, wanted: Sequence[frozenset[str]], *, filename: str) -> tuple[int, Table] | None:
    """Give which of these sets of columns a text has near its top, and the text as a table."""
    for delimiter in DELIMITERS:
        for row in _first_rows(text, delimiter):
            names = [column(cell) for cell in row]
            for place, columns in enumerate(wanted):
                if columns <= set(names):
                    return place, _cut(text, delimiter, names, filename)
    return None


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)  # lenient: the delimiter is still a guess
    try:
        yield from islice((cells for cells in reader if cells), HEADER_WITHIN)
    except csv.Error:
        return


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Give the records; a quote left open, as where a file is cut, is refused."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Damaged(line=begins, what="tanda kutipnya tidak berpasangan") from error


def _cut(text: str, delimiter: str, names: list[str], filename: str) -> Table:
    before: list[Row] = []
    rows: list[Row] = []
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    is_under = False
    for row in _rows(text, delimiter):
        if column(row.cells[0]) == names[0] and [column(cell) for cell in row.cells] == names:
            is_under = True  # paged exports repeat their header
        elif is_under:
            rows.append(row)
        else:
            before.append(row)
    return Table(before, places, rows, filename)


def one_account(table: Table, name: str, rows: Sequence[Row]) -> str | None:
    """Give the account all rows name, or None where a spreadsheet has eaten its digits. Raises: SeveralAccounts."""
    accounts = {table.cell(row, name).strip(" '") for row in rows}
    if len(accounts) > 1:
        raise SeveralAccounts
    account = next(iter(accounts), "")
    return account if _ACCOUNT.fullmatch(account) else None


def account_in_filename(table: Table) -> str | None:
    """Give the account a file is named after, if exactly one number in its name can be one."""
    found = _FILE_ACCOUNT.findall(table.filename)
    return found[0] if len(found) == 1 else None


def only_rupiah(currencies: set[str]) -> None:
    """Refuse an account that is not in rupiah. Raises: ForeignCurrency."""
    for currency in currencies:
        if currency.strip().upper().rstrip(".") not in RUPIAH:
            raise ForeignCurrency(currency=currency.strip()[:10] or "mata uang lain")


def in_file_order(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """Give the lines with their indexes, counted from one."""
    return tuple(replace(line, index=index) for index, line in enumerate(lines, start=1))


def finish(  # the period and the balances are the file's own when it prints them
    layout: str,
    lines: Sequence[StatementLine],
    *,
    account: str | None,
    period: tuple[date, date] | None = None,
    balances: tuple[int, int] | None = None,
) -> Statement:
    """Check the lines of a table and give the statement. Raises: EmptyStatement, BalanceBroken, SumsDiffer."""
    check_rows(lines)
    check_balances(lines)
    opening, closing = balances or ends(lines)
    if opening is not None and closing is not None:
        check_sum(opening, lines, closing)
    days = [line.booked_on for line in lines]
    start, end = period or (min(days), max(days))
    for line in lines:
        if not start <= line.booked_on <= end:
            raise Damaged(line=line.number, what="tanggalnya di luar periode berkas")
    return Statement(
        layout=layout,
        account=account,
        lines=in_file_order(lines),
        from_on=start,
        to_on=end,
        opening_sen=opening,
        closing_sen=closing,
    )


def required(found: str | None) -> str:
    """Give what a file must say, or refuse it as cut off. Raises: CutShort."""
    if found is None:
        raise CutShort
    return found


def decoded(content: bytes) -> str:
    """Give the text in whichever encoding a bank's server or a spreadsheet chose. Raises: Damaged."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise Damaged(line=1, what="isinya bukan teks")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
