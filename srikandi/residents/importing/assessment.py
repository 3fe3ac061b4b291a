"""One row weighed: its person, if there can be one, and every code that speaks for or against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from srikandi.residents.identity import (
    FamilyCard,
    FamilyCardRefused,
    Nik,
    NikRefused,
    Sex,
    is_known_subdistrict,
    parse_nik,
)
from srikandi.residents.importing import cleaning
from srikandi.residents.importing.cleaning import Cell, VillageIndex
from srikandi.residents.importing.codes import Code
from srikandi.residents.importing.people import Person
from srikandi.residents.importing.reading import Family, Field, Row

_SCIENTIFIC = re.compile(r"'?\s*\d+(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,3}|'?\d{14,}\.0")
_NO_FAMILY = Family()


@dataclass(slots=True)
class Assessment:
    """What is known about a row before the rows are compared with each other."""

    row: int
    nik: Nik | None = None
    name: str = ""
    errors: list[Code] = field(default_factory=list)
    warnings: list[Code] = field(default_factory=list)
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Assessor:
    """Weighs the rows of one file: its columns, its district, its day."""

    columns: Mapping[Field, int]
    villages: VillageIndex
    regency: str
    today: date
    village_code: str | None
    subdistrict: str = ""

    def assess(self, row: Row) -> Assessment:
        """Give the row's person and codes; a row may carry several reasons, so that one visit mends them all."""
        found = Assessment(row.number)
        if not cleaning.is_alive(self._cell(row, Field.REGISTER_STATUS)):
            found.errors.append(Code.STATUS_INACTIVE)
            return found
        found.nik = self._nik(row, found)
        found.name = self._name(row, found)
        village = self._village(row, found)
        if found.nik and found.name and village:
            found.person = self._person(row, found, nik=found.nik, village=village)
        return found

    def _cell(self, row: Row, name: Field) -> Cell:
        column = self.columns.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else ""

    def _nik(self, row: Row, found: Assessment) -> Nik | None:
        cell = self._cell(row, Field.NIK)
        if is_numeric_nik(cell):
            found.errors.append(Code.NIK_NUMERIC)
            return None
        try:
            nik = parse_nik(cell if isinstance(cell, str) else cleaning.text_of(cell))
        except NikRefused as refused:
            found.errors.append(Code(refused.fault))
            return None
        if not is_known_subdistrict(nik.subdistrict_code):
            found.warnings.append(Code.NIK_REGION_UNKNOWN)
        elif nik.digits[:4] != self.regency:
            found.warnings.append(Code.NIK_REGION_OTHER)
        return nik

    def _name(self, row: Row, found: Assessment) -> str:
        name = cleaning.read_name(self._cell(row, Field.NAME))
        if not name:
            found.errors.append(Code.NAME_MISSING)
        elif cleaning.is_odd_name(name):
            found.warnings.append(Code.NAME_ODD)
        return name

    def _village(self, row: Row, found: Assessment) -> str | None:
        texts = [
            cleaning.text_of(self._cell(row, name)) for name in (Field.VILLAGE, Field.SUBDISTRICT, Field.VILLAGE_CODE)
        ]
        if self.village_code and cleaning.says_nothing(texts[0]) and cleaning.says_nothing(texts[2]):
            return self.village_code
        match = self.villages.find(texts[0], subdistrict=texts[1] or self.subdistrict, code=texts[2])
        if match.code:
            (found.warnings if match.village_code else found.errors).append(match.code)
        return match.village_code

    def _person(self, row: Row, found: Assessment, *, nik: Nik, village: str) -> Person:
        family = row.family or _NO_FAMILY
        birth_place, birth_on = self._birth(row, found, nik)
        rt, rw = self._neighbourhood(row)
        return Person(
            nik=nik,
            family_card=self._family_card(row, found, family),
            name=found.name,
            birth_on=birth_on,
            birth_place=birth_place,
            sex=self._sex(row, found, nik),
            village_code=village,
            address=cleaning.read_words(self._cell(row, Field.ADDRESS)) or family.address.upper(),
            hamlet=cleaning.read_words(self._cell(row, Field.HAMLET)) or family.hamlet.upper(),
            rt=rt or family.rt,
            rw=rw or family.rw,
            family_relation=cleaning.read_relation(self._cell(row, Field.RELATION)),
            occupation=cleaning.read_occupation(self._cell(row, Field.OCCUPATION)),
            decile=cleaning.read_decile(self._cell(row, Field.DECILE)),
            segment=self._segment(row, found),
        )

    def _birth(self, row: Row, found: Assessment, nik: Nik) -> tuple[str, date]:
        place, day = self._cell(row, Field.BIRTH_PLACE), self._cell(row, Field.BIRTH_ON)
        if Field.BIRTH_PLACE_AND_DATE in self.columns and Field.BIRTH_ON not in self.columns:
            place, day = cleaning.split_place_and_date(self._cell(row, Field.BIRTH_PLACE_AND_DATE))
        birth_on, warning = cleaning.weigh_birth_date(day, nik=nik, today=self.today)
        if warning:
            found.warnings.append(warning)
        return cleaning.read_words(place), birth_on

    def _sex(self, row: Row, found: Assessment, nik: Nik) -> Sex:
        sex = cleaning.read_sex(self._cell(row, Field.SEX))
        if sex is None:
            found.warnings.append(Code.SEX_MISSING)
            return nik.sex
        if sex is not nik.sex:
            found.warnings.append(Code.NIK_SEX_MISMATCH)
        return sex

    def _family_card(self, row: Row, found: Assessment, family: Family) -> FamilyCard | None:
        own = self._cell(row, Field.FAMILY_CARD)
        cell = family.family_card if cleaning.is_blank(own) else own
        text = cleaning.text_of(cell)
        if cleaning.is_number(cell) and not cleaning.says_nothing(text):
            found.warnings.append(Code.KK_INVALID)
            return None
        try:
            return FamilyCard.parse(text)
        except FamilyCardRefused as refused:
            found.warnings.append(Code.KK_MISSING if refused.is_missing else Code.KK_INVALID)
            return None

    def _neighbourhood(self, row: Row) -> tuple[str, str]:
        if Field.RT_RW in self.columns:
            return cleaning.split_neighbourhoods(self._cell(row, Field.RT_RW))
        rt, rw = self._cell(row, Field.RT), self._cell(row, Field.RW)
        return cleaning.read_neighbourhood(rt), cleaning.read_neighbourhood(rw)

    def _segment(self, row: Row, found: Assessment) -> str:
        cover = cleaning.read_insurance(self._cell(row, Field.INSURANCE))
        if cleaning.is_yes(self._cell(row, Field.PBI_NATIONAL)):
            cover = "PBI"
        elif cleaning.is_yes(self._cell(row, Field.PBI_LOCAL)):
            cover = "BANTUAN DAERAH"
        if cover:
            found.warnings.append(Code.ALREADY_COVERED)
        return cover or cleaning.read_words(self._cell(row, Field.SEGMENT))


def is_numeric_nik(cell: Cell) -> bool:
    """Tell whether a NIK went through a number format, which keeps fifteen digits and loses the last."""
    if cleaning.is_number(cell):
        return cell != 0
    return isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip()) is not None
