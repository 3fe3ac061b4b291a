"""Files of every make: what is no list is refused in words, what is one is read wherever its header stands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srikandi.errors import Invalid
from srikandi.residents import importing
from srikandi.residents.importing import decide, read_table, shown, written
from srikandi.residents.importing.reading import kinds
from srikandi.residents.importing.reading.headers import find_header
from srikandi.residents.importing.reading.rows import sort_rows
from srikandi.residents.importing.reading.sheet import Grid
from tests.residents.importing.lists import GOOD, TITLES, TODAY, bangka, decided, workbook

SAMPLE = (Path(__file__).parents[2] / "data" / "residents" / "siak.xlsx").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, member in members.items():
            book.writestr(name, member)
    return content.getvalue()


def sheet_xml(cells: bytes) -> bytes:
    """Give the sample workbook with every sheet replaced by these cells."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            new.writestr(
                name, b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>" if is_sheet else old.read(name)
            )
    return content.getvalue()


def far_away() -> bytes:
    return sheet_xml(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_enough() -> bytes:
    return sheet_xml(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="20001"><c r="SG20001"><v>1</v></c></row>')


def bomb() -> bytes:
    return sheet_xml(b" " * 60 * 2**20)


def long_list() -> bytes:
    return b"NIK;NAMA\n" + b"1901012807750001;SITI\n" * 200_001


def heavy_list() -> bytes:
    return b"NIK;NAMA\n" * 5_000_000


REFUSED: dict[str, tuple[bytes | Callable[[], bytes], type[importing.FileRefused]]] = {
    "nothing": (b"", importing.FileEmpty),
    "blanks": (b"\r\n \r\n", importing.FileEmpty),
    "an empty workbook": (workbook([[]]), importing.FileEmpty),
    "a PDF": (b"%PDF-1.7 ...", importing.WrongKind),
    "a picture": (b"\x89PNG\r\n\x1a\n", importing.WrongKind),
    "a web page called xls": (b"<html><table><tr><td>NIK</td></tr></table></html>", importing.WrongKind),
    "a program": (b"MZ\x90\0\x03", importing.WrongKind),
    "bytes": (bytes(range(256)), importing.WrongKind),
    "an archive": (archive(**{"a.txt": b"NIK"}), importing.WrongKind),
    "a letter": (archive(**{"[Content_Types].xml": b"", "word/document.xml": b""}), importing.WrongKind),
    "an old letter": (OLE + "WordDocument".encode("utf-16-le"), importing.WrongKind),
    "a locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), importing.PasswordProtected),
    "a cut workbook": (SAMPLE[: len(SAMPLE) // 2], importing.FileDamaged),
    "a workbook with a broken middle": (SAMPLE[:3000] + b"\0" * 500 + SAMPLE[3500:], importing.FileDamaged),
    "a broken old workbook": (OLE + "Workbook".encode("utf-16-le"), importing.FileDamaged),
    "a workbook without its parts": (archive(**{"xl/workbook.xml": b"<workbook"}), importing.FileDamaged),
    "a list without a NIK": (workbook([("NO", "NAMA"), (1, "SITI")]), importing.NoNikColumn),
    "a text": (b"hello, how are you?", importing.NoNikColumn),
    "a header alone": (workbook([TITLES]), importing.NobodyListed),
    "only numbers": (workbook([TITLES, *[(*GOOD[:2], 1901012807750000, *GOOD[3:])] * 3]), importing.NikNumbersLost),
    "rounded text": (b"NIK;NAMA;DESA\n" + b"1901012807750010;SITI;Kenanga\n" * 12, importing.NikNumbersLost),
    "scientific text": (b"NIK;NAMA;DESA\n" + b"1,90101E+15;SITI;Kenanga\n" * 2, importing.NikNumbersLost),
    "a list without villages": (workbook([("NIK", "NAMA"), ("1901012807750001", "SITI")]), importing.VillageNeeded),
    "the far corner": (far_away, importing.FileTooLarge),
    "a far cell in a small file": (far_enough, importing.FileTooLarge),
    "a bomb": (bomb, importing.FileTooLarge),
    "too many rows": (long_list, importing.FileTooLarge),
    "too many bytes": (heavy_list, importing.FileTooLarge),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_usable_list_is_refused_in_words(kind):
    content, refusal = REFUSED[kind]
    with pytest.raises(refusal) as refused:
        decided(content if isinstance(content, bytes) else content(), filename="daftar.xlsx")
    assert isinstance(refused.value, Invalid)
    assert str(refused.value).endswith(".")
    assert "%" not in str(refused.value)


def test_without_the_count_a_bomb_would_be_inflated(monkeypatch):
    monkeypatch.setattr(kinds, "_MAX_RATIO", 10**9)
    with pytest.raises(importing.FileRefused) as refused:
        decided(bomb())
    assert not isinstance(refused.value, importing.FileTooLarge)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_list_is_read_in_every_delimiter_and_encoding(delimiter, encoding):
    text = "\r\n".join(delimiter.join(map(str, row)) for row in (("DAFTAR WARGA",), (), TITLES, GOOD))
    (found,) = decided(text.replace("SITI", "JOSÉ").encode(encoding), filename="daftar.csv")
    assert (found.row, found.decision, found.person.name) == (4, "accept", "JOSÉ")


def test_the_first_line_of_excel_names_the_delimiter():
    text = "sep=|\nNIK|NAMA|DESA\n1901012807750001|SITI;A|Kenanga\n"
    assert decided(text.encode(), filename="a.csv")[0].row == 3


def test_a_hidden_sheet_is_never_read():
    content = workbook([TITLES, *[GOOD] * 9], [TITLES, GOOD], hidden=[0])
    sheet = read_table(content, filename="a.xlsx")
    assert (len(sheet.people), sheet.hidden_sheets) == (1, ("Lembar 1",))


def test_a_second_list_in_the_same_file_is_named_and_not_lost_in_silence():
    sheet = read_table(workbook([TITLES, GOOD], [TITLES, GOOD, GOOD]), filename="a.xlsx")
    assert (sheet.name, sheet.ignored_sheets) == ("Lembar 2", ("Lembar 1",))


def test_a_header_in_two_lines_with_the_nik_in_the_second_is_understood():
    content = workbook(
        [
            ("NO", "NOMOR", "", "NAMA", "TEMPAT DAN TANGGAL LAHIR", "", "JK", "ALAMAT", ""),
            ("", "KK", "NIK", "", "TEMPAT", "TANGGAL", "", "DESA", "KEC."),
            (
                1,
                "1901011704155573",
                "1901012807750001",
                "SITI",
                "SUNGAILIAT",
                "28-07-1975",
                "L",
                "Kenanga",
                "Sungailiat",
            ),
        ]
    )
    (found,) = decided(content)
    assert (found.row, found.decision, found.person.birth_place) == (3, "accept", "SUNGAILIAT")


def test_a_family_list_of_2012_gives_each_member_the_card_above():
    header = ("NO", "NIK", "NAMA", "JK", "TMPT LHR", "TGL LHR", "STATUS", "HUB. KEL")
    content = workbook(
        [
            ("BUKU INDUK PENDUDUK DESA KENANGA KECAMATAN SUNGAILIAT",),
            ("NO.KK", "NAMA.KK", "ALAMAT"),
            ("1901011704155573", "BUDI", "JL. MAWAR"),
            header,
            (1, "1901012807750001", "BUDI", "L", "SUNGAILIAT", "28-07-1975", "K", "KEPALA KELUARGA"),
            ("NO.KK", "NAMA.KK", "ALAMAT"),
            ("1901011704155574", "ANI", "JL. MELATI"),
            header,
            (1, "1901016807750001", "ANI", "P", "SUNGAILIAT", "28-07-1975", "CM", "KEPALA KELUARGA"),
        ]
    )
    first, second = decided(content)
    assert (first.decision, first.person.family_card.digits, first.person.address) == (
        "accept", "1901011704155573", "JL. MAWAR",
    )  # fmt: skip
    assert (second.row, second.decision, second.person.family_card.digits) == (9, "accept", "1901011704155574")
    assert second.person.village_code == "19.01.01.1005"


def test_a_register_that_calls_a_row_dead_or_invalid_gives_its_nik_to_the_living_one():
    titles = (*TITLES, "Status")
    content = workbook(
        [titles, (*GOOD, "Tidak Valid"), (*GOOD, "Hidup"), (*GOOD[:2], "1901012807750002", *GOOD[3:], "Mati")]
    )
    assert [(row.decision, row.codes) for row in decided(content)] == [
        ("reject", ("STATUS_INACTIVE",)), ("accept", ()), ("reject", ("STATUS_INACTIVE",)),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["Cerai Mati", "AKTIF", "Kawin"])
def test_a_status_of_marriage_or_membership_is_no_reason_to_refuse(state):
    assert decided(workbook([(*TITLES, "Status"), (*GOOD, state)]))[0].decision == "accept"


def test_the_village_chosen_for_the_file_fills_what_the_list_does_not_say():
    titles, row = ("NO KK", *TITLES[2:6]), GOOD[1:6]
    found = decided(workbook([titles, row]), village="19.01.03.2006")[0]
    assert (found.decision, found.person.village_code) == ("accept", "19.01.03.2006")


def test_the_mark_of_the_village_office_ends_the_list():
    sheet = read_table(workbook([TITLES, GOOD, ("", "###"), GOOD]), filename="a.xlsx")
    assert [row.number for row in sheet.people] == [2]


def test_a_person_without_a_nik_is_a_row_to_mend_and_not_a_title():
    content = workbook([TITLES, GOOD, (2, "", "", "BUDI", "", "", "Kenanga", ""), (3, "", "", "ANI", "", "", "", "")])
    assert [row.codes for row in decided(content)[1:]] == [("NIK_MISSING",), ("NIK_MISSING", "VILLAGE_MISSING")]


def test_every_code_has_its_sentence():
    assert set(importing.CODES) == set(importing.Code)


CELLS = st.one_of(
    st.text(max_size=20),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["1901012807750001", "28-07-1975", "No. KK : 1", "JUMLAH", "###", "NIK", "Kenanga", ""]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=len(TITLES) + 1), min_size=1, max_size=6))
def test_no_cell_whatsoever_brings_the_import_down(rows):
    grid = Grid("a", [TITLES, GOOD, GOOD, *rows])
    header = find_header(grid)
    assert header is not None
    people = sort_rows(grid, header)
    sheet = importing.Sheet("a", header, people.people, people.not_people, columns=header.columns)
    try:
        lines = decide(sheet, villages=bangka(), region_code="19.01", today=TODAY, village_for_file=None)
    except importing.NikNumbersLost:
        return
    assert len(lines) == len(people.people)
    assert len(people.people) + len(people.not_people) <= len(grid.rows)
    told = [(*shown(sheet, row), *written(sheet, row, line)) for row, line in zip(sheet.people, lines, strict=True)]
    assert all(len(masked) <= 16 for _, masked, _, _ in told)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_text_file_whatsoever_brings_the_import_down(content):
    for start in (b"NIK;NAMA;DESA\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"):
        with suppress(importing.FileRefused):
            decided(start + content, filename="a.csv")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=40))
def test_no_damage_to_a_workbook_brings_the_import_down(place, damage):
    with suppress(importing.FileRefused):
        decided(SAMPLE[:place] + damage + SAMPLE[place + len(damage) :])
