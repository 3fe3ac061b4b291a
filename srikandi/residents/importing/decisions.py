"""From a list to a decision for every row in it.

Rows are weighed one by one first, then against each other: the first living holder of a NIK keeps it, the same person
again is a duplicate, and another name under the same NIK is a question only a person can answer. A row that was sent
back does not claim its NIK, so a better row of the same person further down still gets in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from srikandi.residents.identity import NUMBER_LENGTH, NikRefused, parse_nik
from srikandi.residents.importing.assessment import Assessment, Assessor, is_numeric_nik
from srikandi.residents.importing.cleaning import Cell, VillageIndex, key_of, says_nothing, text_of
from srikandi.residents.importing.codes import Code, Decision
from srikandi.residents.importing.people import Person
from srikandi.residents.importing.reading import Field, Row, Sheet
from srikandi.residents.importing.refusals import NikNumbersLost, VillageNeeded

_NEARLY_ALL = 0.9
_ENOUGH_TO_JUDGE = 10


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What happens to one row, and why; a rejected or repeated row carries no person."""

    row: int
    decision: Decision
    codes: tuple[Code, ...] = ()
    duplicate_of: int | None = None
    person: Person | None = None


def decide(
    sheet: Sheet, *, villages: VillageIndex, region_code: str, today: date, village_for_file: str | None
) -> list[DecidedRow]:
    """Give the decision for each person's row, in the order of the file.

    `region_code` is the district's own (19.01 or 1901), `village_for_file` the village the uploader named for a list
    that names none.

    Raises:
        NikNumbersLost: (almost) every NIK has lost its last digit.
        VillageNeeded: no village in the rows, the title or `village_for_file`.
    """
    lines = decisions(sheet, villages=villages, region_code=region_code, today=today, village_for_file=village_for_file)
    return list(lines)


def decisions(
    sheet: Sheet, *, villages: VillageIndex, region_code: str, today: date, village_for_file: str | None
) -> Iterator[DecidedRow]:
    """Give the same one by one: of a whole district only the rows that share a NIK are weighed twice.

    Raises: as `decide`, at once.
    """
    _refuse_lost_numbers(sheet)
    village = _village_of_file(sheet, villages, village_for_file)
    if village is None and not sheet.names_villages:
        raise VillageNeeded
    in_title = Field.SUBDISTRICT not in sheet.columns and villages.has_subdistrict(sheet.subdistrict)
    assessor = Assessor(
        sheet.columns,
        villages,
        regency=key_of(region_code)[:4],
        today=today,
        village_code=village,
        subdistrict=sheet.subdistrict if in_title else "",
    )
    return _decided_in_order(sheet.people, assessor)


def _village_of_file(sheet: Sheet, villages: VillageIndex, chosen: str | None) -> str | None:
    if chosen:
        return villages.by_code(chosen)
    if sheet.names_villages or not sheet.village:
        return None
    return villages.find(sheet.village, subdistrict=sheet.subdistrict).village_code


def _refuse_lost_numbers(sheet: Sheet) -> None:
    cells: list[Cell] = []
    column = sheet.columns[Field.NIK]
    for row in sheet.people:
        cell = row.cells[column] if column < len(row.cells) else ""
        if not says_nothing(text_of(cell)):
            cells.append(cell)
    numeric = sum(map(is_numeric_nik, cells))
    rounded = sum(isinstance(cell, str) and cell.rstrip().endswith("0") for cell in cells)
    most = max(1, len(cells)) * _NEARLY_ALL
    if numeric >= most or (rounded + numeric >= most and len(cells) >= _ENOUGH_TO_JUDGE):
        raise NikNumbersLost


def _decided_in_order(people: Sequence[Row], assessor: Assessor) -> Iterator[DecidedRow]:
    repeats, conflicts, shared = _compared_with_each_other(people, assessor)
    for row in people:
        found = assessor.assess(row)
        if row.number in conflicts:
            found.errors.append(Code.NIK_CONFLICT)
        if row.number in shared:
            found.warnings.append(Code.NIK_SHARED)
        yield _decided(found, repeats.get(row.number))


def _compared_with_each_other(people: Sequence[Row], assessor: Assessor) -> tuple[dict[int, int], set[int], set[int]]:
    """Give who repeats which row, who claims another's NIK, and whose NIK is claimed by others."""
    holders: dict[str, tuple[int, str]] = {}
    repeats: dict[int, int] = {}
    conflicts: set[int] = set()
    shared: set[int] = set()
    for row in _sharing_a_nik(people, assessor):
        found = assessor.assess(row)
        if found.nik is None or not found.name:
            continue
        holder, name = holders.get(found.nik.digits, (None, ""))
        if holder is None:
            if not found.errors:
                holders[found.nik.digits] = (found.row, found.name)
        elif name == found.name:
            repeats[found.row] = holder
        else:
            conflicts.add(found.row)
            shared.add(holder)
    return repeats, conflicts, shared


def _sharing_a_nik(people: Sequence[Row], assessor: Assessor) -> list[Row]:
    """Give the rows whose NIK stands in another row too, in their order."""
    numbers = [_nik_in(assessor.pick(row.cells).nik) for row in people]
    counted = Counter(numbers)
    return [row for row, number in zip(people, numbers, strict=True) if number and counted[number] > 1]


def _nik_in(cell: Cell) -> str:
    if isinstance(cell, str) and len(cell) == NUMBER_LENGTH and cell.isascii() and cell.isdigit():
        return cell
    try:
        return parse_nik(text_of(cell)).digits
    except NikRefused:
        return ""


def _decided(found: Assessment, duplicate_of: int | None) -> DecidedRow:
    if duplicate_of is not None:
        return DecidedRow(found.row, Decision.DUPLICATE, duplicate_of=duplicate_of)
    if found.errors:
        return DecidedRow(found.row, Decision.REJECT, tuple(found.errors))
    decision = Decision.WARN if found.warnings else Decision.ACCEPT
    return DecidedRow(found.row, decision, tuple(found.warnings), person=found.person)
