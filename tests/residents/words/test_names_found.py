"""People are found by the beginnings of the words of their names, and the words follow the names by themselves."""

import importlib.util

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, select, text, update

from srikandi import ledger, residents
from srikandi.cli.db import MIGRATIONS
from srikandi.residents import Resident, ResidentStatus, Search
from srikandi.residents.words import ResidentWord, matching
from tests.ledger.book import drop_guards, restore_guards
from tests.residents.bringing import approve, bring, listed, open_office, people, stage

NAMES = ("SITI AISYAH", "SITI NUR'AINI", "AISYAH SITI RAHMA", "NUR SITI", "MUHAMMAD MUHAMMADIN", "RÉNÉ SITORUS")


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture
def crowd(session, office):
    return bring(session, office, [listed(number, NAMA=name) for number, name in enumerate(NAMES)])


def found(session, office, name, **narrower):
    page = residents.page_of(session, Search(name=name, **narrower), viewer=office.by("checker"))
    assert page.total == len(page.rows)
    return [one.name for one in page.rows]


def step():
    about = importlib.util.spec_from_file_location("step_0033", MIGRATIONS / "versions" / "0033_find_by_name.py")
    made = importlib.util.module_from_spec(about)
    about.loader.exec_module(made)
    return made


def broken(session):
    session.flush()
    return {one.check for one in ledger.verify(session)}


def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order(session, office, crowd):
    both = ["AISYAH SITI RAHMA", "SITI AISYAH"]
    said = {
        "siti": ["AISYAH SITI RAHMA", "NUR SITI", "SITI AISYAH", "SITI NUR'AINI"],
        "sit ais": both,
        "AIS sit": both,
        "nuraini": ["SITI NUR'AINI"],
        "muhammad": ["MUHAMMAD MUHAMMADIN"],
        "rene": ["RÉNÉ SITORUS"],
        "isyah": [],
        "siti wulan": [],
        "siti' OR 1=1 %_": [],
    }
    assert {typed: sorted(found(session, office, typed)) for typed in said} == said


def test_a_village_and_a_status_narrow_the_same_search(session, office, crowd):
    assert found(session, office, "sit ais", village_code=office.village_code) == ["AISYAH SITI RAHMA", "SITI AISYAH"]
    assert found(session, office, "sit", village_code="19.01.01.1001") == []
    assert found(session, office, "sit", status=ResidentStatus.COVERED) == []
    assert len(found(session, office, "sit", status=ResidentStatus.IMPORTED)) == 5


def test_nobody_of_another_district_is_found(session, office, crowd):
    assert found(session, open_office(session, "63.07"), "siti") == []


def test_of_a_frequent_name_the_first_are_listed_and_the_page_says_so(session, office, monkeypatch):
    monkeypatch.setattr(matching, "MOST_HITS", 60)
    bring(session, office, people(80))
    viewer = office.by("checker")
    first = residents.page_of(session, Search(name="warga"), viewer=viewer)
    assert (len(first.rows), first.total, first.is_cut) == (50, 60, True)
    second = residents.page_of(session, Search(name="warga"), viewer=viewer, after=first.after)
    assert (len(second.rows), second.after) == (10, None)
    back = residents.page_of(session, Search(name="warga"), viewer=viewer, before=second.before)
    assert [one.id for one in back.rows] == [one.id for one in first.rows]
    assert not residents.page_of(session, Search(name="warga aa"), viewer=viewer).is_cut


def test_a_corrected_name_is_found_and_the_old_one_is_not(session, office, crowd):
    said = residents.corrections_of(crowd[0])
    better = type(said)(**{**vars(said), "name": "SITI BADRIAH"})
    residents.correct(session, crowd[0], corrections=better, by=office.by("village"))
    assert found(session, office, "siti ais") == ["AISYAH SITI RAHMA"]
    assert found(session, office, "siti bad") == ["SITI BADRIAH"]


def test_who_moves_to_another_district_is_found_there(session, office, crowd):
    there = open_office(session, "63.07")
    session.execute(update(Resident).values(district_id=there.district.id, village_code=there.village_code))
    assert found(session, office, "siti") == []
    assert len(found(session, there, "siti")) == 4


def test_a_list_that_changes_names_and_its_undoing_change_the_words(session, office, crowd):
    changed = stage(session, office, [listed(0, NAMA="DEWI LESTARI"), *people(40, 100)])
    for who in ("checker", "second"):
        if changed.status is not residents.ImportStatus.APPROVED:
            approve(session, office, changed, who)
    session.commit()
    assert found(session, office, "dewi") == ["DEWI LESTARI"]
    residents.undo_import(session, changed, reason="berkas keliru", by=office.by("checker"))
    assert found(session, office, "dewi") == found(session, office, "warga") == []
    assert "SITI AISYAH" in found(session, office, "aisyah")
    assert broken(session) == set()


def test_who_is_erased_leaves_no_word(session, office, crowd):
    residents.move(session, [crowd[0].id], to=ResidentStatus.EXITED)
    session.refresh(crowd[0])
    residents.erase(session, crowd[0], by=office.by("checker"))
    assert session.scalars(select(ResidentWord.word).where(ResidentWord.resident_id == crowd[0].id)).all() == []


def test_without_the_triggers_a_changed_name_is_noticed(session, office, crowd):
    drop_guards(session, "resident")
    session.execute(text("UPDATE resident SET name_key = 'DEWI LESTARI' WHERE name = 'SITI AISYAH'"))
    restore_guards(session)
    assert broken(session) == {"names"}


def test_a_word_that_is_missing_or_of_another_name_is_noticed(session, office, crowd):
    session.execute(delete(ResidentWord).where(ResidentWord.resident_id == crowd[0].id))
    assert broken(session) == {"names"}
    session.rollback()
    session.execute(update(ResidentWord).where(ResidentWord.word == "RAHMA").values(word="DEWI"))
    assert broken(session) == {"names"}


def test_the_step_finds_the_words_of_everybody_who_is_listed_already(session, office, crowd):
    connection = session.connection()
    before = session.execute(select(ResidentWord)).scalars().all()
    connection.execute(text("DROP TABLE resident_word"))
    connection.execute(text("CREATE INDEX ix_resident_district_id_village_code_status ON resident (district_id)"))
    with Operations.context(MigrationContext.configure(connection)):
        step().upgrade()
    session.expire_all()
    assert len(session.scalars(select(ResidentWord)).all()) == len(before) == 13
    assert broken(session) == set()
