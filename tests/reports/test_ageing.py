"""How old what is open is, as at any day: the buckets, their edges, and that what is aged adds up to the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from srikandi import ledger, pledges, programme, reports
from srikandi.ledger import AccountKey, AccountKind, Scope
from srikandi.money import Money
from srikandi.organisations import Organisation
from srikandi.pledges import Frequency, Instalment
from srikandi.programme import SettlementNotice
from srikandi.reports import AsAt, Matter, Span
from tests.pledges.making import PAID_AT, SYSTEM, a_scene, an_agreed_pledge, pay, terms_of

ZONE = "Asia/Jakarta"


@pytest.fixture
def story(session):
    """Four lives a quarter for a year: four instalments of 453.600, the first and a bit of the second paid."""
    scene = a_scene(session)
    terms = terms_of(scene, lives=4, frequency=Frequency.QUARTERLY)
    pledge = an_agreed_pledge(session, scene, terms)
    pay(session, pledge, 500_000)
    return scene, pledge


def at(scene, on, **narrower):
    return AsAt(Scope((scene.district_id,)).within(**narrower), on, ZONE)


def due_days(session):
    return list(session.scalars(select(Instalment.due_on).order_by(Instalment.sequence)))


def test_receipts_fill_instalments_in_their_order(session, story):
    scene, _ = story
    last = due_days(session)[-1]
    items = reports.aged_items(session, Matter.INSTALMENTS, at(scene, last))
    assert [(one.label, one.open) for one in items] == [
        (2, Money(407_200)), (3, Money(453_600)), (4, Money(453_600)),
    ]  # fmt: skip
    assert reports.aged_items(session, Matter.INSTALMENTS, at(scene, last, party_id=scene.government_id)) == []


@pytest.mark.parametrize(("late", "bucket"), [(0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4)])
def test_an_instalment_stands_in_the_bucket_of_its_age(session, story, late, bucket):
    scene, _ = story
    second = due_days(session)[1]
    aged = reports.aged_by_party(session, Matter.INSTALMENTS, at(scene, second + timedelta(days=late)))[0].aged
    assert aged.cells[bucket] >= Money(407_200)
    assert aged.all == Money(4 * 453_600 - 500_000)
    others = [cell for number, cell in enumerate(aged.cells) if number not in (0, bucket)]
    assert others == [Money(0)] * len(others) or late > 80


def test_before_the_promise_and_before_the_money_nothing_was_so(session, story):
    scene, _ = story
    assert reports.aged_by_party(session, Matter.INSTALMENTS, at(scene, date(2020, 1, 1))) == []
    assert reports.aged_by_party(session, Matter.FUNDS, at(scene, date(2020, 1, 1))) == []


def test_unused_receipts_add_up_to_what_stands_on_the_account(session, story):
    scene, pledge = story
    pay(session, pledge, 10_000)
    standing = ledger.balance(
        session, AccountKey(AccountKind.PAYER_FUNDS, scene.district_id, scene.company_id, pledge.id)
    )
    rows = reports.aged_by_party(session, Matter.FUNDS, at(scene, date(2030, 1, 1)))
    assert standing > Money(0)
    assert reports.total_of(rows).all == standing


def test_a_sum_in_suspense_is_open_until_it_is_given_to_its_payer(session, story):
    scene, pledge = story
    notice = SettlementNotice(
        reference="bank:nameless",
        route="bank_transfer",
        payer_id=None,
        amount=Money(70_000),
        occurred_at=PAID_AT,
        district_id=scene.district_id,
        bank_account_id=1,
    )
    first = programme.settle(session, notice, by=SYSTEM)
    programme.settle(session, replace(notice, reference="bank:other", amount=Money(5_000)), by=SYSTEM)
    later = at(scene, date(2030, 1, 1))
    assert [one.open for one in reports.aged_items(session, Matter.SUSPENSE, later)] == [Money(70_000), Money(5_000)]
    payer = pledges.payers_of(session, pledge.id)[0]
    programme.identify(session, first.journal.id, payer_id=payer.id, reason="kata bank", by=SYSTEM)
    items = reports.aged_items(session, Matter.SUSPENSE, later)
    assert [one.open for one in items] == [Money(5_000)]
    standing = ledger.balance(session, AccountKey(AccountKind.SUSPENSE, scene.district_id))
    assert reports.total_of(reports.aged_by_party(session, Matter.SUSPENSE, later)).all == standing


def test_a_companys_statement_carries_forward_and_closes(session, story):
    scene, pledge = story
    company = session.get_one(Organisation, scene.company_id)
    whole = reports.statement_facts(session, company, span=Span(date(2020, 1, 1), date(2030, 1, 1), ZONE))
    before = reports.statement_facts(session, company, span=Span(date(2020, 1, 1), date(2020, 2, 1), ZONE))
    after = reports.statement_facts(session, company, span=Span(date(2029, 1, 1), date(2030, 1, 1), ZONE))
    assert whole.forward + whole.received - whole.allocated - whole.reserved == whole.credit
    assert (before.received, before.credit) == (Money(0), Money(0))
    assert after.forward == whole.credit
    assert whole.received == Money(500_000)
    assert whole.unpaid == Money(4 * 453_600 - 500_000)
    assert whole.due == Money(4 * 453_600)
    assert whole.pledges[0].number == pledge.number
