"""Sums, counts, days and words as this reader reads them: what templates call filters."""

from __future__ import annotations

from datetime import date, datetime

from babel import Locale
from flask import g
from flask_babel import get_locale, gettext

from srikandi import i18n
from srikandi.clock import JAKARTA, Month, tells_no_time
from srikandi.ledger import outside_name
from srikandi.money import Money, Sen
from srikandi.web.frame.saying.words import word


def shown_language() -> str:
    """Give the language this answer is in: `id` or `en`."""
    locale: Locale | None = get_locale()
    return locale.language if locale else "id"


def _zone() -> str:
    return str(g.get("zone", JAKARTA))


def rupiah_words(value: Money | int | None) -> str:
    """Give `Rp37.800`, or `Rp37,800` to a reader of English; nothing is the empty word."""
    return "" if value is None else i18n.rupiah(value if isinstance(value, Money) else Money(value), shown_language())


def sen_words(value: Sen | int) -> str:
    """Give `Rp37.800,50`, or `Rp37,800.50` to a reader of English, of a sum in sen."""
    return i18n.sen(value if isinstance(value, Sen) else Sen(value), shown_language())


def _short_rupiah(value: Money) -> str:
    return i18n.short_rupiah(value, shown_language())


def _day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return (
        i18n.moment(value, zone=_zone(), language=shown_language()).split(",")[0]
        if isinstance(value, datetime)
        else i18n.day(value, shown_language())
    )


def _moment(value: datetime | None) -> str:
    return "" if value is None else i18n.moment(value, zone=_zone(), language=shown_language())


def _happened(value: datetime | None) -> str:
    """Give when something happened: its day alone, where the bank told no time."""
    return _day(value) if value is not None and tells_no_time(value, zone=_zone()) else _moment(value)


def month_words(value: Month) -> str:
    """Give `Januari 2027` in the reader's language."""
    return i18n.long_month(value, shown_language())


def grouped_words(value: int) -> str:
    """Give `161.925`, or `161,925` to a reader of English."""
    return i18n.grouped(value, shown_language())


def _percent(part: int, whole: int) -> str:
    return i18n.percent(part, whole, shown_language())


def _points(millionths: int) -> str:
    return i18n.points(millionths, shown_language())


def _reason(kept: str | None) -> str:
    """Give a kept reason: one of our own in the reader's language, what a person wrote as it stands."""
    return gettext(kept) if kept else ""


FILTERS = {
    "rupiah": rupiah_words,
    "sen": sen_words,
    "rupiah_singkat": _short_rupiah,
    "tanggal": _day,
    "waktu": _moment,
    "kejadian": _happened,
    "bulan": month_words,
    "angka": grouped_words,
    "persen": _percent,
    "poin": _points,
    "word": word,
    "alasan": _reason,
    "bukti": outside_name,
}
