"""A large workbook is read in a process of its own: the same rows, the same refusals, and nothing else is harmed."""

import pickle
from io import BytesIO

import openpyxl
import pytest

from srikandi.programs import hearing
from srikandi.residents import importing
from srikandi.residents.importing.reading import grids
from srikandi.residents.importing.reading.kinds import Kind
from srikandi.residents.importing.reading.workbooks import opening, reader
from srikandi.residents.importing.refusals import FileDamaged, FileTooLarge, PasswordProtected
from tests.counts import LONG
from tests.residents.bringing import SAMPLES
from tests.residents.importing.lists import GOOD, TITLES
from tests.residents.importing.test_layouts import open_document, open_row

WORKBOOKS = sorted(one.name for kind in ("xlsx", "xls", "ods") for one in SAMPLES.glob(f"*.{kind}"))


@pytest.fixture
def apart(monkeypatch):
    monkeypatch.setattr(opening, "APART_FROM", 0)


def rows_of(name):
    return grids.open_grids((SAMPLES / name).read_bytes(), filename=name)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_sample_says_the_same_in_a_process_of_its_own(name, monkeypatch):
    here = _said(name)
    monkeypatch.setattr(opening, "APART_FROM", 0)
    monkeypatch.setattr(reader, "events", None)  # whoever reads it here after all, fails
    assert _said(name) == here


def _said(name):
    try:
        return rows_of(name)
    except importing.FileRefused as refused:
        return type(refused)


def test_a_program_that_breaks_off_is_a_damaged_file(apart, tmp_path, monkeypatch):
    program = tmp_path / "reader.py"
    program.write_text("import os, pickle, sys\npickle.dump(('sheet', 'Daftar'), sys.stdout.buffer)\nos.abort()\n")
    monkeypatch.setattr(reader, "__file__", str(program))
    with pytest.raises(FileDamaged):
        rows_of("siak.xlsx")


@pytest.mark.parametrize(
    ("word", "refusal"),
    [(reader.LOCKED, PasswordProtected), (reader.LARGE, FileTooLarge), (reader.DAMAGED, FileDamaged)],
)
def test_what_the_program_refuses_is_said_in_words(apart, tmp_path, monkeypatch, word, refusal):
    program = tmp_path / "reader.py"
    program.write_text(f"import pickle, sys\npickle.dump(('refused', {word!r}), sys.stdout.buffer)\n")
    monkeypatch.setattr(reader, "__file__", str(program))
    with pytest.raises(refusal):
        rows_of("siak.xlsx")


def test_nothing_but_texts_numbers_and_days_comes_back(apart, tmp_path, monkeypatch):
    program = tmp_path / "reader.py"
    program.write_text("import os, pickle, sys\npickle.dump(('sheet', os.getcwd), sys.stdout.buffer)\n")
    monkeypatch.setattr(reader, "__file__", str(program))
    with pytest.raises(FileDamaged):
        rows_of("siak.xlsx")


def test_without_that_list_a_function_comes_back(apart, tmp_path, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(hearing, "_Plain", pickle.Unpickler)
    program = tmp_path / "reader.py"
    said = "pickle.dump(('hidden', os.getcwd), sys.stdout.buffer); pickle.dump(('end', None), sys.stdout.buffer)"
    program.write_text(f"import os, pickle, sys\n{said}\n")
    monkeypatch.setattr(reader, "__file__", str(program))
    assert callable(rows_of("siak.xlsx").hidden[0])


SMALL = open_document(open_row(TITLES) + open_row(GOOD))


def test_a_kind_whose_cells_nobody_counts_first_is_read_apart_however_small(monkeypatch):
    monkeypatch.setattr(reader, "events", None)
    assert len(grids.open_grids(SMALL, filename="kecil.ods").visible[0].rows) == 2


def test_were_it_read_here_as_a_small_workbook_is_a_growing_one_would_end_this_process(monkeypatch):
    """The negative control, with a reader that is not there in place of one that runs out of memory."""
    monkeypatch.setattr(reader, "events", None)
    monkeypatch.setattr(opening, "HERE", frozenset(Kind))
    with pytest.raises(TypeError):
        grids.open_grids(SMALL, filename="kecil.ods")


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="takes a gigabyte of memory")
def test_a_thousand_bytes_that_say_a_billion_cells_are_a_damaged_file():
    row = open_row(("x",), ' table:number-rows-repeated="1000"').replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="1000"'
    )
    with pytest.raises(importing.FileRefused):
        grids.open_grids(open_document(row * 150), filename="besar.ods")


def three_sheets():
    book, content = openpyxl.Workbook(), BytesIO()
    for title in ("A", "B", "C"):
        book.create_sheet(title)["J40"] = "jauh"
    book.save(content)
    return content.getvalue()


def test_the_cells_of_all_sheets_are_counted_together(monkeypatch):
    monkeypatch.setattr(reader, "MOST_CELLS", 3 * 400 - 1)
    with pytest.raises(FileTooLarge):
        grids.open_grids(three_sheets(), filename="tiga.xlsx")


def test_as_many_cells_as_may_be_are_read(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(reader, "MOST_CELLS", 3 * 400)
    assert len(grids.open_grids(three_sheets(), filename="tiga.xlsx").visible) == 4
