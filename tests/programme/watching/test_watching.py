"""The sentences that must always be true are seen to fail, and whoever can help is told once."""

import pytest
from sqlalchemy import select, text

from srikandi import clock, ledger, programme
from srikandi.ledger import AccountKey, AccountKind, CheckRun, Finding
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.users import Post, Role
from tests.ledger.book import committed, drop_guards, entry, funds, make_district, receive, restore_guards
from tests.people import SYSTEM, make_user
from tests.pledges.making import a_scene, an_agreed_pledge, pay, shared_terms


@pytest.fixture
def district(session):
    made = make_district(session)
    receive(session, made, 100_000)
    return made


def found(session):
    session.flush()
    return {one.check for one in ledger.verify(session)}


def test_a_book_in_order_has_no_finding_and_shows_where_the_money_is(session, district):
    ledger.post(session, entry("fund:1", (funds(district), committed(district), 40_000)), by=SYSTEM)
    money = programme.equation_of(session, district)
    assert (money.received, money.committed, money.credit) == (Money(100_000), Money(40_000), Money(60_000))
    assert money.holds
    assert found(session) == set()


def test_a_fee_taken_from_a_payer_is_found(session, district):
    fees = AccountKey(AccountKind.PROVIDER_FEES, district)
    ledger.post(session, entry("fee:1", (fees, funds(district), 2_000)), by=SYSTEM)
    assert found(session) == {"roads", "conservation", "money of each payer"}


def test_a_balance_that_was_raised_by_hand_is_found(session, district):
    drop_guards(session, "account_balance")
    session.execute(text("UPDATE account_balance SET credits = credits + 1"))
    restore_guards(session)
    assert found(session) == {"balance", "conservation", "money of each payer"}


def test_one_person_who_made_and_checked_is_found(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=2, months=2))
    without_rule(session, "pledge", "ck_pledge_maker_is_not_checker")
    session.execute(text("UPDATE pledge SET approved_by = offered_by WHERE id = :id"), {"id": pledge.id})
    assert found(session) == {"two people"}


def test_a_person_covered_twice_is_found(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=2, months=1))
    pay(session, pledge, 100_000, reference="bank:1")
    session.execute(text("DROP INDEX uq_life_month_live_resident"))
    session.execute(text("UPDATE life_month SET resident_id = (SELECT min(resident_id) FROM life_month)"))
    assert found(session) == {"seats"}


def test_a_person_held_twice_is_found(session):
    scene = a_scene(session)
    an_agreed_pledge(session, scene, shared_terms(scene, lives=2, months=1))
    session.execute(text("DROP INDEX uq_hold_live_resident"))
    session.execute(text("UPDATE hold SET resident_id = (SELECT min(resident_id) FROM hold)"))
    assert found(session) == {"holds"}


def without_rule(session, table, rule):
    """Take a CHECK off a table; SQLite only lets go of all of them, for this connection."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {rule}"))
    else:
        session.execute(text("PRAGMA ignore_check_constraints = ON"))


def test_what_is_new_is_told_once_and_every_run_is_kept(session):
    make_user(session, Role.COMPANY)
    told = sorted(make_user(session, role).email for role in (Role.TREASURER, Role.AUDITOR))
    wrong = [Finding("content", "journal/7", "beda")]
    for findings in ([], wrong, wrong, [], wrong):
        programme.note_checks(session, findings, started_at=clock.now())
    letters = session.scalars(select(Message).where(Message.kind == "alarm").order_by(Message.id)).all()
    assert [one.to_address for one in letters] == told * 2
    assert "journal/7" in letters[0].body
    assert session.scalars(select(CheckRun.findings).order_by(CheckRun.id)).all() == [0, 1, 1, 0, 1]


def test_the_page_says_what_holds_and_what_does_not(session, browser, district):
    browser.sign_in(make_user(session, Role.AUDITOR, post=Post(Role.AUDITOR, district_id=district)).id)
    assert "Belum pernah diperiksa" in browser.get("/pemeriksa/pemeriksaan").text
    programme.note_checks(session, [], started_at=clock.now())
    session.commit()
    page = browser.get("/pemeriksa/pemeriksaan").text
    assert "Semua benar" in page
    assert "Uang masuk Rp100.000" in page
    programme.note_checks(session, [Finding("content", "journal/7", "beda")], started_at=clock.now())
    session.commit()
    page = browser.get("/pemeriksa/pemeriksaan").text
    assert "Tidak benar" in page
    assert "journal/7" in page
