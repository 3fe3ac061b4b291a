"""A desk with two treasurers, and another promise of the same company."""

from __future__ import annotations

import pytest

from srikandi import pledges
from tests.payments.receiving.making import a_desk
from tests.pledges.making import an_agreed_pledge, terms_of


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def other(session, desk):
    """Give the payer of another pledge of the same company."""
    pledge = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=2, months=3))
    return pledges.payers_of(session, pledge.id)[0]
