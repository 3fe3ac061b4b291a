"""Starting a program of ours: without our environment, which holds every secret, and ended with whoever listens."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

RUNNER = Path(__file__).with_name("runner.py")
AHEAD = 2**20
"""Bytes a program may have said before we listen, some five thousand people; in a pipe's usual 64 KB it would wait."""


def house(module: str, *packages: str) -> tuple[str, ...]:
    """Give the command of a program that is a module of the house: its `main`, with no more of the house than it needs.

    The packages it stands in are folders there and nothing else: what their fronts would bring in, database and web, is
    left out. `database=sealed` gives a package the names of one of its modules as its front.
    """
    return str(RUNNER), module, *packages


@contextmanager
def running(*command: str, keep_open: Sequence[int] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """Start a Python program, and end it at the end. `keep_open` are the files it finds open."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=keep_open,
        env={},
    ) as program:
        widen(program.stdout)
        try:
            yield program
        finally:
            program.kill()


def widen(pipe: IO[bytes] | None) -> None:
    """Let a program that writes into this pipe go on while we do something else, where the system allows it."""
    if pipe is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, AHEAD)
