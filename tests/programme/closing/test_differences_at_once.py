"""Eight people settle one difference at the same moment: one outcome is written down."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from srikandi import clock, closings
from srikandi.audit import AuditEntry
from srikandi.clock import Month
from srikandi.closings import Cause, DifferenceKind, DifferenceMoved, DifferenceStatus, Explanation, MonthDifference
from srikandi.closings.differences import Found
from srikandi.money import Money
from srikandi.places import District
from tests.ledger.book import together
from tests.people import SYSTEM
from tests.pledges.making import a_scene


@pytest.fixture
def explained(session):
    scene = a_scene(session, lives=1)
    month = Month.of(clock.today())
    found = Found(DifferenceKind.OUTGOING, "statement_line/1", None, 0, Money(5_000), Cause.IN_TRANSIT)
    closings.differences.keep(session, session.get_one(District, scene.district_id), month, [found], by=SYSTEM)
    (row,) = closings.differences.differences_of(session, scene.district_id, month)
    said = Explanation(Cause.IN_TRANSIT, scene.company_id, "Bendahara", "Menunggu rekening koran berikutnya.")
    closings.differences.explain(session, [row], said, by=SYSTEM)
    row_id = row.id
    session.commit()
    return row_id


def settle_at_once(app, session, row_id):
    """Let all settle at once; gives who was let, who was refused and how many outcomes stand in the trail."""

    def one(work, number):
        row = work.get_one(MonthDifference, row_id)
        return closings.differences.settle(work, row, outcome=f"Selesai {number}", by=SYSTEM)

    won, refused = together(app, one)
    session.rollback()
    told = select(func.count(AuditEntry.id)).where(AuditEntry.action == "difference:settle")
    return len(won), {type(one) for one in refused}, session.scalar(told)


def test_of_eight_outcomes_at_once_one_is_written_down(app, session, explained):
    assert settle_at_once(app, session, explained) == (1, {DifferenceMoved}, 1)


def test_where_nothing_is_held_every_one_settles_it(app, session, explained, monkeypatch):
    def look(_work, rows):
        for row in rows:
            set_committed_value(row, "status", DifferenceStatus.EXPLAINED)
        return list(rows)

    monkeypatch.setattr(closings.differences, "hold", look)
    assert settle_at_once(app, session, explained) == (8, set(), 8)


def test_an_explanation_of_what_was_settled_meanwhile_is_refused(app, session, explained):
    row = session.get_one(MonthDifference, explained)
    closings.differences.settle(session, row, outcome="Sudah keluar.", by=SYSTEM)
    set_committed_value(row, "status", DifferenceStatus.EXPLAINED)
    said = Explanation(Cause.OTHER, row.owner_id, "Orang lain", "Kata orang yang melihat halaman lama.")
    with pytest.raises(DifferenceMoved):
        closings.differences.explain(session, [row], said, by=SYSTEM)
    session.rollback()
