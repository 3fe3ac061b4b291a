"""A large workbook is read in a process of its own: the same rows, the same refusals, and nothing else is harmed."""

import pickle

import pytest

from srikandi.residents import importing
from srikandi.residents.importing.reading import grids
from srikandi.residents.importing.reading.workbooks import opening, reader
from srikandi.residents.importing.refusals import FileDamaged, FileTooLarge, PasswordProtected
from tests.residents.bringing import SAMPLES

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
    monkeypatch.setattr(opening, "_Plain", pickle.Unpickler)
    program = tmp_path / "reader.py"
    said = "pickle.dump(('hidden', os.getcwd), sys.stdout.buffer); pickle.dump(('end', None), sys.stdout.buffer)"
    program.write_text(f"import os, pickle, sys\n{said}\n")
    monkeypatch.setattr(reader, "__file__", str(program))
    assert callable(rows_of("siak.xlsx").hidden[0])
