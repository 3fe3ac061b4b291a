"""Eight people of a company say no at the same moment: one answer is written down, and it is the first one."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from srikandi.audit import AuditEntry
from srikandi.pledges import Pledge
from srikandi.pledges.renewals import RenewalOffer
from srikandi.programme.promises import renewing
from tests.ledger.book import together
from tests.pledges.making import a_scene, an_agreed_pledge, terms_of


@pytest.fixture
def asked(session):
    scene = a_scene(session, lives=2)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=1, months=1))
    session.add(RenewalOffer(pledge_id=(pledge_id := pledge.id)))
    session.commit()
    return scene, pledge_id


def answers(app, session, asked):
    """Let all decline at once; gives how many answers stand in the trail."""
    scene, pledge_id = asked

    def one(work, number):
        return renewing.decline(work, work.get_one(Pledge, pledge_id), reason=f"Alasan {number}", by=scene.officer)

    _, refused = together(app, one)
    assert refused == []
    session.rollback()
    of_answers = AuditEntry.action == "pledge:decline_renewal"
    return session.scalar(select(func.count(AuditEntry.id)).where(of_answers))


def test_of_eight_answers_at_once_one_is_written_down(app, session, asked):
    assert answers(app, session, asked) == 1


def test_where_nothing_is_held_every_one_overwrites_the_last(app, session, asked, monkeypatch):
    def look(work, pledge):
        offer = work.get(RenewalOffer, pledge.id)
        for name in ("declined_at", "declined_by"):
            set_committed_value(offer, name, None)
        return offer

    monkeypatch.setattr(renewing, "_held_offer", look)
    assert answers(app, session, asked) == 8
