"""The program that opens and seals is given what it needs and no more, and is ended with whoever listens to it."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from srikandi import database, residents
from srikandi.residents.refusals import ImportDecided
from srikandi.residents.staging.deciding import apart

DEAF = """
import pickle, sys, time
pickle.dump([{}], sys.stdout.buffer)
sys.stdout.buffer.flush()
time.sleep(600)
"""


@pytest.mark.usefixtures("app")
def test_a_no_in_the_middle_ends_the_program_and_is_heard_as_it_is(monkeypatch, tmp_path):
    """What is being told to the program just then has nowhere to go, and hides nothing."""
    deaf = tmp_path / "deaf.py"
    deaf.write_text(DEAF)
    monkeypatch.setattr(apart, "PROGRAM", (str(deaf),))
    row = SimpleNamespace(uid="", content="x" * 2**20, effect=residents.Effect.SAME)

    def refuse():
        with closing(apart.resealed_apart(iter([[row], [row], [row]]))) as parts:
            assert next(parts)[1] == [{}]
            raise ImportDecided

    with pytest.raises(ImportDecided):
        refuse()


SAYS_WHAT_IT_HAS = """
import os, pickle, sys
sys.path.insert(0, HOUSE)
keys, _ = pickle.load(sys.stdin.buffer)
pickle.dump([dict(os.environ), vars(keys)], sys.stdout.buffer)
sys.stdout.buffer.flush()
"""


@pytest.mark.usefixtures("app")
def test_it_has_two_keys_and_nothing_of_our_environment(monkeypatch, tmp_path):
    house = Path(database.__file__).parents[2]
    told = tmp_path / "told.py"
    told.write_text(SAYS_WHAT_IT_HAS.replace("HOUSE", repr(str(house))))
    monkeypatch.setattr(apart, "PROGRAM", (str(told),))
    monkeypatch.setenv("SECRET_KEY", "not for everybody")
    row = SimpleNamespace(uid="", content="", effect=residents.Effect.SAME)
    with closing(apart.resealed_apart(iter([[row]]))) as parts:
        answers: list[Any] = next(parts)[1]
    environment, keys = answers
    assert "SECRET_KEY" not in environment
    assert (keys["field"], keys["index"]) == (database.keys().field, database.keys().index)
    assert (keys["chain"], keys["signing"], keys["former"]) == (b"", b"", ())
