"""A district whose officers go out."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from srikandi import clock
from tests.residents.bringing import open_office
from tests.residents.pages.opening import signed_in


@pytest.fixture(autouse=True)
def at_noon():
    """Let it be noon: a session lasts hours, and the form has one day for both its ends."""
    noon = datetime.combine(clock.now().date() + timedelta(days=1), time(5), UTC)
    with time_machine.travel(noon, tick=True):
        yield


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture
def maker(app, office):
    return signed_in(app, office.maker)


@pytest.fixture
def checker(app, office):
    return signed_in(app, office.checker)


@pytest.fixture
def village(app, office):
    return signed_in(app, office.village)
