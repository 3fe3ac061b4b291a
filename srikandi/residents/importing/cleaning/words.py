"""Names, sex, neighbourhoods and the code tables that registers print instead of words."""

from __future__ import annotations

import re
from functools import lru_cache

from srikandi.residents.identity import Sex
from srikandi.residents.importing.cleaning.text import Cell, key_of, says_nothing, text_of

_ODD_SIGN = re.compile(r"[^\w\s'.,\-]|[\d_]")
_DIGITS = re.compile(r"\d+")
_SEXES = dict.fromkeys(("l", "lk", "laki", "lakilaki", "pria", "m", "male", "1"), Sex.MALE) | dict.fromkeys(
    ("p", "pr", "perempuan", "wanita", "w", "f", "female", "2"), Sex.FEMALE
)
_ALIVE = frozenset({"", "hidup", "1", "aktif", "ada"})
REGISTER_WORDS = frozenset({
    "hidup", "mati", "meninggal", "meninggaldunia", "wafat", "pindah", "hilang", "pergi", "tidakvalid",
})  # fmt: skip
_RELATIONS = {
    "1": "KEPALA KELUARGA", "2": "SUAMI", "3": "ISTRI", "4": "ANAK", "5": "MENANTU", "6": "CUCU", "7": "ORANG TUA",
    "8": "MERTUA", "9": "FAMILI LAIN", "10": "PEMBANTU", "11": "LAINNYA",
}  # fmt: skip
_OCCUPATIONS = {
    "1": "BELUM/TIDAK BEKERJA", "2": "MENGURUS RUMAH TANGGA", "3": "PELAJAR/MAHASISWA", "4": "PENSIUNAN", "5": "PNS",
    "6": "TNI", "7": "POLRI", "9": "PETANI/PEKEBUN", "11": "NELAYAN", "15": "KARYAWAN SWASTA", "16": "KARYAWAN BUMN",
    "17": "KARYAWAN BUMD", "18": "KARYAWAN HONORER", "19": "BURUH HARIAN LEPAS", "20": "BURUH TANI", "84": "PEDAGANG",
    "85": "PERANGKAT DESA", "86": "KEPALA DESA", "88": "WIRASWASTA", "89": "LAINNYA",
}  # fmt: skip
_INSURANCES = {"2": "PBI", "3": "NON PBI", "4": "BANTUAN DAERAH"}
_DECILES = range(1, 11)
_LONGEST = 200

# Lists repeat these words for every resident; what names a person is never kept here. Typed: 1.0 is not True.
_few_answers = lru_cache(maxsize=4_096, typed=True)


def read_name(cell: Cell) -> str:
    """Give the name in capitals, or nothing when no letter of it is a name."""
    text = text_of(cell).upper()
    if text[:1].isalpha() and not says_nothing(text):
        return text[:_LONGEST]
    return "" if says_nothing(text) or not any(sign.isalpha() for sign in text) else text[:_LONGEST]


def is_odd_name(name: str) -> bool:
    """Tell whether a name holds digits or signs that names do not have."""
    return _ODD_SIGN.search(name) is not None


@_few_answers
def read_sex(cell: Cell) -> Sex | None:
    """Read L/P, Lk/Pr, the words and the codes 1 and 2; anything else says nothing."""
    return _SEXES.get(key_of(cell))


def read_words(cell: Cell) -> str:
    """Give free text in capitals; what only stands for nothing is empty."""
    text = text_of(cell)
    return "" if not text or says_nothing(text) else text.upper()[:_LONGEST]


@_few_answers
def read_relation(cell: Cell) -> str:
    """Give the place in the family in words, from words or from the register's code."""
    words = read_words(cell)
    return _RELATIONS.get(words, words)


@_few_answers
def read_occupation(cell: Cell) -> str:
    """Give the occupation in words, from words or from the register's code."""
    words = read_words(cell)
    return _OCCUPATIONS.get(words, words)


@_few_answers
def read_neighbourhood(cell: Cell) -> str:
    """Give an RT or RW as three digits, or nothing: 2, 02 and 002 are the same."""
    found = _DIGITS.search(text_of(cell))
    number = int(found[0][:9]) if found else 0
    return f"{number:03d}" if number else ""


@_few_answers
def split_neighbourhoods(cell: Cell) -> tuple[str, str]:
    """Split "011/006" into RT and RW."""
    rt, _, rw = text_of(cell).replace("\\", "/").partition("/")
    return read_neighbourhood(rt), read_neighbourhood(rw)


@_few_answers
def read_decile(cell: Cell) -> int | None:
    """Give the poverty rank from 1 to 10, or nothing when it is unknown."""
    found = _DIGITS.search(text_of(cell))
    decile = int(found[0][:9]) if found else 0
    return decile if decile in _DECILES else None


@_few_answers
def is_alive(cell: Cell) -> bool:
    """Tell whether the register still counts this person; an empty state is no objection."""
    text = text_of(cell)
    return says_nothing(text) or key_of(text) in _ALIVE


@_few_answers
def read_insurance(cell: Cell) -> str:
    """Give the cover OpenSID's id_asuransi names, or nothing."""
    return _INSURANCES.get(text_of(cell), "")


@_few_answers
def is_yes(cell: Cell) -> bool:
    """Tell whether a yes/no field of DTSEN says yes: 1, YA."""
    return key_of(cell) in {"1", "ya", "y", "true"}
