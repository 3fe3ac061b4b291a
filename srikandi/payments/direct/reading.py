"""The list of receipts as the branch exports it: number, sum and day, maybe with depositor and payment code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from srikandi.errors import Invalid, Refusal
from srikandi.money import ZERO, Money
from srikandi.payments.references import NotAReference, PaymentReference, pack
from srikandi.residents.importing import FileRefused, open_grids

HEADING_WITHIN = 20
SHORTEST_NUMBER = 4
HEADINGS = {
    "number": ("nobukti", "nomorbukti", "noresi", "nomorresi", "noreferensi", "nobuktibayar"),
    "amount": ("jumlah", "nominal", "jumlahbayar", "jumlahrp"),
    "paid_on": ("tanggal", "tanggalbayar", "tglbayar", "tanggalterima"),
    "depositor": ("penyetor", "nama", "namapenyetor", "badanusaha"),
    "code": ("kodebayar", "keterangan", "berita", "kode"),
}
NEEDED = {"number", "amount", "paid_on"}
_LETTERS = re.compile(r"[^a-z]+")
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y")


class ReceiptListUnreadable(Invalid):
    """No table with the columns that are needed."""

    message = "Berkas ini tidak memuat kolom NO BUKTI, TANGGAL, dan JUMLAH. Periksa lalu unggah lagi."


@dataclass(frozen=True)
class ListedReceipt:
    """One receipt of the list."""

    row: int
    number: str
    amount: Money
    paid_on: date
    depositor: str
    code: str | None
    """A payment code of ours that stands somewhere on it, packed."""


@dataclass(frozen=True)
class ReceiptList:
    """The whole list, and the rows that could not be read, as the spreadsheet counts them."""

    receipts: tuple[ListedReceipt, ...]
    unreadable: tuple[int, ...]
    file_hash: str


def read_receipts(content: bytes, *, filename: str) -> ReceiptList:
    """Read an .xlsx, .xls, .ods or .csv. Raises: ReceiptListUnreadable."""
    try:
        grids = open_grids(content, filename=filename)
    except FileRefused as error:
        raise ReceiptListUnreadable(field="file") from error
    for grid in grids.visible:
        heading = _find_heading(grid.rows)
        if heading is not None:
            return _read(grid.rows, *heading, file_hash=hashlib.sha256(content).hexdigest())
    raise ReceiptListUnreadable(field="file")


def _read(rows: Sequence[Sequence[object]], start: int, places: dict[str, int], *, file_hash: str) -> ReceiptList:
    receipts: dict[str, ListedReceipt] = {}
    unreadable = []
    for number, cells in enumerate(rows[start + 1 :], start + 2):
        row = {name: cells[at] if at < len(cells) else None for name, at in places.items()}
        if not any(str(cell or "").strip() for cell in row.values()):
            continue
        receipt = _receipt(number, row)
        if receipt is None or receipts.setdefault(receipt.number, receipt) != receipt:
            unreadable.append(number)
    return ReceiptList(tuple(receipts.values()), tuple(unreadable), file_hash)


def _receipt(number: int, row: dict[str, object]) -> ListedReceipt | None:
    packed, amount, day = pack(_words(row.get("number"))), _amount(row.get("amount")), _day(row.get("paid_on"))
    if len(packed) < SHORTEST_NUMBER or amount is None or day is None:
        return None
    return ListedReceipt(number, packed, amount, day, _words(row.get("depositor")), _code(row))


def _code(row: dict[str, object]) -> str | None:
    for cell in (row.get("code"), row.get("depositor")):
        for word in re.findall(r"SRK[- ]?\w{4}[- ]?\w{4}", _words(cell).upper()):
            try:
                return str(PaymentReference.parse(word))
            except (NotAReference, ValueError):
                continue
    return None


def _amount(cell: object) -> Money | None:
    try:
        if isinstance(cell, int | float):
            return Money(int(cell)) if cell == int(cell) and cell > 0 else None
        amount = Money.parse(_words(cell))
    except (Refusal, ValueError, OverflowError):
        return None
    return amount if amount > ZERO else None


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in _DAYS:
        try:
            return datetime.strptime(_words(cell), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _words(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _find_heading(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]] | None:
    for at, cells in enumerate(rows[:HEADING_WITHIN]):
        names = [_LETTERS.sub("", _words(cell).casefold()) for cell in cells]
        places = {what: names.index(name) for what, known in HEADINGS.items() for name in known if name in names}
        if places.keys() >= NEEDED:
            return at, places
    return None
