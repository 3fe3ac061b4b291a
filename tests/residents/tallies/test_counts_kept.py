"""People are counted beside the people: every deed keeps the counts, and a count that lies is named."""

import importlib.util
from datetime import date
from threading import Thread

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, func, select, text, update

from srikandi import ledger, residents
from srikandi.cli.db import MIGRATIONS
from srikandi.database import current_session, unit_of_work
from srikandi.residents import Resident, ResidentKind, ResidentStatus
from srikandi.residents.tallies import NeighbourhoodTally, ResidentTally
from tests.ledger.book import drop_guards, restore_guards
from tests.residents.bringing import approve, bring, listed, open_office, people, stage

S = ResidentStatus
ELSEWHERE = "19.01.01.1001"


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture
def crowd(session, office):
    return bring(session, office, people(12))


def kept(session, table=ResidentTally):
    """Give what the counts say, by village and status."""
    asked = select(table.village_code, table.status, func.sum(table.people)).group_by(table.village_code, table.status)
    return {(code, status): int(count) for code, status, count in session.execute(asked) if count}


def broken(session):
    session.flush()
    return {one.check for one in ledger.verify(session)}


def both(session, office, counts):
    """Do both tables say this of the office's village, and the watch agree?"""
    wanted = {(office.village_code, status): count for status, count in counts.items()}
    assert kept(session) == kept(session, NeighbourhoodTally) == wanted
    assert broken(session) == set()


def test_who_comes_by_a_list_is_counted(session, office, crowd):
    both(session, office, {S.IMPORTED: 12})


def test_every_deed_moves_the_counts(session, office, crowd):
    by = office.by("village")
    residents.verify(session, crowd[0], by=by)
    residents.verify_family(session, crowd[4], chosen=[one.id for one in crowd[4:8]], by=by)
    both(session, office, {S.IMPORTED: 7, S.VERIFIED: 5})
    residents.move(session, [one.id for one in crowd[4:8]], to=S.HELD)
    residents.move(session, [crowd[4].id], to=S.COVERED)
    both(session, office, {S.IMPORTED: 7, S.VERIFIED: 1, S.HELD: 3, S.COVERED: 1})
    residents.restrict(session, crowd[1], by=office.by("checker"))
    both(session, office, {S.IMPORTED: 6, S.VERIFIED: 1, S.HELD: 3, S.COVERED: 1})
    residents.lift_restriction(session, crowd[1], by=office.by("checker"))
    residents.move(session, [crowd[1].id], to=S.EXITED)
    session.refresh(crowd[1])
    residents.erase(session, crowd[1], by=office.by("checker"))
    both(session, office, {S.IMPORTED: 6, S.VERIFIED: 1, S.HELD: 3, S.COVERED: 1})


def test_who_is_written_down_alone_is_counted(session, office):
    details = residents.Corrections("BARU SEKALI", date(1990, 1, 1), "L", rt="004", rw="002")
    new = residents.NewPerson(
        "1901010101900001", "1901010101000001", ResidentKind.RECRUITMENT, office.village_code, details
    )
    residents.enrol(session, new, district_id=office.district.id, by=office.by("village"))
    both(session, office, {S.IMPORTED: 1})
    (street,) = residents.neighbourhoods_of(session, viewer=office.by("village"))
    assert (street.rt, street.rw, street.waiting, street.total) == ("004", "002", 1, 1)


def test_who_moves_house_is_counted_there(session, office, crowd):
    corrected = residents.corrections_of(crowd[0])
    better = type(corrected)(**{**vars(corrected), "rt": "099"})
    residents.correct(session, crowd[0], corrections=better, by=office.by("village"))
    streets = {one.rt: one.total for one in residents.neighbourhoods_of(session, viewer=office.by("village"))}
    assert streets == {"001": 2, "002": 3, "003": 2, "004": 2, "005": 2, "099": 1}
    session.execute(update(Resident).where(Resident.id == crowd[1].id).values(village_code=ELSEWHERE))
    assert kept(session) == {(office.village_code, S.IMPORTED): 11, (ELSEWHERE, S.IMPORTED): 1}
    assert broken(session) == set()


