"""A program of ours is ended with whoever listens, knows nothing of our environment, and may be a piece ahead."""

import fcntl
import os
import pickle
from pathlib import Path

import pytest

from srikandi import programs
from srikandi.programs import starting

SAYS_WHAT_IT_HAS = "import os, pickle, sys; pickle.dump(dict(os.environ), sys.stdout.buffer)"
WAITS = "import time; time.sleep(600)"


def test_it_has_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for everybody")
    with programs.running("-c", SAYS_WHAT_IT_HAS) as program:
        assert "SECRET_KEY" not in programs.plain(program.stdout)


def test_it_ends_with_whoever_listens():
    with programs.running("-c", WAITS) as program:
        assert program.poll() is None
    assert program.returncode < 0


@pytest.mark.parametrize("words", [b"\x80", pickle.dumps(["whole"])[:-2], pickle.dumps(os.getcwd)])
def test_half_a_thing_or_more_than_a_value_is_not_taken(words, tmp_path):
    said = tmp_path / "said"
    said.write_bytes(words)
    with said.open("rb") as pipe, pytest.raises((EOFError, programs.NotPlain)):
        programs.plain(pipe)


def test_it_may_be_a_piece_ahead_where_the_system_allows_it():
    most = int(Path("/proc/sys/fs/pipe-max-size").read_text())
    with programs.running("-c", WAITS) as program:
        assert fcntl.fcntl(program.stdout, fcntl.F_GETPIPE_SZ) >= min(starting.AHEAD, most)
    with Path(os.devnull).open("rb") as no_pipe:
        programs.widen(no_pipe)
