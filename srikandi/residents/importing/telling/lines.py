"""A file with everything its rows are decided by, and each decided row in plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from srikandi.residents.importing.cleaning import VillageIndex
from srikandi.residents.importing.decisions import DecidedRow, decisions
from srikandi.residents.importing.glimpses import shown, written
from srikandi.residents.importing.people import Person
from srikandi.residents.importing.reading import Columns, Row, Sheet, read_table

Fact = str | int | bool | None
TEXTS = ("name", "hamlet", "rt", "rw", "family_relation", "occupation", "address")
FACTS = (*TEXTS, "nik", "family_card", "birth_on", "sex", "village_code", "decile", "is_former_pbi")
SHORTEST_NUMBER = 13
NOTHING = ("", 0)
_NUMBERS = re.compile(r"\d[\d .\-]{11,}\d")


@dataclass(frozen=True)
class Asked:
    """A file with everything its rows are decided by; villages are code, name and kecamatan."""

    content: bytes = field(repr=False)
    filename: str
    village_code: str | None
    day: date
    columns: Columns | None
    known: Mapping[str, Columns]
    villages: Sequence[tuple[str, str, str]]
    region_code: str


class About(NamedTuple):
    """What the list was like."""

    people: int
    sheet: str
    ignored_sheets: tuple[str, ...]
    header_row: int


class Told(NamedTuple):
    """One decided row: the facts of its person as `FACTS` names them, its name and masked NIK as they stand there."""

    row: int
    decision: str
    codes: tuple[str, ...]
    duplicate_of: int | None
    facts: tuple[Fact, ...] | None
    name: str
    shown: str
    written: tuple[str, int]
    """The village as it stands there and the signs of its NIK, of a row that was refused for them."""


def decided(asked: Asked, *, is_apart: bool = False) -> tuple[Sheet, Iterator[DecidedRow]]:
    """Give a file's list and the decisions on it, one by one. Raises: FileRefused."""
    sheet = read_table(
        asked.content, filename=asked.filename, columns=asked.columns, known=asked.known, is_apart=is_apart
    )
    return sheet, decisions(
        sheet,
        villages=VillageIndex.of(asked.villages),
        region_code=asked.region_code,
        today=asked.day,
        village_for_file=asked.village_code,
    )


def told_here(asked: Asked, *, is_apart: bool = False) -> tuple[About, Iterator[Told]]:
    """Give the same in plain values. Raises: FileRefused."""
    sheet, lines = decided(asked, is_apart=is_apart)
    about = About(len(sheet.people), sheet.name, sheet.ignored_sheets, sheet.header.last)
    return about, (_told(line, sheet, row) for row, line in zip(sheet.people, lines, strict=True))


def facts_of(person: Person) -> tuple[Fact, ...]:
    """Give what a row says of a person, in the order of `FACTS`; no text of it holds an identity number."""
    return (
        *[without_numbers(getattr(person, name)) or None for name in TEXTS],
        person.nik.digits,
        person.family_card.digits if person.family_card else None,
        person.birth_on.isoformat(),
        person.sex.value,
        person.village_code,
        person.decile,
        "PBI" in person.segment and "EKS" in person.segment,
    )


def without_numbers(text: str) -> str:
    """Give a text in which no identity number can stand: a shifted column puts one where a name should be."""
    return _NUMBERS.sub("****", text) if len(text) >= SHORTEST_NUMBER else text


def _told(line: DecidedRow, sheet: Sheet, row: Row) -> Told:
    facts = facts_of(line.person) if line.person else None
    (name, masked), there = shown(sheet, row), written(sheet, row, line) if line.codes else NOTHING
    codes = tuple([code.value for code in line.codes]) if line.codes else ()
    return Told(line.row, line.decision.value, codes, line.duplicate_of, facts, name, masked, there)
