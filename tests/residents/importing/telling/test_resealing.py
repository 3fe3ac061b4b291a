"""The program that opens and seals is ended with whoever listens to it."""

from contextlib import closing
from types import SimpleNamespace

import pytest

from srikandi import residents
from srikandi.residents.refusals import ImportDecided
from srikandi.residents.staging.deciding import apart

DEAF = """
import pickle, sys, time
pickle.dump([{}], sys.stdout.buffer)
sys.stdout.buffer.flush()
time.sleep(60)
"""


@pytest.mark.usefixtures("app")
def test_a_no_in_the_middle_ends_the_program_and_is_heard_as_it_is(monkeypatch, tmp_path):
    """What is being told to the program just then has nowhere to go, and hides nothing."""
    deaf = tmp_path / "deaf.py"
    deaf.write_text(DEAF)
    monkeypatch.setattr(apart, "PROGRAM", deaf)
    row = SimpleNamespace(uid="", content="x" * 2**20, effect=residents.Effect.SAME)

    def refuse():
        with closing(apart.resealed_apart(iter([[row], [row], [row]]))) as parts:
            assert next(parts)[1] == [{}]
            raise ImportDecided

    with pytest.raises(ImportDecided):
        refuse()
