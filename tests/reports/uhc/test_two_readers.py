"""A threshold of universal cover counts once two people have read the decree."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from srikandi.audit import AuditEntry
from srikandi.places import uhc
from srikandi.places.uhc import NewThreshold, SameReader, Tier, Way, proposing
from srikandi.users import Post, Role
from tests.people import actor_for, make_user

DAY = date(2026, 3, 1)
NEW = NewThreshold(Tier.PRATAMA, DAY, 9700, (Way(8100), Way(8000, 2500)), "Keputusan contoh")


@pytest.fixture
def admins(session):
    return [actor_for(make_user(session, Role.ADMIN, post=Post(Role.ADMIN)), Role.ADMIN) for _ in range(2)]


def coverage(session):
    return uhc.thresholds_on(session, DAY)[Tier.PRATAMA].coverage


def test_it_counts_after_a_second_reader_and_not_before(session, admins):
    made = uhc.propose(session, NEW, by=admins[0])
    assert (coverage(session), uhc.proposals(session)) == (9800, [made])
    with pytest.raises(SameReader):
        uhc.confirm(session, made, by=admins[0])
    kept = uhc.confirm(session, made, by=admins[1])
    assert (coverage(session), kept.ways, uhc.proposals(session)) == (9700, [[8100, None], [8000, 2500]], [])
    with pytest.raises(uhc.ProposalDecided):
        uhc.confirm(session, made, by=admins[1])
    assert session.query(AuditEntry).filter(AuditEntry.action.in_(["uhc:propose", "uhc:confirm"])).count() == 2


def test_without_the_refusal_the_database_still_wants_two_people(session, admins, monkeypatch):
    made = uhc.propose(session, NEW, by=admins[0])
    turns = iter([0, made.proposed_by])
    monkeypatch.setattr(proposing, "_person", lambda _by: next(turns))
    with pytest.raises(IntegrityError):
        uhc.confirm(session, made, by=admins[0])
    session.rollback()


def test_the_control_two_people_pass_the_same_table(session, admins):
    uhc.confirm(session, uhc.propose(session, NEW, by=admins[0]), by=admins[1])
    assert coverage(session) == 9700


def test_what_is_dropped_with_a_reason_never_counts(session, admins):
    made = uhc.propose(session, NEW, by=admins[0])
    with pytest.raises(uhc.DropReasonMissing):
        uhc.drop(session, made, reason=" ", by=admins[0])
    uhc.drop(session, made, reason="Salah baca lampirannya.", by=admins[0])
    with pytest.raises(uhc.ProposalDecided):
        uhc.confirm(session, made, by=admins[1])
    assert coverage(session) == 9800
