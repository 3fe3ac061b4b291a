"""Nobody chooses who is drawn, nothing that was frozen changes, and the rate is what was found."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import IntegrityError

from srikandi import clock, samples, seals
from srikandi.audit import AuditEntry
from srikandi.errors import Invalid, NotFound
from srikandi.places import district_of
from srikandi.pools import PoolMember
from srikandi.residents.models import Reveal
from srikandi.samples import Found, Outcome, Sample, SampleFinding, SamplePerson, SamplePublication, SampleStatus
from srikandi.users import Role
from tests.people import SYSTEM, actor_for, make_user
from tests.pools.listing import a_district
from tests.reports.running import a_running_pledge
from tests.samples.sampling import PHRASE, a_bench, a_drawn_sample, a_frozen_sample, all_found

TODAY = clock.today
WHY = "Kunjungan lapangan bulan ini"


def drawn_by_a_stranger(names, phrase, head, size):
    """The program of docs/audit-sample.md."""
    listed = sha256(("srikandi-sampel|1\n" + "".join(f"{name}\n" for name in sorted(names))).encode()).hexdigest()
    seed = sha256(f"srikandi-sampel|1|{phrase}|{listed}|{head}".encode()).hexdigest()
    return listed, seed, sorted(names, key=lambda name: sha256(f"{seed}|{name}".encode()).hexdigest())[:size]


def test_a_stranger_draws_the_same_people_from_the_published_list(session):
    bench = a_bench(session)
    sample = a_drawn_sample(session, bench)
    names = samples.names_of(session, sample)
    assert set(names) == set(session.scalars(session.query(PoolMember.pseudonym).statement))
    listed, seed, people = drawn_by_a_stranger(names, PHRASE, sample.head, 59)
    assert (listed, seed) == (sample.list_hash, sample.seed)
    assert people == [one.pseudonym for one in samples.people_of(session, sample)]
    assert drawn_by_a_stranger(names, PHRASE + "x", sample.head, 59)[2] != people, "the phrase decides with the head"


def test_nobody_is_drawn_before_a_block_that_did_not_exist_when_the_list_was_frozen(session):
    bench = a_bench(session)
    seals.seal(session, by=SYSTEM)
    sample = a_frozen_sample(session, bench)
    with pytest.raises(samples.SeedNotYet):
        samples.draw(session, sample, by=bench.auditor)
    assert seals.is_due(session), "freezing asks the worker for the block"
    block = seals.seal(session, by=SYSTEM)
    seals.ask(session, sample, by=SYSTEM)
    seals.seal(session, by=SYSTEM)
    assert samples.draw(session, sample, by=bench.auditor).block == block.number, (
        "the first block after it, no later one"
    )


def test_the_database_refuses_a_seed_from_before_the_freezing(session):
    bench = a_bench(session)
    old = seals.seal(session, by=SYSTEM)
    sample = a_frozen_sample(session, bench)
    session.commit()
    sample.block, sample.seed, sample.head = old.number, "0" * 64, old.head.hex()
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


CHANGES = ({"seed": "x"}, {"phrase": "lain"}, {"list_hash": "x"}, {"wanted": 149}, {"block_before": -1})


def changed(sample, change):
    return update(Sample).where(Sample.id == sample.id).values(**change)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_was_frozen_and_drawn_stays(session, change):
    sample = a_drawn_sample(session, a_bench(session))
    session.commit()
    with pytest.raises(IntegrityError, match="keeps its draw"):
        session.execute(changed(sample, change))
    session.rollback()


def test_control_without_the_trigger_a_seed_could_be_changed(session):
    sample = a_drawn_sample(session, a_bench(session))
    session.commit()
    on = "" if session.get_bind().dialect.name == "sqlite" else " ON sample"
    names = ("srk_sample_keeps_its_draw_update",) if not on else ("srk_sample_keeps_its_draw",)
    for name in names:
        session.execute(text(f"DROP TRIGGER {name}{on}"))
    for change in CHANGES:
        session.execute(changed(sample, change))
    session.rollback()


@pytest.mark.parametrize("table", [SamplePerson, SampleFinding, SamplePublication])
def test_people_findings_and_publications_are_never_overwritten(session, table):
    bench = a_bench(session)
    sample = a_drawn_sample(session, bench)
    samples.record(session, sample, all_found(session, sample), on=TODAY(), by=bench.auditor)
    samples.publish(session, sample, by=bench.auditor)
    session.commit()
    for deed in (delete(table), update(table).values(sample_id=table.sample_id)):
        with pytest.raises(IntegrityError, match="append-only"):
            session.execute(deed)
        session.rollback()


@pytest.mark.parametrize(
    ("spoilt", "refusal"),
    [
        ({"wanted": 60}, samples.SizeUnfit),
        ({"phrase": "pendek"}, samples.PhraseUnfit),
        ({"phrase": "naïve dan panjang"}, samples.PhraseUnfit),
        ({"purpose": "ya"}, Invalid),
        ({"pool_id": 999}, NotFound),
    ],
)
def test_a_sample_that_could_not_be_checked_is_not_begun(session, spoilt, refusal):
    bench = a_bench(session, people=8)
    a_frozen_sample(session, bench)
    with pytest.raises(refusal):
        a_frozen_sample(session, bench, **spoilt)


def test_a_list_of_four_is_not_published_and_one_of_five_is_visited_whole(session):
    with pytest.raises(samples.ListTooSmall):
        a_frozen_sample(session, a_bench(session, people=4))
    session.rollback()
    bench = a_bench(session, people=5)
    assert len(samples.people_of(session, a_drawn_sample(session, bench))) == 5


def test_a_list_that_changed_since_it_was_frozen_is_not_drawn_from(session):
    bench = a_bench(session)
    sample = a_frozen_sample(session, bench)
    seals.seal(session, by=SYSTEM)
    session.query(PoolMember).first().pseudonym = "f" * 32
    session.flush()
    with pytest.raises(samples.ListChanged):
        samples.draw(session, sample, by=bench.auditor)


def test_a_month_is_sampled_from_who_was_active_in_it(session):
    running = a_running_pledge(session, lives=6)
    district_id = running.scene.district_id
    user = make_user(session, Role.AUDITOR)
    auditor = actor_for(user, Role.AUDITOR, district_ids=(district_id,))
    (month,) = samples.months_to_draw(session, district_id)
    new = samples.NewSample(59, PHRASE, WHY, month=month)
    sample = samples.freeze(session, district_of(session, district_id), new, by=auditor)
    seals.seal(session, by=SYSTEM)
    samples.draw(session, sample, by=auditor)
    assert (sample.population, len(samples.people_of(session, sample))) == (6, 6)
    assert drawn_by_a_stranger(samples.names_of(session, sample), PHRASE, sample.head, 59)[1] == sample.seed


def test_the_sheet_names_who_was_drawn_and_nobody_else_and_every_trail_says_why(session):
    bench = a_bench(session)
    sample = a_drawn_sample(session, bench)
    lines = samples.sheet(session, sample, reason=WHY, by=bench.auditor)
    drawn = dict(session.query(SamplePerson.place, SamplePerson.resident_id).all())
    assert {line.place: line.person.resident_id for line in lines} == drawn
    assert {one.resident_id for one in session.query(Reveal)} == set(drawn.values())
    told = session.query(AuditEntry).filter_by(action="resident:visit", reason=WHY)
    assert {int(one.subject_id) for one in told} == set(drawn.values())
    assert not any(hasattr(line.person, "nik") for line in lines)
    with pytest.raises(Invalid):
        samples.sheet(session, sample, reason="mau", by=bench.auditor)


def test_nothing_is_named_before_the_draw(session):
    bench = a_bench(session)
    with pytest.raises(samples.SampleMoved):
        samples.sheet(session, a_frozen_sample(session, bench), reason=WHY, by=bench.auditor)
    assert session.query(Reveal).count() == 0


def test_a_correction_needs_a_reason_and_leaves_what_it_corrects(session):
    bench = a_bench(session)
    sample = a_drawn_sample(session, bench)
    found = [Found(1, Outcome.DEAD)]
    assert samples.record(session, sample, found, on=TODAY(), by=bench.auditor) == 1
    assert samples.record(session, sample, found, on=TODAY(), by=bench.auditor) == 0, "the same again is nothing new"
    with pytest.raises(samples.NoteMissing):
        samples.record(session, sample, [Found(1, Outcome.CONFIRMED)], on=TODAY(), by=bench.auditor)
    why = "Salah baris, orangnya ditemui"
    samples.record(session, sample, [Found(1, Outcome.CONFIRMED, why)], on=TODAY(), by=bench.auditor)
    kept = session.query(SampleFinding).order_by(SampleFinding.id).all()
    assert [one.outcome for one in kept] == [Outcome.DEAD, Outcome.CONFIRMED]
    assert samples.newest_findings(session, sample)[1].outcome is Outcome.CONFIRMED


def test_a_visit_lies_between_the_draw_and_today_and_on_a_line_of_the_sheet(session):
    bench = a_bench(session)
    sample = a_drawn_sample(session, bench)
    for on in (TODAY() - timedelta(days=1), TODAY() + timedelta(days=1)):
        with pytest.raises(samples.FindingUnfit):
            samples.record(session, sample, [Found(1, Outcome.DEAD)], on=on, by=bench.auditor)
    with pytest.raises(Invalid):
        samples.record(session, sample, [Found(60, Outcome.DEAD)], on=TODAY(), by=bench.auditor)


def test_a_rate_is_published_once_all_are_visited_and_again_after_a_correction(session):
    bench = a_bench(session)
    sample = a_drawn_sample(session, bench)
    found = all_found(session, sample, {3: Outcome.DEAD, 7: Outcome.UNREACHED})
    samples.record(session, sample, found[:-1], on=TODAY(), by=bench.auditor)
    with pytest.raises(samples.FindingsMissing) as refused:
        samples.publish(session, sample, by=bench.auditor)
    assert refused.value.values["left"] == 1
    samples.record(session, sample, found, on=TODAY(), by=bench.auditor)
    first = samples.publish(session, sample, by=bench.auditor)
    assert (first.size, first.wrong, sample.status) == (59, 2, SampleStatus.PUBLISHED)
    assert first.bound == samples.upper_bound(2, 59, population=80)
    with pytest.raises(samples.NothingNew):
        samples.publish(session, sample, by=bench.auditor)
    samples.record(session, sample, [Found(7, Outcome.CONFIRMED, "Ditemui kemudian")], on=TODAY(), by=bench.auditor)
    samples.publish(session, sample, by=bench.auditor)
    told = samples.publications(session, [sample])[sample.id]
    assert [one.wrong for one in told] == [1, 2]
    with pytest.raises(samples.SampleMoved):
        samples.break_off(session, sample, reason="Hasilnya tidak cocok", by=bench.auditor)


def test_one_to_four_wrong_of_everybody_on_a_list_are_not_told_apart(session):
    bench = a_bench(session, people=20)
    sample = a_drawn_sample(session, bench)
    samples.record(session, sample, all_found(session, sample, {3: Outcome.DEAD}), on=TODAY(), by=bench.auditor)
    assert samples.publish(session, sample, by=bench.auditor).bound == 50_000
    assert samples.publications(session, [sample])[sample.id][0].wrong is None


def test_a_sample_given_up_stays_in_the_public_list_and_is_never_drawn(session):
    bench = a_bench(session)
    sample = a_frozen_sample(session, bench)
    samples.break_off(session, sample, reason="Jadwal kunjungan batal", by=bench.auditor)
    seals.seal(session, by=SYSTEM)
    with pytest.raises(samples.SampleMoved):
        samples.draw(session, sample, by=bench.auditor)
    assert [one.id for one in samples.public_samples(session, bench.pool.district_id)] == [sample.id]


def test_another_districts_auditor_sees_none_of_it(session):
    bench = a_bench(session)
    sample = a_frozen_sample(session, bench)
    other = a_district(session, "63.07")
    stranger = actor_for(make_user(session, Role.AUDITOR), Role.AUDITOR, district_ids=(other.id,))
    with pytest.raises(samples.SampleUnknown):
        samples.sample_of(session, sample.id, viewer=stranger)
    assert samples.sample_of(session, sample.id, viewer=bench.auditor) is sample
