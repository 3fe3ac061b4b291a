"""A closed month stays closed: nothing is dated in it, late money stands in the open one, and a tampering is named."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from srikandi import ledger
from srikandi.clock import Month
from srikandi.ledger import ClosedMonth, Consent, Journal, LateJournal
from srikandi.money import Money
from srikandi.places import District
from srikandi.users import Role
from tests.ledger.book import bank, drop_guards, entry, funds, make_district
from tests.people import SYSTEM, make_user

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
LAST_MINUTE = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
"""One minute to midnight in WIB."""
AFTER = datetime(2026, 12, 3, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(AFTER, tick=False):
        yield


def an_entry(district_id, reference, at):
    return replace(entry(reference, (bank(district_id), funds(district_id), 1_000)), occurred_at=at)


def two(session, *, parties=(1, 2)):
    people = make_user(session, Role.TREASURER), make_user(session, Role.BRANCH)
    return tuple(Consent(one.id, party) for one, party in zip(people, parties, strict=True))


def close(session, district_id, month=NOVEMBER, consents=None):
    district = session.get_one(District, district_id)
    given = consents or two(session)
    return ledger.close_month(session, district, month, consents=given, content_hash="h", by=SYSTEM)


@pytest.fixture
def closed(session):
    district_id = make_district(session)
    ledger.post(session, an_entry(district_id, "bank:before", LAST_MINUTE), by=SYSTEM)
    close(session, district_id)
    session.commit()
    return district_id


def test_a_closed_month_counts_what_it_held_where_the_district_is(session, closed):
    row = ledger.closed_months(session, closed)[NOVEMBER]
    assert (row.from_at, row.until_at) == (
        datetime(2026, 10, 31, 17, tzinfo=UTC),
        datetime(2026, 11, 30, 17, tzinfo=UTC),
    )
    assert (row.journals, row.turnover) == (1, Money(1_000))
    assert ledger.is_closed(session, closed, OCTOBER)
    assert not ledger.is_closed(session, closed, NOVEMBER + 1)
    assert ledger.verify(session) == []


@pytest.mark.parametrize("at", [LAST_MINUTE, datetime(2026, 9, 2, 3, 0, tzinfo=UTC)])
def test_late_money_is_booked_in_the_open_month_and_keeps_its_true_day(session, closed, at):
    late = ledger.post(session, an_entry(closed, "bank:late", at), by=SYSTEM)
    assert late.occurred_at == AFTER
    assert "bulannya sudah ditutup" in late.memo
    row = session.get_one(LateJournal, late.id)
    assert (row.happened_at, row.month) == (at, ledger.month_at(session, closed, at))
    assert ledger.balance(session, funds(closed)) == Money(2_000)
    assert ledger.verify(session) == []


def test_the_same_event_again_is_the_same_journal_before_and_after_the_closing(session, closed):
    early = ledger.post(session, an_entry(closed, "bank:before", LAST_MINUTE), by=SYSTEM)
    assert early.occurred_at == LAST_MINUTE
    late = [ledger.post(session, an_entry(closed, "bank:late", LAST_MINUTE), by=SYSTEM) for _ in range(3)]
    assert len({one.id for one in late}) == 1
    with pytest.raises(ledger.ReferenceTaken):
        ledger.post(session, an_entry(closed, "bank:late", LAST_MINUTE.replace(day=2)), by=SYSTEM)
    assert ledger.balance(session, funds(closed)) == Money(2_000)


def test_the_first_instant_of_the_next_month_is_open(session, closed):
    first = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert ledger.post(session, an_entry(closed, "bank:first", first), by=SYSTEM).occurred_at == first


def test_a_month_of_another_district_stays_open(session, closed):
    other = make_district(session, "19.02")
    assert ledger.post(session, an_entry(other, "bank:other", LAST_MINUTE), by=SYSTEM).occurred_at == LAST_MINUTE


def sneak_in(session, district_id):
    """Write a journal with its transfer past every line of our own code."""
    known = session.scalars(select(Journal).where(Journal.reference == "bank:before")).one()
    columns = {name: getattr(known, name) for name in ("kind", "content_hash", "memo", "actor_name")}
    said = {"reference": "sneaked", "district_id": district_id, "occurred_at": LAST_MINUTE, "recorded_at": AFTER}
    session.execute(insert(Journal).values(**columns, **said))
    session.execute(
        text(
            "INSERT INTO transfer (journal_id, debit_account_id, credit_account_id, amount) "
            "SELECT max(journal.id), 1, 2, 5 FROM journal"
        )
    )


def test_the_database_itself_refuses_a_write_into_a_closed_month(session, closed):
    with pytest.raises(IntegrityError, match=r"journal_month_is_open|the month is closed"):
        sneak_in(session, closed)


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_temporary_table_of_its_name_does_not_hide_a_closed_month(session, closed):
    session.execute(text("CREATE TEMPORARY TABLE closed_month (LIKE public.closed_month)"))
    with pytest.raises(IntegrityError, match="the month is closed"):
        sneak_in(session, closed)


def test_without_the_trigger_the_write_goes_in_and_verify_names_the_month(session, closed):
    drop_guards(session, "journal")
    sneak_in(session, closed)
    found = {(one.check, one.subject) for one in ledger.verify(session)}
    assert ("closed", f"closed_month/{closed}/{NOVEMBER}") in found


def test_months_close_once_in_order_and_only_when_they_are_over(session, closed):
    for month in (OCTOBER, NOVEMBER):
        with pytest.raises(ledger.MonthIsClosed):
            close(session, closed, month)
    with pytest.raises(ledger.MonthNotOver):
        close(session, closed, NOVEMBER + 1)


@pytest.mark.parametrize("same", ["person", "institution"])
def test_one_person_or_one_institution_alone_closes_nothing(session, same):
    district_id = make_district(session)
    first, second = two(session)
    second = replace(second, user_id=first.user_id) if same == "person" else replace(second, party_id=first.party_id)
    with pytest.raises(ledger.OneMindClosed):
        close(session, district_id, consents=(first, second))


@pytest.mark.parametrize("same", ["by", "party_id"])
def test_the_database_itself_wants_two_people_of_two_institutions(session, closed, same):
    row = ledger.closed_months(session, closed)[NOVEMBER]
    values = {column.name: getattr(row, column.name) for column in ClosedMonth.__table__.columns}
    values |= {"month": NOVEMBER + 1, f"confirmed_{same}": values[f"proposed_{same}"]}
    with pytest.raises(IntegrityError, match="two_"):
        session.execute(insert(ClosedMonth).values(**values))


def test_a_closed_month_cannot_be_opened_again(session, closed):
    with pytest.raises(IntegrityError, match="append-only"), session.begin_nested():
        session.execute(text("DELETE FROM closed_month"))


def test_many_at_once_are_each_booked_where_they_belong(session, closed):
    ledger.post(session, an_entry(closed, "bank:late", LAST_MINUTE), by=SYSTEM)
    days = {"bank:before": LAST_MINUTE, "bank:late": LAST_MINUTE, "bank:new": LAST_MINUTE, "bank:today": AFTER}
    entries = [an_entry(closed, reference, at) for reference, at in days.items()]
    ledger.post_many(session, [*entries, entries[2]], by=SYSTEM)
    booked = session.execute(select(ledger.Journal.reference, ledger.Journal.occurred_at)).all()
    dated = {reference: at for reference, at in booked if reference in days}
    assert dated == {"bank:before": LAST_MINUTE, "bank:late": AFTER, "bank:new": AFTER, "bank:today": AFTER}
    assert len(booked) == len(set(booked))
    assert len(session.scalars(select(LateJournal)).all()) == 2
    assert ledger.balance(session, funds(closed)) == Money(4_000)
    assert ledger.verify(session) == []
