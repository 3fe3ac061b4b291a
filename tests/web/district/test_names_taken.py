"""A list of names that leaves the house leaves a line in the trail, and a long one has a next page."""

from __future__ import annotations

import pytest

from srikandi import complaints, residents
from srikandi.audit import AuditEntry
from srikandi.complaints import queries
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.telling.scene import STORY, a_complaint, covered_people

LIST = "/kabupaten/aduan"


@pytest.fixture
def maker(app, session, time_machine):
    covered = covered_people(session, time_machine)
    for place in (1, 2, 3):
        a_complaint(session, covered, place)
    browser = Browser(app)
    browser.sign_in(make_user(session, Role.MAKER, post=Post(Role.MAKER, covered.scene.district_id)).id)
    return browser


def taken(session, maker, ending):
    """Take the list of complaints away; give the file and what the trail says of it."""
    answer = maker.submit(LIST, action=f"/daftar.{ending}")
    assert answer.status_code == 200
    session.rollback()
    return answer, [one.details for one in session.query(AuditEntry).filter_by(action="names:take")]


def test_the_list_of_complaints_is_taken_away_with_a_line_in_the_trail(session, maker):
    answer, said = taken(session, maker, "csv")
    assert said == [{"what": "complaints", "people": 3}]
    assert len(answer.text.splitlines()) > 3
    assert STORY not in answer.text
    assert taken(session, maker, "xlsx")[0].data.startswith(b"PK")
    assert maker.get(f"{LIST}/daftar.csv").status_code in {404, 405}


def test_without_noting_it_names_would_leave_unseen(session, maker, monkeypatch):
    monkeypatch.setattr(residents, "note_taken", lambda *_, **__: None)
    assert taken(session, maker, "csv")[1] == []


def test_a_list_longer_than_a_page_goes_on(session, maker, monkeypatch):
    numbers = {one.number for one in session.query(complaints.Complaint)}
    session.rollback()
    monkeypatch.setattr(queries, "A_PAGE", 2)
    first, second = maker.get(LIST).text, maker.get(f"{LIST}?hal=1").text
    assert "hal=1" in first
    assert "hal=2" not in second
    seen = [{number for number in numbers if number in page} for page in (first, second)]
    assert (len(seen[0]), len(seen[1]), seen[0] | seen[1]) == (2, 1, numbers)
