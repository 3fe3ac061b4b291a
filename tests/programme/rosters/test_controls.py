"""The negative controls of monthly lists: each guard is switched off, and what it kept true is true no longer."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from srikandi.coverage import rosters
from srikandi.coverage.rosters import Roster, RosterStatus, keeping
from srikandi.coverage.rosters.reading import read_members
from srikandi.database import seal_bytes
from tests.pledges.making import a_scene, nik_of
from tests.programme.rosters.test_rosters import a_list, brought, month, unit

__all__ = ["month"]


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


def test_unread_the_month_another_months_list_is_taken(session, scene, month, monkeypatch):
    other = a_list(month + 1, ("", nik_of(1), "PBPU PEMDA"))
    monkeypatch.setattr(keeping, "read_members", lambda file, **said: read_members(file, **said | {"month": month + 1}))
    with pytest.raises(AssertionError):
        assert brought(session, scene, month, other).status is RosterStatus.REFUSED


def test_unhashed_the_same_file_is_taken_twice(session, scene, month, monkeypatch):
    content = a_list(month, ("", nik_of(1), "PBPU PEMDA"))
    brought(session, scene, month, content)
    monkeypatch.setattr(keeping, "LIVE", ())
    session.execute(update(Roster).values(file_hash="anders"))
    rosters.hand_in(session, month, content, filename="lagi.csv", by=scene.maker)
    with pytest.raises(AssertionError):
        assert session.scalar(select(func.count()).select_from(Roster)) == 1


def test_uncleared_a_list_that_is_read_again_counts_twice(session, scene, month, monkeypatch):
    content = a_list(month, *(("", nik_of(place), "PBPU PEMDA") for place in (1, 2, 3)))
    roster = rosters.hand_in(session, month, content, filename="a.csv", by=scene.maker)
    rosters.bring_in(roster.id, unit(session))
    sealed = seal_bytes(content, place=keeping.PLACE, row=roster.uid)
    roster.status, roster.stored = RosterStatus.READING, sealed
    session.flush()
    monkeypatch.setattr(keeping, "_clear", lambda *_, **__: None)
    with pytest.raises(IntegrityError), session.begin_nested():
        rosters.bring_in(roster.id, unit(session))


def test_unsealed_a_waiting_file_can_be_read(session, scene, month, monkeypatch):
    monkeypatch.setattr(keeping, "seal_bytes", lambda content, **_: content)
    roster = rosters.hand_in(session, month, a_list(month, ("", nik_of(1), "")), filename="a.csv", by=scene.maker)
    with pytest.raises(AssertionError):
        assert nik_of(1).encode() not in roster.stored
