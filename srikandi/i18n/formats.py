"""Rupiah, days, months and moments in words; `language` is `id` or `en`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from srikandi.clock import JAKARTA, ZONE_LABELS, Month
from srikandi.money import Money, Sen

_ENGLISH = str.maketrans(".,", ",.")
BILLION = 10**9
MILLION = 10**6


def rupiah(amount: Money, language: str = "id") -> str:
    """Give `Rp37.800` (English `Rp37,800`); a negative sum stands in brackets."""
    return str(amount).replace(".", ",") if language == "en" else str(amount)


def sen(amount: Sen, language: str = "id") -> str:
    """Give `Rp37.800,50` (English `Rp37,800.50`); sen only where there are any."""
    return str(amount).translate(_ENGLISH) if language == "en" else str(amount)


def short_rupiah(amount: Money, language: str = "id") -> str:
    """Give `Rp69,7 miliar` for large sums, and the whole sum for small ones."""
    size = abs(amount.rupiah)
    for unit, word in (
        (BILLION * 1000, ("triliun", "trillion")),
        (BILLION, ("miliar", "billion")),
        (MILLION, ("juta", "million")),
    ):
        if size >= unit:
            number = format_decimal(Decimal(amount.rupiah) / unit, "#,##0.#", locale=language)
            return f"Rp{number} {word[language == 'en']}"
    return rupiah(amount, language)


def grouped(number: int | Decimal, language: str = "id") -> str:
    """Give `161.925` (English `161,925`)."""
    return str(format_decimal(number, locale=language))


def percent(part: int, whole: int, language: str = "id") -> str:
    """Give `98,18%`; of nothing it is `0%`."""
    share = Decimal(part * 100) / whole if whole else Decimal(0)
    return f"{format_decimal(share, '#,##0.##', locale=language)}%"


def points(millionths: int, language: str = "id") -> str:
    """Give `0,017`: percentage points of something counted in millionths."""
    return str(format_decimal(Decimal(millionths) / 10_000, "#,##0.000", locale=language))


def day(value: date, language: str = "id") -> str:
    """Give `23 April 2025`."""
    return str(format_date(value, "d MMMM yyyy", locale=language))


def long_month(value: Month, language: str = "id") -> str:
    """Give `Januari 2027`."""
    return str(format_date(value.first_day, "MMMM yyyy", locale=language))


def moment(value: datetime, *, zone: str = JAKARTA, language: str = "id") -> str:
    """Give `23 April 2025, 19.13 WIB` in the district's zone."""
    local = value.astimezone(ZoneInfo(zone))
    clock = format_time(local, "HH.mm" if language == "id" else "HH:mm", locale=language)
    return f"{day(local.date(), language)}, {clock} {ZONE_LABELS.get(zone, zone)}"
