"""Many rows opened and sealed in a program of its own, while this process writes those of before (decision 51)."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import IO, Any, cast

from sqlalchemy import Row

from srikandi import programs
from srikandi.database import keys
from srikandi.residents.models import Effect
from srikandi.residents.staging.bringing import PLACE
from srikandi.residents.staging.deciding.resealing import Asked, Resealed, resealed

PROGRAM = programs.house(
    "srikandi.residents.staging.deciding.resealing",
    "database=sealed",
    "residents",
    "residents.words=keys",
    "residents.staging",
    "residents.staging.deciding",
)
Part = Sequence[Row[Any]]


class SealerBroke(Exception):
    """The program that opens and seals did not reach its last row: nobody comes in. Names the kind of what it met."""


def resealed_here(parts: Iterable[Part]) -> Generator[tuple[Part, list[Resealed]]]:
    """Give each part with its accepted rows, opened and sealed anew."""
    for part in parts:
        yield part, list(resealed(_asked(part), place=PLACE))


def resealed_apart(parts: Iterable[Part]) -> Generator[tuple[Part, list[Resealed]]]:
    """Give the same, from a program that is one part ahead. Raises: SealerBroke."""
    with programs.running(*PROGRAM) as program, ThreadPoolExecutor(1) as speaker:
        try:
            needed = replace(keys(), chain=b"", signing=b"", former=())
            speaker.submit(_tell, program.stdin, (needed, PLACE))
            waiting: deque[Part] = deque()
            for part in parts:
                speaker.submit(_tell, program.stdin, _asked(part))
                waiting.append(part)
                if len(waiting) > 1:
                    yield waiting.popleft(), _heard(program.stdout)
            while waiting:
                yield waiting.popleft(), _heard(program.stdout)
        finally:
            program.kill()  # Before the speaker is waited for, who may be telling it something.


def _asked(part: Part) -> list[Asked]:
    return [(row.uid, row.content, row.effect == Effect.NEW) for row in part if row.effect is not None]


def _tell(pipe: IO[bytes] | None, words: object) -> None:
    assert pipe is not None  # noqa: S101 - it was asked for
    try:
        pickle.dump(words, pipe, protocol=5)
        pipe.flush()
    except BaseException:
        pipe.close()  # It hears the end instead of waiting for ever, and so do we.
        raise


def _heard(pipe: IO[bytes] | None) -> list[Resealed]:
    try:
        said = programs.plain(pipe)
    except (EOFError, programs.NotPlain) as broken:
        raise SealerBroke(type(broken).__name__) from broken
    if isinstance(said, str):
        raise SealerBroke(said)
    return cast("list[Resealed]", said)
