"""Who came back to JKN is told from which day a stay in hospital costs no fine."""

from __future__ import annotations

from datetime import timedelta

import pytest

from srikandi import cards, places, programme
from srikandi.coverage import Batch, BatchKind
from tests.browsing import Browser
from tests.programme.exits.leaving import at_place
from tests.telling.scene import a_code, covered_people

WORDS = "Bebas denda layanan sejak"


@pytest.fixture
def covered(session, time_machine):
    return covered_people(session, time_machine)


def came_back(session):
    """Let the file have been one of people who came back."""
    session.query(Batch).one().kind = BatchKind.REACTIVATED
    session.flush()


def cover_of(session, covered):
    district, person = places.district_of(session, covered.scene.district_id), at_place(session, 1)
    return cards.covers_of(session, [person.id], district=district)[person.id]


def test_slip_message_and_status_page_say_the_day_until_it_has_come(app, session, covered, time_machine):
    came_back(session)
    cover = cover_of(session, covered)
    district = places.district_of(session, covered.scene.district_id)
    assert cover.safe_on == cover.since_on + timedelta(days=45)
    assert cover.safe_on == programme.urgency.shield_of(session, district, at_place(session, 1)).safe_on
    assert "denda layanan" in " ".join(cards.cover_lines(cover))
    assert "denda layanan" in cards.message(district, cover, None, code="x")
    code = a_code(session, covered)
    session.commit()
    assert WORDS in Browser(app).get(f"/kartu/{code}").text
    time_machine.shift(timedelta(days=60))
    later = cover_of(session, covered)
    assert (later.is_safe, "denda layanan" in " ".join(cards.cover_lines(later))) == (True, False)
    assert WORDS not in Browser(app).get(f"/kartu/{code}").text


def test_a_new_member_is_safe_at_once(app, session, covered):
    cover = cover_of(session, covered)
    assert (cover.safe_on, cover.is_safe) == (None, True)
    code = a_code(session, covered)
    session.commit()
    assert WORDS not in Browser(app).get(f"/kartu/{code}").text
