"""The test of the test: every planted bug makes the machine fail, and without one it passes."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.exc import SQLAlchemyError

from srikandi import ledger
from srikandi.errors import Refusal
from tests.machine.machine import machine_on
from tests.machine.planted.bugs import BUGS

SEARCH = settings(
    max_examples=200,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


@pytest.mark.leaves_a_broken_book
@pytest.mark.timeout(300)
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_the_machine_finds(session, monkeypatch, bug):
    # What `verify` finds is not enough: the model has to see it too.
    monkeypatch.setattr(ledger, "verify", lambda _session: [])
    bug(monkeypatch, session)
    with pytest.raises((AssertionError, Refusal, SQLAlchemyError, ExceptionGroup)):
        run_state_machine_as_test(machine_on(session), settings=SEARCH)
