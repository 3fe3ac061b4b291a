"""All money commands in any order against a model of plain numbers, on both databases."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import counts
from tests.machine.machine import machine_on

QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "database": None}
SMALL = settings(max_examples=6, stateful_step_count=14, **QUIET)
LARGE = settings(max_examples=300, stateful_step_count=60, **QUIET)


def test_the_book_says_what_the_model_says_whatever_happens(session):
    run_state_machine_as_test(machine_on(session), settings=SMALL)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not counts.LONG, reason="the full count runs with SRIKANDI_LONG=1")
def test_and_so_it_does_three_hundred_times_over(session):
    run_state_machine_as_test(machine_on(session), settings=LARGE)
