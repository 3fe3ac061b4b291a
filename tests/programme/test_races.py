"""Money and the deadline arrive together: covered, or credit with an owner; no rupiah is lost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from srikandi import coverage, ledger, pledges, programme
from srikandi.ledger import AccountKind
from srikandi.money import Money, total
from srikandi.pledges import Pledge
from tests.counts import times
from tests.database.at_once import at_once, kept
from tests.pledges.making import a_scene, an_agreed_pledge, pay, terms_of

TIMES = times(8, full=500)
PRICE = 2 * 37_800


@pytest.fixture
def promises(session):
    scene = a_scene(session, lives=2 * TIMES)
    made = [an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=1)) for _ in range(TIMES)]
    for number, pledge in enumerate(made):
        pledge.hold_until += timedelta(minutes=number)  # one deadline after the other
    ids = [pledge.id for pledge in made]
    session.commit()
    return ids


def bring(pledge_id, amount, session, **named):
    pay(session, session.get_one(Pledge, pledge_id), amount, **named)


def test_a_payment_and_the_deadline_at_once_lose_nothing(app, session, promises):
    for pledge_id in promises:
        late = session.get_one(Pledge, pledge_id).hold_until + timedelta(seconds=1)
        session.rollback()
        at_once(app, kept(partial(bring, pledge_id, PRICE)), kept(partial(programme.expire_holds, at=late)))
        session.rollback()
    for pledge_id in promises:
        far = coverage.progress(session, [pledge_id])[pledge_id]
        credit = total(list(ledger.balances(session, kind=AccountKind.PAYER_FUNDS, contract_id=pledge_id).values()))
        assert (far.funded, far.released, credit) in {(2, 0, Money(0)), (0, 2, Money(PRICE))}
        assert far.committed == 2
    assert list(ledger.verify(session)) == []


def test_the_same_money_at_once_is_booked_and_used_once(app, session, promises):
    pledge_id = promises[0]
    at_once(app, *[kept(partial(bring, pledge_id, PRICE // 2, reference="bank:1:sama"))] * 6)
    session.rollback()
    assert coverage.progress(session, [pledge_id])[pledge_id].funded == 1
    assert pledges.payers_of(session, pledge_id)[0].received == Money(PRICE // 2)
    assert list(ledger.verify(session)) == []


def test_two_payments_at_once_fund_different_months(app, session, promises):
    for pledge_id in promises[: times(1, full=500)]:
        at_once(app, *[kept(partial(bring, pledge_id, PRICE // 2))] * 2)
        session.rollback()
        assert coverage.progress(session, [pledge_id])[pledge_id].funded == 2
        session.rollback()
    assert list(ledger.verify(session)) == []
