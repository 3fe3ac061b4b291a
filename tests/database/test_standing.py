"""People and the rows of their lists name a district, a village and a list that are there, on both databases."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from srikandi.database import unit_of_work
from srikandi.places import District, Village
from srikandi.residents import Resident, ResidentImport
from srikandi.residents.models import ImportRow
from tests.database.at_once import while_somebody
from tests.ledger.book import drop_guards
from tests.residents.bringing import bring, open_office, people

NOBODY = 999_999
REFUSED = re.compile("foreign key|not there", re.IGNORECASE)
NOWHERE = "19.01.99.9999"
ELSEWHERE = "19.01.01.1001"


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture
def crowd(session, office):
    return bring(session, office, people(3))


def one_more(session, model, **otherwise):
    """Write one more row beside a real one, with something in it that is not there."""
    table = model.__table__
    real = dict(session.execute(select(table).limit(1)).mappings().one())
    own = {"id": NOBODY, "row": NOBODY, "uid": UUID(int=NOBODY), "nik_index": b"nobody"}
    session.execute(insert(table).values(real | {name: own[name] for name in own if name in real} | otherwise))


MISSING = {
    "a district": (Resident, {"district_id": NOBODY}),
    "a village": (Resident, {"village_code": NOWHERE}),
    "a list": (Resident, {"import_id": NOBODY}),
    "the list of a row": (ImportRow, {"import_id": NOBODY}),
}


@pytest.mark.parametrize(("model", "missing"), MISSING.values(), ids=MISSING)
def test_they_name_only_what_is_there(session, crowd, model, missing):
    with pytest.raises(IntegrityError, match=REFUSED), session.begin_nested():
        one_more(session, model, **missing)
    with pytest.raises(IntegrityError, match=REFUSED), session.begin_nested():
        session.execute(update(model).values(**missing))


@pytest.mark.parametrize(("model", "missing"), MISSING.values(), ids=MISSING)
@pytest.mark.leaves_a_broken_book
def test_without_the_guard_they_name_anything(session, crowd, model, missing):
    """The negative control, where the key is a trigger."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite's own keys can't be switched off inside a work.")
    drop_guards(session, model.__tablename__)
    one_more(session, model, **missing)
    session.execute(update(model).values(**missing))


def test_who_came_by_no_list_names_none(session, crowd):
    one = crowd[0]
    one.import_id = None
    session.flush()
    assert session.scalar(select(func.count()).where(Resident.import_id.is_(None))) == 1


CHANGES = {
    "the district deleted": delete(District),
    "the district renumbered": update(District).values(id=District.id + NOBODY),
    "the list deleted": delete(ResidentImport),
    "the list renumbered": update(ResidentImport).values(id=ResidentImport.id + NOBODY),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_they_name_stays(session, crowd, change):
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(change)


def test_their_village_stays_and_an_empty_one_may_go(session, office, crowd):
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(delete(Village).where(Village.code == office.village_code))
    session.execute(delete(Village).where(Village.code == ELSEWHERE))


@pytest.mark.parametrize("table", ["district", "village", "resident_import"])
def test_nothing_is_emptied_under_them(session, crowd, table):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE.")
    with pytest.raises(IntegrityError, match=f"still names this {table}"), session.begin_nested():
        session.execute(text(f"TRUNCATE {table} CASCADE"))


def move_while_somebody_deletes(app, resident_id):
    """Move a person to a village while another work takes that village out; did it go?"""
    moving = update(Resident).where(Resident.id == resident_id).values(village_code=ELSEWHERE)
    gone = delete(Village).where(Village.code == ELSEWHERE)
    return while_somebody(app, gone, lambda session: session.execute(moving))


def somebody(session):
    with unit_of_work(session):
        return bring(session, open_office(session), people(3))[0].id


def test_who_moves_holds_the_village(app, session):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    assert not move_while_somebody_deletes(app, somebody(session))


@pytest.mark.leaves_a_broken_book
def test_without_the_guards_the_village_goes(app, session):
    """The negative control of the race."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    resident_id = somebody(session)
    with unit_of_work(session):
        drop_guards(session, "resident", "village")
    assert move_while_somebody_deletes(app, resident_id)
