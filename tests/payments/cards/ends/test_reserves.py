"""What a card takes back comes out of the payer's reserve before it is anybody's loss."""

from dataclasses import replace

from srikandi import ledger, pledges
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import ZERO
from srikandi.pledges import Pledge
from tests.arrears.alone import agreed
from tests.arrears.test_owing import months, people, say
from tests.arrears.test_paying import balance, standing, whole
from tests.payments.cards.paying import dispute_in, paid, tell_all

MONTH = 35_000


def owing(session, desk):
    """Have the desk's company promise the arrears of two people: twelve months and four."""
    for who, count in zip(people(session, desk.scene), (12, 4), strict=False):
        say(session, who, months(count), desk.scene)
    pledge = agreed(session, desk.scene, families=2)
    payer = pledges.payers_of(session, pledge.id)[0]
    session.commit()
    return pledge.id, replace(desk, pledge=pledge, payer=payer)


def loss(session, desk):
    return ledger.balance(session, AccountKey(AccountKind.OPERATOR_LOSSES, desk.scene.district_id))


def reserve(session, pledge, desk):
    return balance(session, pledge, AccountKind.ARREARS_RESERVE, desk.scene.company_id)


def test_a_lost_dispute_takes_the_reserve_and_months_in_no_file(company, desk, simulator, shop, session):
    pledge_id, desk = owing(session, desk)
    intent = paid(company, desk, simulator, 14 * MONTH)
    tell_all(shop, simulator)
    session.rollback()
    assert standing(session, session.get_one(Pledge, pledge_id)) == (4, 12, 0)
    simulator.close_dispute(simulator.dispute(intent)["id"], won=False)
    tell_all(shop, simulator)
    session.rollback()
    pledge = session.get_one(Pledge, pledge_id)
    assert (dispute_in(session).loss, loss(session, desk)) == (ZERO, ZERO)
    assert reserve(session, pledge, desk) == 0
    assert standing(session, pledge)[1] == 0
    assert whole(session) == []


def test_a_refund_made_at_the_providers_desk_takes_the_reserve(company, desk, simulator, shop, session):
    pledge_id, desk = owing(session, desk)
    intent = paid(company, desk, simulator, 14 * MONTH)
    told = tell_all(shop, simulator)
    simulator.account.refund({"payment_intent": intent, "amount": str(100_000)})
    tell_all(shop, simulator, after=told)
    session.rollback()
    pledge = session.get_one(Pledge, pledge_id)
    assert loss(session, desk) == ZERO
    assert reserve(session, pledge, desk) == 2 * MONTH - 1_000
    assert standing(session, pledge) == (4, 12, 0)
    assert whole(session) == []
