"""One row weighed: its person, if there can be one, and every code that speaks for or against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from srikandi.residents.identity import (
    NUMBER_LENGTH,
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
_VillagesSaid = dict[tuple[Cell, Cell, Cell], tuple[str | None, Code | None]]


class Cells(NamedTuple):
    """The cells of one row by what they are about; what a list does not have is empty. Named like `Field`."""

    nik: Cell
    family_card: Cell
    name: Cell
    birth_place: Cell
    birth_on: Cell
    birth_place_and_date: Cell
    sex: Cell
    relation: Cell
    occupation: Cell
    address: Cell
    hamlet: Cell
    rt: Cell
    rw: Cell
    rt_rw: Cell
    village: Cell
    village_code: Cell
    subdistrict: Cell
    register_status: Cell
    decile: Cell
    segment: Cell
    insurance: Cell
    pbi_national: Cell
    pbi_local: Cell


def picker(columns: Mapping[Field, int]) -> Callable[[Sequence[Cell]], Cells]:
    """Give what picks a row's cells by their meaning; a district has millions of them, so it looks columns up once."""
    places = [columns.get(Field(name), -1) for name in Cells._fields]
    pick, width = itemgetter(*places), max(places) + 1

    def picked(cells: Sequence[Cell]) -> Cells:
        missing = max(width - len(cells), 0) + 1
        return Cells._make(pick((*cells, *("",) * missing)))

    return picked


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
    pick: Callable[[Sequence[Cell]], Cells] = field(init=False)
    said: _VillagesSaid = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look the columns up once."""
        object.__setattr__(self, "pick", picker(self.columns))

    def assess(self, row: Row) -> Assessment:
        """Give the row's person and codes; a row may carry several reasons, so that one visit mends them all."""
        found, cells = Assessment(row.number), self.pick(row.cells)
        if not cleaning.is_alive(cells.register_status):
            found.errors.append(Code.STATUS_INACTIVE)
            return found
        found.nik = self._nik(cells.nik, found)
        found.name = _name(cells.name, found)
        village = self._village(cells, found)
        if found.nik and found.name and village:
            found.person = self._person(cells, found, family=row.family or _NO_FAMILY, nik=found.nik, village=village)
        return found

    def _nik(self, cell: Cell, found: Assessment) -> Nik | None:
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

    def _village(self, cells: Cells, found: Assessment) -> str | None:
        asked = (cells.village, cells.subdistrict, cells.village_code)
        if asked not in self.said:
            self.said[asked] = self._match(*map(cleaning.text_of, asked))
        village, code = self.said[asked]
        if code:
            (found.warnings if village else found.errors).append(code)
        return village

    def _match(self, village: str, subdistrict: str, code: str) -> tuple[str | None, Code | None]:
        if self.village_code and cleaning.says_nothing(village) and cleaning.says_nothing(code):
            return self.village_code, None
        match = self.villages.find(village, subdistrict=subdistrict or self.subdistrict, code=code)
        return match.village_code, match.code

    def _person(self, cells: Cells, found: Assessment, *, family: Family, nik: Nik, village: str) -> Person:
        birth_place, birth_on = self._birth(cells, found, nik)
        rt, rw = self._neighbourhood(cells)
        return Person(
            nik=nik,
            family_card=_family_card(cells.family_card, found, family),
            name=found.name,
            birth_on=birth_on,
            birth_place=birth_place,
            sex=_sex(cells.sex, found, nik),
            village_code=village,
            address=cleaning.read_words(cells.address) or family.address.upper(),
            hamlet=cleaning.read_words(cells.hamlet) or family.hamlet.upper(),
            rt=rt or family.rt,
            rw=rw or family.rw,
            family_relation=cleaning.read_relation(cells.relation),
            occupation=cleaning.read_occupation(cells.occupation),
            decile=cleaning.read_decile(cells.decile),
            segment=_segment(cells, found),
        )

    def _birth(self, cells: Cells, found: Assessment, nik: Nik) -> tuple[str, date]:
        place, day = cells.birth_place, cells.birth_on
        if Field.BIRTH_PLACE_AND_DATE in self.columns and Field.BIRTH_ON not in self.columns:
            place, day = cleaning.split_place_and_date(cells.birth_place_and_date)
        birth_on, warning = cleaning.weigh_birth_date(day, nik=nik, today=self.today)
        if warning:
            found.warnings.append(warning)
        return cleaning.read_words(place), birth_on

    def _neighbourhood(self, cells: Cells) -> tuple[str, str]:
        if Field.RT_RW in self.columns:
            return cleaning.split_neighbourhoods(cells.rt_rw)
        return cleaning.read_neighbourhood(cells.rt), cleaning.read_neighbourhood(cells.rw)


def _name(cell: Cell, found: Assessment) -> str:
    name = cleaning.read_name(cell)
    if not name:
        found.errors.append(Code.NAME_MISSING)
    elif cleaning.is_odd_name(name):
        found.warnings.append(Code.NAME_ODD)
    return name


def _sex(cell: Cell, found: Assessment, nik: Nik) -> Sex:
    sex = cleaning.read_sex(cell)
    if sex is None:
        found.warnings.append(Code.SEX_MISSING)
        return nik.sex
    if sex is not nik.sex:
        found.warnings.append(Code.NIK_SEX_MISMATCH)
    return sex


def _family_card(own: Cell, found: Assessment, family: Family) -> FamilyCard | None:
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


def _segment(cells: Cells, found: Assessment) -> str:
    cover = cleaning.read_insurance(cells.insurance)
    if cleaning.is_yes(cells.pbi_national):
        cover = "PBI"
    elif cleaning.is_yes(cells.pbi_local):
        cover = "BANTUAN DAERAH"
    if cover:
        found.warnings.append(Code.ALREADY_COVERED)
    return cover or cleaning.read_words(cells.segment)


def is_numeric_nik(cell: Cell) -> bool:
    """Tell whether a NIK went through a number format, which keeps fifteen digits and loses the last."""
    if isinstance(cell, str) and len(cell) == NUMBER_LENGTH and cell.isdigit():
        return False
    if cleaning.is_number(cell):
        return cell != 0
    return isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip()) is not None
