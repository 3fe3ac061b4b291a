"""A district whose officers go out."""

import pytest

from tests.residents.bringing import open_office
from tests.residents.pages.opening import signed_in


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
