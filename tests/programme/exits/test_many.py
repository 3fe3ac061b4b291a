"""Many people leave at once: as many questions for forty as for five, and each has a row in the trail."""

from __future__ import annotations

from srikandi import clock, ledger, programme
from srikandi.audit import AuditEntry
from srikandi.residents import Leaving
from tests.pledges.making import a_scene, an_agreed_pledge, pay, terms_of
from tests.programme.exits.leaving import at_place, progress
from tests.web.questions.counting import counted


def test_forty_people_ask_no_more_than_five(session):
    scene = a_scene(session, lives=120)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=60, months=2))
    pay(session, pledge, 60 * 2 * 37_800)
    asked = []
    for places in (range(1, 6), range(6, 46)):
        leaving = [Leaving(at_place(session, place).id, "moved", clock.today()) for place in places]
        with counted(session) as questions:
            passed = programme.exit_people(session, leaving, by=scene.maker)
        assert len(passed.successors) == len(leaving)
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert progress(session, pledge).funded == 120
    assert session.query(AuditEntry).filter_by(action="resident:exit").count() == 45
    assert list(ledger.verify(session)) == []
