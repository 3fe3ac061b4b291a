"""No page about a promise asks more for more people or payers, and none asks much."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi import pledges
from srikandi.pledges import Pledge
from srikandi.programme import approve_pledge
from tests.pledges.making import pay, shared_terms, terms_of
from tests.web.acting import a_desk
from tests.web.questions.counting import MOST, counted


@pytest.fixture
def desk(app, session):
    return a_desk(app, session)


def most_asked(session, desk, pledge):
    """Give the most questions anybody's page of a promise asks now."""
    session.commit()
    pages = (
        (desk.company, f"/perusahaan/komitmen/{pledge.id}"),
        (desk.maker, f"/kabupaten/komitmen/{pledge.id}"),
        (desk.checker, f"/kabupaten/komitmen/{pledge.id}"),
    )
    asked = []
    for browser, page in pages:
        browser.get(page)
        with counted(session) as found:
            assert browser.get(page).status_code == 200
        asked.append(len(found))
    return max(asked)


def through_its_life(session, desk, terms):
    """Count at every turn: offered, shares agreed, approved, paid in part."""
    pledge = pledges.offer(session, terms, by=desk.scene.officer)
    counts = [most_asked(session, desk, pledge)]
    if pledges.sharing_of(session, [pledge.id]):
        pledges.accept_share(session, pledge, by=desk.scene.maker)
        counts.append(most_asked(session, desk, pledge))
    pledge = session.scalars(select(Pledge).where(Pledge.id == pledge.id)).one()
    approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=desk.scene.checker)
    counts.append(most_asked(session, desk, pledge))
    pay(session, pledge, 2 * 37_800)
    counts.append(most_asked(session, desk, pledge))
    return counts


def test_no_page_of_a_promise_asks_more_for_more_people(desk, session):
    few = through_its_life(session, desk, terms_of(desk.scene, lives=3, months=2))
    many = through_its_life(session, desk, terms_of(desk.scene, lives=25, months=12))
    assert few == many
    assert max(few) <= MOST


def test_no_page_of_a_promise_asks_more_when_several_pay(desk, session):
    counts = through_its_life(session, desk, shared_terms(desk.scene))
    assert max(counts) <= MOST
