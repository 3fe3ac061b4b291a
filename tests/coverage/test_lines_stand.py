"""A funding line stands on its life-month, its payer and its transfer: by SQLite's own keys, by triggers elsewhere."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from srikandi.coverage import FundingLine, LifeMonth
from srikandi.database import unit_of_work
from srikandi.money import Money
from srikandi.pledges import Payer
from tests.database.at_once import while_somebody
from tests.ledger.book import drop_guards
from tests.pledges.making import a_scene, an_agreed_pledge, pay, terms_of

NOBODY = 999_999


@pytest.fixture
def pledge(session):
    scene = a_scene(session, lives=4)
    return an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=2))


@pytest.fixture
def paid(session, pledge):
    pay(session, pledge, 2 * 37_800)
    session.flush()
    return pledge


def a_line(session, **otherwise):
    """Write a line for a month nobody has paid, like a real one but for something in it that is not there."""
    real = session.execute(select(FundingLine.__table__).limit(1)).mappings().one()
    session.execute(insert(FundingLine.__table__).values({**real, "month": real["month"] + 1, **otherwise}))


def lines(session):
    return session.scalar(select(func.count()).select_from(FundingLine))


MISSING = [{"seat": NOBODY}, {"pledge_id": NOBODY}, {"payer_id": NOBODY}, {"transfer_id": NOBODY}]


@pytest.mark.parametrize("missing", MISSING, ids=lambda one: next(iter(one)))
def test_a_line_names_only_what_is_there(session, paid, missing):
    with pytest.raises(IntegrityError), session.begin_nested():
        a_line(session, **missing)
    assert lines(session) == 2


@pytest.mark.parametrize("missing", MISSING, ids=lambda one: next(iter(one)))
@pytest.mark.leaves_a_broken_book
def test_without_the_guard_a_line_names_anything(session, paid, missing):
    """The negative control, where the key is a trigger."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite's own keys can't be switched off inside a work.")
    drop_guards(session, "funding_line")
    a_line(session, **missing)
    assert lines(session) == 3


CHANGES = {
    "a life-month deleted": delete(LifeMonth).where(LifeMonth.seat == 1),
    "a life-month moved": update(LifeMonth).where(LifeMonth.seat == 1).values(seat=77),
    "a payer deleted": delete(Payer),
    "a payer renumbered": update(Payer).values(id=Payer.id + NOBODY),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_line_stands_on_stays(session, paid, change):
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(change)
    assert session.scalar(select(func.count()).select_from(LifeMonth).where(LifeMonth.seat == 1)) == 2


def test_what_no_line_names_may_go(session, paid):
    """Later months are promised and not paid: they can still be taken out."""
    unpaid = LifeMonth.funded_by.is_(None)
    assert session.scalar(select(func.count()).select_from(LifeMonth).where(unpaid)) == 2
    session.execute(delete(LifeMonth).where(unpaid))


def test_nothing_is_emptied_under_the_lines(session, paid):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE.")
    with pytest.raises(IntegrityError, match="still names this life_month"), session.begin_nested():
        session.execute(text("TRUNCATE life_month CASCADE"))


def write_while_somebody_deletes(app, pledge_id):
    """Write a line for a life-month that is paid by nobody yet, while another work takes it out; did it go?"""

    def write(session):
        month = select(func.max(LifeMonth.month)).where(LifeMonth.pledge_id == pledge_id)
        a_line(session, month=session.scalar(month), amount=Money(1))

    return while_somebody(app, delete(LifeMonth).where(LifeMonth.funded_by.is_(None)), write)


def a_paid_pledge(session):
    with unit_of_work(session):
        scene = a_scene(session, lives=4)
        pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=2))
        pay(session, pledge, 2 * 37_800)
        return pledge.id


@pytest.mark.leaves_a_broken_book
def test_who_writes_a_line_holds_its_life_month(app, session):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    assert not write_while_somebody_deletes(app, a_paid_pledge(session))


@pytest.mark.leaves_a_broken_book
def test_without_the_guards_the_life_month_goes(app, session):
    """The negative control of the race."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    pledge_id = a_paid_pledge(session)
    with unit_of_work(session):
        drop_guards(session, "funding_line", "life_month")
    assert write_while_somebody_deletes(app, pledge_id)
