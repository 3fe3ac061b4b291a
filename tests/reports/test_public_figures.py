"""Public figures add up, and withhold what is small; a statement agrees with the book."""

from __future__ import annotations

from datetime import date, timedelta

from srikandi import clock, documents, ledger, programme, reports
from srikandi.ledger import AccountKind
from srikandi.money import Money, total
from srikandi.organisations import Organisation
from srikandi.places import district_of
from srikandi.reports import Span
from tests.arrears.alone import agreed
from tests.arrears.test_owing import months, people, say
from tests.arrears.test_paying import straight
from tests.pledges.making import SYSTEM, a_scene, pay
from tests.reports.running import a_running_pledge


def company_of(session, running):
    return session.get_one(Organisation, running.scene.company_id)


def test_money_in_is_what_was_allocated_and_what_is_left(session):
    running = a_running_pledge(session)
    pay(session, running.pledge, 77_000)
    said = reports.public_figures(session, district_of(session, running.scene.district_id))
    paid = 6 * 3 * 35_000
    assert (said.flows.received, said.flows.allocated, said.flows.credit) == (
        Money(paid + 77_000),
        Money(paid),
        Money(77_000),
    )
    assert said.flows.confirmed == Money(6 * 35_000)
    assert said.flows.confirmed + said.flows.waiting + said.flows.credit == said.flows.received
    funds = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, district_id=running.scene.district_id)
    assert total(list(funds.values())) == said.flows.credit
    assert (said.progress.active, said.companies, said.pledges) == (6, 1, 1)


def test_what_pays_arrears_is_money_in_and_few_families_are_not_counted_out(session):
    scene = a_scene(session, lives=8)
    for who in people(session, scene):
        say(session, who, months(3), scene)
    pledge = agreed(session, scene, families=6)
    straight(session, pledge, 6 * 3 * 35_000 + 500)
    shown, left = [], []
    company = session.get_one(Organisation, scene.company_id)
    span = Span(clock.today() - timedelta(days=400), clock.today() + timedelta(days=400), "Asia/Jakarta")
    for count in (4, 2):
        file = programme.arrears.build_file(session, pledge, by=scene.maker)
        struck = [one.people[0].resident_id for one in programme.arrears.families_of(session, file)][:count]
        programme.arrears.settle_families(session, file, struck, document="BPJS", by=scene.branch)
        left.append(reports.statement_facts(session, company, span=span).in_reserve)
        shown.append(reports.public_figures(session, district_of(session, scene.district_id)).settled)
    said = reports.public_figures(session, district_of(session, scene.district_id)).flows
    assert left == [Money(210_000), Money(0)]
    assert shown == [None, (6, 18)]
    assert (said.for_arrears, said.credit, said.received) == (Money(630_000), Money(500), Money(630_500))
    (one,) = reports.statement_facts(session, company, span=span).pledges
    assert (one.lives, one.settled_months, one.settled, one.life_months) == (0, 18, Money(630_000), 0)
    assert (one.reserved, one.in_reserve, one.credit) == (Money(630_000), Money(0), Money(500))


def test_kecamatan_with_few_people_can_not_be_worked_out(session):
    running = a_running_pledge(session, lives=3)
    said = reports.public_figures(session, district_of(session, running.scene.district_id))
    assert said.lives.total is None
    assert set(said.lives.cells.values()) == {None}
    assert reports.live_figures(session).lives is None


def test_the_front_page_counts_what_is_confirmed(session):
    a_running_pledge(session)
    said = reports.live_figures(session)
    assert (said.lives, said.life_months, said.companies, said.districts) == (6, 6, 1, 1)


def test_a_statement_agrees_with_the_book(session):
    running = a_running_pledge(session)
    company = company_of(session, running)
    pay(session, running.pledge, 50_000, reference="bank:1:lebih")
    span = Span(date(2026, 1, 1), clock.today() + timedelta(days=400), "Asia/Jakarta")
    said = reports.statement_facts(session, company, span=span)
    (one,) = said.pledges
    assert (one.share, one.promised, one.life_months, one.active) == (Money(20_000), Money(360_000), 18, 6)
    assert (said.forward, said.received, said.allocated, said.credit) == (
        Money(0),
        Money(410_000),
        Money(360_000),
        Money(50_000),
    )
    assert total([receipt.amount for receipt in said.receipts]) == said.received
    funds = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, party_id=company.id)
    assert total(list(funds.values())) == said.credit


def test_a_later_statement_carries_forward_what_was_left(session):
    running = a_running_pledge(session)
    pay(session, running.pledge, 50_000)
    later = clock.today() + timedelta(days=365)
    span = Span(later, later + timedelta(days=30), "Asia/Jakarta")
    said = reports.statement_facts(session, company_of(session, running), span=span)
    assert (said.forward, said.received, said.allocated, said.credit) == (
        Money(50_000),
        Money(0),
        Money(0),
        Money(50_000),
    )


def test_a_statement_is_issued_once_for_the_same_facts_and_anew_when_money_came(session):
    running = a_running_pledge(session)
    company = company_of(session, running)
    span = {"from_on": date(2026, 1, 1), "to_on": date(2027, 12, 31)}
    first = reports.issue_statement(session, company, **span, by=running.officer)
    assert reports.issue_statement(session, company, **span, by=running.officer) is first
    pay(session, running.pledge, 20_000)
    second = reports.issue_statement(session, company, **span, by=running.officer)
    assert (first.status.value, second.status.value) == ("superseded", "valid")
    assert second.serial.startswith("REKAP-")
    other = reports.issue_statement(session, company, from_on=date(2026, 1, 1), to_on=date(2026, 12, 31), by=SYSTEM)
    assert (second.status.value, other.status.value) == ("valid", "valid")
    assert {one.id for one in documents.documents_of(session, viewer=running.officer)} >= {
        first.id,
        second.id,
        other.id,
    }
