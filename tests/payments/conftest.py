"""A company that pays by card at a provider on loopback, and the people of its district."""

from __future__ import annotations

import pytest

from tests.payments.pages.making import as_, enrol, paying_at
from tests.payments.receiving.making import a_desk
from tests.simulator import Simulator


@pytest.fixture
def simulator():
    with Simulator() as made:
        yield made


@pytest.fixture
def shop(app, simulator):
    with paying_at(app, simulator) as made:
        yield made


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def company(shop, desk):
    return as_(shop, desk.scene.officer)


@pytest.fixture
def treasurer(shop, desk):
    return as_(shop, desk.treasurer)


@pytest.fixture
def second(shop, desk):
    return as_(shop, desk.second)
