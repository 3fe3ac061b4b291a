"""The same paper stated many times at once gives back once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from srikandi import clock, ledger
from srikandi.coverage import succession
from srikandi.coverage.succession import MonthCredit
from srikandi.ledger import AccountKind
from srikandi.programme import exits
from tests.database.at_once import at_once, kept_or_refused
from tests.pledges.making import a_scene
from tests.programme.exits.leaving import a_covered_pledge, leave

AT_ONCE = 8


@pytest.fixture
def scene(session):
    made = a_scene(session, lives=6)
    a_covered_pledge(session, made)
    leave(session, made, 2, on=clock.today().replace(day=1) - timedelta(days=40))
    session.commit()
    return made


def test_one_of_many_at_once_is_booked(app, session, scene):
    months = [(one.pledge_id, one.month, one.seat) for one in succession.wasted_months(session, [scene.district_id])]
    session.rollback()

    def state(number, own):
        said = {"document_number": f"KC/{number}", "stated_on": clock.today(), "by": scene.branch}
        return exits.credit_months(own, months, **said)

    outcome = at_once(app, *(kept_or_refused(partial(state, number)) for number in range(AT_ONCE)))
    assert sorted(map(str, outcome)) == ["1", *["CreditedBefore"] * (AT_ONCE - 1)]
    session.rollback()
    assert session.scalar(select(func.count()).select_from(MonthCredit)) == 1
    back = ledger.balance(session, ledger.AccountKey(AccountKind.PREPAID_INSURER, scene.district_id))
    assert back.rupiah == 37_800
