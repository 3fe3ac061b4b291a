"""Amounts and days as banks write them (FORMATS 2.2); anything that could be read two ways is refused."""

from __future__ import annotations

import re
from datetime import date

from srikandi.money import SEN
from srikandi.payments.statements.refusals import Damaged

_AMOUNT = re.compile(
    r"(?P<sign>[-+]?)(?:RP\.?|IDR)?\s*(?P<whole>\d*|\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*)(?:[.,](?P<sen>\d\d))?"
    r"\s*(?P<side>CR|DB|DR|D|K)?"
)
_CREDIT = {"CR", "K"}
_DIRECTION = re.compile(r"\b(CR|KR|DB|DR)\b")
_CENTURY = 2000
_DAY = re.compile(r"'?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?:[ T]+[\d.:]+)?")
_ISO_DAY = re.compile(r"'?(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_WORDED_DAY = re.compile(r"'?(\d{1,2})[ -]([A-Z]+)[ -](\d{4})(?: .*)?")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "JAN JANUARY JANUARI", "FEB FEBRUARY FEBRUARI PEBRUARI", "MAR MARCH MARET", "APR APRIL", "MAY MEI",
            "JUN JUNE JUNI", "JUL JULY JULI", "AUG AGU AGT AGUST AGUSTUS AUGUST", "SEP SEPT SEPTEMBER",
            "OCT OKT OCTOBER OKTOBER", "NOV NOVEMBER NOPEMBER", "DEC DES DECEMBER DESEMBER",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def read_sen(text: str, *, line: int) -> tuple[int, str | None]:
    """Give an amount in sen, and the side written behind it (`CR`, `DB`) if any. Raises: Damaged.

    The last mark is the decimal one when exactly two digits follow it; all others must part groups of three.
    """
    found = _AMOUNT.fullmatch(text.strip().strip("'").upper())
    if found is None or not (found["whole"] or found["sen"]):
        raise Damaged(line=line, what=f"“{text.strip()[:40]}” bukan jumlah uang")
    whole = found["whole"].replace(found["mark"], "") if found["mark"] else found["whole"]
    sen = int(whole or 0) * SEN + int(found["sen"] or 0)
    side = None if found["side"] is None else "CR" if found["side"] in _CREDIT else "DB"
    return (-sen if found["sign"] == "-" else sen), side


def sen_of(text: str, *, line: int) -> int:
    """Give an amount in sen; an empty cell or a dash is nothing. Raises: Damaged."""
    return 0 if text.strip(" -'") == "" else read_sen(text, line=line)[0]


def balance_of(text: str, *, line: int) -> int | None:
    """Give a balance in sen, or None where the cell is empty. Raises: Damaged."""
    if text.strip(" -'") == "":
        return None
    sen, side = read_sen(text, line=line)
    return -sen if side == "DB" else sen


def signed_by_columns(debit: str, credit: str, *, line: int) -> int:
    """Give a movement from its two columns, of which one is nothing. Raises: Damaged."""
    out, into = sen_of(debit, line=line), sen_of(credit, line=line)
    if (out and into) or out < 0 or into < 0:
        raise Damaged(line=line, what="debit dan kredit terisi bersamaan atau bertanda minus")
    if not (out or into) and not (debit.strip() and credit.strip()):
        raise Damaged(line=line, what="jumlahnya hilang")
    return into - out


def signed_by_side(amount: str, side: str, description: str, *, line: int) -> int:
    """Give a movement whose direction stands in a sign column, behind the amount, or in its text. Raises: Damaged.

    Of several direction words in a text the first one counts: `BI-FAST CR TRANSFER DR 014` came in.
    """
    sen, suffix = read_sen(amount, line=line)
    token = side.strip().upper() or suffix
    if not token and (worded := _DIRECTION.search(description.upper())):
        token = worded[1]
    if token in {"CR", "KR", "C", "K"}:
        return sen
    if token in {"DB", "DR", "D"}:
        return -sen
    raise Damaged(line=line, what="arah mutasi (debit atau kredit) tidak tertulis")


def read_day(text: str, *, line: int, start: date | None = None) -> date:
    """Give a day, day first. Without a year it is the one of the period that starts on `start`. Raises: Damaged."""
    typed = text.strip().upper()
    try:
        if found := _DAY.fullmatch(typed):
            month = int(found[2])
            return date(_year(found[3], month, start), month, int(found[1]))
        if found := _ISO_DAY.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _WORDED_DAY.fullmatch(typed)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        pass
    raise Damaged(line=line, what=f"“{text.strip()[:30]}” bukan tanggal")


def _year(written: str | None, month: int, start: date | None) -> int:
    if written is not None:
        return int(written) if len(written) > len("26") else _CENTURY + int(written)
    if start is None:
        raise ValueError(month)
    return start.year + (month < start.month)
