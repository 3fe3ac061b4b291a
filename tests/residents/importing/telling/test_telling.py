"""A long file is decided in a process of its own: the same people, the same decisions, the same noes."""

import subprocess
from datetime import date

import pytest

from srikandi.residents.importing import Asked, FileRefused, Unclear, told
from srikandi.residents.importing.reading.workbooks import opening, reader
from srikandi.residents.importing.refusals import FileDamaged
from srikandi.residents.importing.telling import FACTS, ProgramBroke, apart, told_here
from tests.residents.bringing import SAMPLES, as_csv, people

SOME = sorted(one.name for kind in ("xlsx", "xls", "ods", "csv") for one in SAMPLES.glob(f"*.{kind}"))
VILLAGES = [("19.01.01.1005", "Kenanga", "Sungailiat"), ("19.01.03.2006", "Riding Panjang", "Belinyu")]


@pytest.fixture
def long_files(monkeypatch):
    monkeypatch.setattr(apart, "APART_FROM", 0)


def asked(content, name="daftar.csv", village=None):
    return Asked(content, name, village, date(2026, 7, 1), None, {}, VILLAGES, "19.01")


def said(tell, file):
    try:
        about, lines = tell(file)
        return about, list(lines)
    except Unclear as unclear:
        return unclear.puzzle
    except FileRefused as refused:
        return type(refused), refused.message, refused.values, refused.field


@pytest.mark.parametrize("name", SOME)
def test_every_sample_is_decided_the_same_apart(name, long_files):
    file = asked((SAMPLES / name).read_bytes(), name)
    assert said(told, file) == said(told_here, file)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"A;B\n1901010101900001;SITI\n", b"%PDF-1.7 no list"])
def test_what_cannot_be_read_or_is_unclear_is_said_the_same_apart(content, long_files):
    assert said(told, asked(content)) == said(told_here, asked(content))


def test_facts_have_their_names(long_files):
    _, lines = told(asked(as_csv(people(3)), village=VILLAGES[0][0]))
    first = dict(zip(FACTS, next(lines).facts, strict=True))
    assert (first["name"], first["nik"]) == (people(3)[0]["NAMA"], people(3)[0]["NIK"])


def test_the_program_ends_with_the_last_who_listens(long_files, monkeypatch):
    started = []

    class Seen(subprocess.Popen[bytes]):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Seen)
    _, lines = told(asked(as_csv(people(3)), village=VILLAGES[0][0]))
    assert next(lines).row == 2
    del lines
    assert started[0].returncode is not None


@pytest.mark.parametrize(
    ("words", "raised"),
    [
        ("raise ValueError", ProgramBroke),
        ("import os; os.abort()", FileDamaged),
        ("import os, pickle, sys; pickle.dump(('rows', os.getcwd), sys.stdout.buffer)", FileDamaged),
    ],
)
def test_a_mistake_of_ours_is_not_called_a_damaged_file(words, raised, long_files, tmp_path, monkeypatch):
    program = tmp_path / "program.py"
    program.write_text(f"{words}\n")
    monkeypatch.setattr(apart, "PROGRAM", (str(program),))
    with pytest.raises(raised):
        told(asked(b"NIK;NAMA\n"))


def test_a_cell_nobody_can_make_is_a_damaged_file():
    class Panic(BaseException):
        """As the reader's own language panics."""

    def rows():
        yield ("NIK", "NAMA")
        raise Panic

    with pytest.raises(FileDamaged):
        opening._taken_over(iter([(reader.SHEET, "Daftar"), (reader.LAID_OUT, rows), (reader.END, None)]))


def test_rows_that_stay_with_their_reader_are_the_rows():
    rows = [(number, f"baris {number}") for number in range(opening.FIRST + 10)]
    kept = opening.LaidOut(lambda: iter(rows))
    assert (len(kept), list(kept), kept[0], kept[-1]) == (len(rows), rows, rows[0], rows[-1])
    assert (kept[:5], kept[opening.FIRST - 2 :]) == (rows[:5], rows[opening.FIRST - 2 :])
    with pytest.raises(IndexError):
        kept[len(rows)]
