"""Many companies want the same families at once: each family is promised once, and every promise has its families."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from srikandi.arrears import ArrearsMonth
from srikandi.pledges import owing
from srikandi.pledges.owing import ArrearsTerms, offering
from srikandi.pledges.reserves import ArrearsReserve
from tests.arrears.alone import rupiah
from tests.arrears.test_owing import months, people, say
from tests.counts import times
from tests.database.at_once import at_once, kept_or_refused
from tests.pledges.making import a_scene, let_many_be_open

FAMILIES, EACH, OWED = 20, 2, 5
OFFERS = times(24, full=200)
CONTROL = 6


@pytest.fixture
def scene(session):
    """Give a pool of twenty families who owe five months each."""
    made = a_scene(session, lives=FAMILIES)
    for who in people(session, made):
        say(session, who, months(OWED), made)
    let_many_be_open(session)
    session.commit()
    return made


def run_offers(app, scene, count):
    """Send so many offers at the same moment, each in a work of its own; give what became of them."""

    def send(session):
        terms = ArrearsTerms(scene.pool_id, EACH, rupiah(EACH * OWED), uuid4().hex)
        return owing.offer_arrears(session, terms, by=scene.officer).id

    return at_once(app, *[kept_or_refused(send)] * count)


def without_families(session):
    """Give the promises whose reserve is not what their months cost."""
    session.rollback()
    cost = select(func.coalesce(func.sum(ArrearsMonth.tariff), 0)).where(
        ArrearsMonth.pledge_id == ArrearsReserve.pledge_id
    )
    asked = select(ArrearsReserve.pledge_id).where(ArrearsReserve.target != cost.scalar_subquery())
    return session.scalars(asked).all()


def test_all_offers_at_once_promise_every_family_once(app, session, scene):
    outcome = run_offers(app, scene, OFFERS)
    assert len([one for one in outcome if isinstance(one, int)]) == FAMILIES // EACH
    assert outcome.count("TooFewFamilies") == OFFERS - FAMILIES // EACH
    assert without_families(session) == []
    assert session.scalar(select(func.count()).where(ArrearsMonth.pledge_id.is_not(None))) == FAMILIES * OWED


@pytest.fixture
def all_have_looked(session, scene, monkeypatch):
    """Have everybody find the same families, as if nobody held the pool while they look."""
    seen = owing.quote_arrears(session, scene.pool_id, families=EACH)
    session.rollback()
    monkeypatch.setattr(offering, "quote_arrears", lambda *_words, **_named: seen)


@pytest.mark.usefixtures("all_have_looked")
def test_whose_families_were_taken_meanwhile_is_refused(app, session, scene):
    outcome = run_offers(app, scene, CONTROL)
    assert outcome.count("FamiliesTaken") == CONTROL - 1
    assert without_families(session) == []


@pytest.mark.leaves_a_broken_book
@pytest.mark.usefixtures("all_have_looked")
def test_without_that_look_promises_are_left_without_families(app, session, scene, monkeypatch):
    monkeypatch.setattr(offering, "_check_taken", lambda *_words: None)
    run_offers(app, scene, CONTROL)
    assert len(without_families(session)) == CONTROL - 1
