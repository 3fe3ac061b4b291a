"""Whoever asked that their data rest is in no sample, and a stranger can still draw the rest."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, true

from srikandi import clock, documents, places, pools, residents, samples, seals
from srikandi.audit import AuditEntry
from srikandi.pools import PoolMember
from srikandi.residents import Corrections, NewPerson, Resident, ResidentKind
from srikandi.residents.models import Reveal
from srikandi.samples import drawing
from srikandi.samples.models import SamplePerson
from tests.people import SYSTEM
from tests.samples.sampling import a_bench, a_frozen_sample

WHY = "Kunjungan sampel tahunan"


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
    assert samples.names_of(session, sample) == of_pool(session, bench)


def test_who_is_restricted_after_the_draw_is_left_off_the_sheet_with_a_word(app, session):
    bench = a_bench(session)
    sample = draw_all(session, bench)
    who = restricted(session, bench)
    lines = samples.sheet(session, sample, reason=WHY, by=bench.auditor)
    (left_off,) = [line for line in lines if line.person is None]
    place = select(SamplePerson.place).where(SamplePerson.sample_id == sample.id, SamplePerson.resident_id == who)
    assert (len(lines), left_off.place) == (80, session.scalar(place))
    assert who not in {one.resident_id for one in session.query(Reveal)}
    said = session.query(AuditEntry).filter_by(action="sample:sheet").one()
    assert (said.details["people"], said.details["left_off"]) == (79, 1)
    with app.test_request_context():
        paper = documents.write(
            "visits",
            sample=sample,
            pool="Contoh",
            lines=lines,
            villages={one.code: one for one in places.villages_of(session, bench.pool.district_id)},
            kinds=["Sesuai"],
            unreached="Tidak ditemui",
            letterhead=documents.letterhead_of(session, places.district_of(session, bench.pool.district_id)),
            drawn_on=clock.today(),
            is_demo=False,
        )
    assert paper.count("datanya sedang tidak boleh dipakai") == 1
    assert session.get_one(Resident, who).name not in paper


def test_without_the_rule_the_restricted_person_would_be_on_the_sheet(session, monkeypatch):
    bench = a_bench(session)
    sample = draw_all(session, bench)
    restricted(session, bench)
    monkeypatch.setattr(residents, "usable", true)
    assert all(line.person is not None for line in samples.sheet(session, sample, reason=WHY, by=bench.auditor))


def joined_meanwhile(session, bench):
    """Freeze the list; let somebody join the pool out of turn before the draw; draw."""
    sample = a_frozen_sample(session, bench, wanted=299)
    outsider = session.scalars(select(Resident).where(Resident.id.not_in(select(PoolMember.resident_id)))).first()
    if outsider is None:
        new = NewPerson(
            "1901014505900077",
            "1901010101010099",
            ResidentKind.RECRUITMENT,
            session.scalars(select(Resident.village_code)).first(),
            Corrections("ANI PASIEN", date(1990, 5, 5), "P"),
        )
        outsider = residents.enrol(session, new, district_id=bench.pool.district_id, by=SYSTEM)
        residents.verify(session, outsider, by=SYSTEM)
    pools.take_urgently(session, bench.pool.id, outsider)
    session.flush()
    seals.seal(session, by=SYSTEM)
    samples.draw(session, sample, by=bench.auditor)
    return outsider.id, sample


def test_an_urgent_case_that_joins_the_pool_after_the_freeze_breaks_nothing(session):
    bench = a_bench(session)
    who, sample = joined_meanwhile(session, bench)
    assert len(of_pool(session, bench)) == 81
    assert (len(people(session, sample)), who in people(session, sample)) == (80, False)


def test_without_a_list_of_its_own_the_sample_would_break(session, monkeypatch):
    bench = a_bench(session)
    monkeypatch.setattr(drawing, "names_of", lambda session, _sample: of_pool(session, bench))
    with pytest.raises(samples.ListChanged):
        joined_meanwhile(session, bench)


def of_pool(session, bench):
    return sorted(session.scalars(select(PoolMember.pseudonym).where(PoolMember.pool_id == bench.pool.id)))


def test_unasked_the_restricted_person_is_drawn(session, monkeypatch):
    """The negative control."""
    bench = a_bench(session)
    who = restricted(session, bench)
    monkeypatch.setattr(residents, "usable", true)
    sample = draw_all(session, bench)
    with pytest.raises(AssertionError):
        assert who not in people(session, sample)