def test_a_changed_list_and_its_undoing_are_counted(session, office, crowd):
    changed = stage(session, office, [listed(0, RT="077"), *people(8, 100)])
    for who in ("checker", "second"):
        if changed.status is not residents.ImportStatus.APPROVED:
            approve(session, office, changed, who)
    both(session, office, {S.IMPORTED: 20})
    residents.undo_import(session, changed, reason="berkas keliru", by=office.by("checker"))
    both(session, office, {S.IMPORTED: 12})


def test_folding_changes_no_count(session, office, crowd):
    for one in crowd[:6]:
        residents.verify(session, one, by=office.by("village"))
        session.commit()
    before = kept(session)
    residents.fold_tallies(session)
    assert kept(session) == before
    rows = session.scalars(select(ResidentTally.people)).all()
    assert sorted(rows) == [6, 6]
    assert broken(session) == set()
    residents.fold_tallies(session)
    assert session.scalars(select(ResidentTally.people)).all() == rows


def test_a_count_that_lies_is_named(session, office, crowd):
    session.execute(update(ResidentTally).values(people=ResidentTally.people + 1))
    (found,) = ledger.verify(session)
    assert (found.check, found.subject) == ("tallies", f"village/{office.village_code}")
    assert found.message == "Tercatat 13 warga, ternyata ada 12."
    session.rollback()
    session.execute(delete(NeighbourhoodTally).where(NeighbourhoodTally.rt == "001"))
    assert broken(session) == {"tallies"}


def test_without_the_triggers_a_count_lies_and_is_named(session, office, crowd):
    drop_guards(session, "resident")
    session.execute(update(Resident).where(Resident.id == crowd[0].id).values(status=S.VERIFIED))
    restore_guards(session)
    assert broken(session) == {"tallies"}


def test_nobody_waits_for_a_count_another_deed_is_changing(app, session, office, crowd):
    """Two officers of one village: neither's deed holds a row the other's needs."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("one writes at a time")
    first, second = crowd[0].id, crowd[1].id
    by = office.by("village")
    residents.verify(session, crowd[0], by=by)
    session.flush()
    answers = []

    def other() -> None:
        with app.app_context(), unit_of_work(current_session()) as work:
            work.session.execute(text("SET LOCAL lock_timeout = '2s'"))
            residents.verify(work.session, work.session.get_one(Resident, second), by=by)
            residents.fold_tallies(work.session)
        answers.append("done")

    thread = Thread(target=other)
    thread.start()
    thread.join(20)
    assert answers == ["done"]
    session.commit()
    both(session, office, {S.IMPORTED: 10, S.VERIFIED: 2})
    assert first != second


def test_the_step_counts_everybody_who_is_listed_already(session, office, crowd):
    residents.verify(session, crowd[0], by=office.by("village"))
    session.flush()
    before = kept(session)
    connection = session.connection()
    for name in ("resident_tally", "neighbourhood_tally"):
        connection.execute(text(f"DROP TABLE {name}"))
    connection.execute(text("DROP INDEX ix_resident_district_id_village_code_status_name_key"))
    connection.execute(text("DROP INDEX ix_resident_village_code_verified_by_verified_at"))
    connection.execute(text("DROP INDEX ix_resident_district_id_status_kind_name_key"))
    connection.execute(text("CREATE INDEX ix_resident_counted ON resident (district_id)"))
    connection.execute(text("CREATE INDEX ix_resident_district_id_status ON resident (district_id)"))
    about = importlib.util.spec_from_file_location("step_0036", MIGRATIONS / "versions" / "0036_keep_tallies.py")
    made = importlib.util.module_from_spec(about)
    about.loader.exec_module(made)
    with Operations.context(MigrationContext.configure(connection)):
        made.upgrade()
    session.expire_all()
    assert kept(session) == before
    assert broken(session) == set()


def test_counts_that_lie_are_taken_anew(app, session, office, crowd):
    before = kept(session)
    session.execute(update(ResidentTally).values(people=99))
    session.execute(delete(NeighbourhoodTally))
    session.commit()
    answered = app.test_cli_runner().invoke(args=["residents", "recount"])
    assert answered.exit_code == 0, answered.output
    session.rollback()
    assert kept(session) == kept(session, NeighbourhoodTally) == before
    assert broken(session) == set()
