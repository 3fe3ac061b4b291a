"""Whoever asked that their data rest is in no sample, and a stranger can still draw the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import select, true

from srikandi import residents, samples, seals
from srikandi.pools import PoolMember
from srikandi.residents import Resident
from srikandi.samples.models import SampleList, SamplePerson
from tests.people import SYSTEM
from tests.samples.sampling import a_bench, a_frozen_sample


def draw_all(session, bench):
    sample = a_frozen_sample(session, bench, wanted=299)
    seals.seal(session, by=SYSTEM)
    return samples.draw(session, sample, by=bench.auditor)


def restricted(session, bench):
    """Let the first of the pool be restricted."""
    asked = select(PoolMember.resident_id).where(PoolMember.pool_id == bench.pool.id).order_by(PoolMember.place)
    who = session.scalars(asked.limit(1)).one()
    residents.restrict(session, session.get_one(Resident, who), by=SYSTEM)
    return who


def people(session, sample):
    return set(session.scalars(select(SamplePerson.resident_id).where(SamplePerson.sample_id == sample.id)))


def test_nobody_restricted_is_drawn_and_the_list_says_from_whom_it_was(session):
    bench = a_bench(session)
    who = restricted(session, bench)
    sample = draw_all(session, bench)
    assert (sample.population, len(samples.names_of(session, sample))) == (79, 79)
    assert who not in people(session, sample)


def test_a_pool_nobody_of_whom_is_restricted_is_its_own_list(session):
    bench = a_bench(session)
    sample = draw_all(session, bench)
    assert sample.population == 80
    assert session.get(SampleList, sample.id) is None


def test_unasked_the_restricted_person_is_drawn(session, monkeypatch):
    """The negative control."""
    bench = a_bench(session)
    who = restricted(session, bench)
    monkeypatch.setattr(residents, "usable", true)
    sample = draw_all(session, bench)
    with pytest.raises(AssertionError):
        assert who not in people(session, sample)
