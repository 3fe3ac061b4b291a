"""A long file, decided in a process of its own: what it says is taken over a thousand rows at a time."""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from srikandi import programs
from srikandi.residents.importing.reading import Field, Puzzle, PuzzleColumn, Unclear
from srikandi.residents.importing.reading.workbooks import APART_FROM, heard
from srikandi.residents.importing.refusals import FileDamaged, FileRefused
from srikandi.residents.importing.telling.events import ABOUT, END, REFUSED, UNCLEAR
from srikandi.residents.importing.telling.lines import About, Asked, Told, told_here

PROGRAM = programs.house("srikandi.residents.importing.telling.events", "residents")
BROKEN = 1
"""How a program ends that met a mistake of ours, not of the file."""


class ProgramBroke(Exception):
    """The program that decides met a mistake of ours: nothing is said of the file."""


def told(asked: Asked) -> tuple[About, Iterator[Told]]:
    """Give a file's list and its decided rows: of a long one from a process of its own. Raises: FileRefused."""
    if len(asked.content) < APART_FROM:
        return told_here(asked)
    events = _events(asked)
    about, said = next(events)
    assert about == ABOUT, about  # noqa: S101 - whatever else it says first has been raised
    return About(*said), _rows(events)


def _rows(events: Iterator[tuple[str, Any]]) -> Iterator[Told]:
    for _, said in events:
        for row in said:
            yield Told(*row)


def _events(asked: Asked) -> Iterator[tuple[str, Any]]:
    with programs.running(*PROGRAM) as program:
        _ask(program, asked)
        del asked
        for about, said in heard(program.stdout):
            if about == END:
                return
            if about == REFUSED:
                raise _refusal(*said)
            if about == UNCLEAR:
                raise Unclear(_puzzle(*said))
            yield about, said
        if program.wait() == BROKEN:
            raise ProgramBroke
        raise FileDamaged


def _ask(program: subprocess.Popen[bytes], asked: Asked) -> None:
    assert program.stdin is not None  # noqa: S101 - it was asked for
    try:
        pickle.dump(replace(asked, content=b""), program.stdin, protocol=5)
        program.stdin.write(asked.content)
        program.stdin.close()
    except BrokenPipeError:
        return  # it has ended; what it said, or how, tells why


def _refusal(name: str, values: dict[str, Any]) -> FileRefused:
    kinds = {kind.__name__: kind for kind in FileRefused.__subclasses__()}
    return kinds.get(name, FileRefused)(**values)


def _puzzle(sheet: str, header_row: int, shape: str, columns: list[tuple[str, tuple[str, ...], str | None]]) -> Puzzle:
    named = [PuzzleColumn(title, tuple(samples), Field(guess) if guess else None) for title, samples, guess in columns]
    return Puzzle(sheet, header_row, shape, tuple(named))
