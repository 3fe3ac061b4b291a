"""A village officer with a phone, and a maker of the same district."""

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
def village(app, office):
    return signed_in(app, office.village)
