"""What BPJS Kesehatan gives back for people who had left is the payers' again: booked once, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from srikandi import clock, coverage, ledger, pledges, programme
from srikandi.coverage import LifeMonth, LifeMonthChange, LifeMonthStatus, succession
from srikandi.coverage.refusals import LetterMissing
from srikandi.coverage.succession import MonthCredit
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.programme import exits
from srikandi.programme.closing.comparison import figures_of
from srikandi.programme.exits import crediting
from srikandi.programme.refusals import CreditedBefore, NotCome, NothingToCredit
from srikandi.programme.watching import equation_of
from tests.pledges.making import a_scene, an_agreed_pledge, pay, shared_terms
from tests.programme.exits.leaving import a_covered_pledge, come_back, leave
from tests.programme.registering.answers import an_answer

NUMBER = "KC-1901/0912/2026"
TARIFF = Money(37_800)


@pytest.fixture
def scene(session):
    return a_scene(session, lives=8)


@pytest.fixture
def pledge(session, scene):
    """Give a promise in which one person had died before the month that was confirmed."""
    made = a_covered_pledge(session, scene)
    leave(session, scene, 2, on=clock.today().replace(day=1) - timedelta(days=40))
    return made


def a_covered_shared(session, scene):
    made = an_agreed_pledge(session, scene, shared_terms(scene, lives=3, months=3))
    for payer, share in enumerate((20_000, 15_000)):
        pay(session, made, 3 * 3 * share, payer=payer)
    batch = programme.build_batch(session, scene.district_id, month=made.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=range(1, 4)), filename="1.csv", by=scene.branch)
    return made


def wasted(session, scene):
    found = succession.wasted_months(session, [scene.district_id])
    return [(one.pledge_id, one.month, one.seat) for one in found]


def state(session, scene, months=None, **said):
    chosen = wasted(session, scene) if months is None else months
    words = {"document_number": NUMBER, "stated_on": clock.today(), **said}
    return exits.credit_months(session, chosen, **words, by=scene.branch)


def balance(session, pledge):
    return succession.balances(session, [pledge.id])[pledge.id]


def credit(session, pledge):
    return ledger.balances(session, kind=AccountKind.PAYER_FUNDS, contract_id=pledge.id)


def prepaid(session, scene):
    return ledger.balance(session, ledger.AccountKey(AccountKind.PREPAID_INSURER, scene.district_id))


def test_the_wasted_month_becomes_credit_and_its_row_keeps_its_history(session, scene, pledge):
    (where,) = wasted(session, scene)
    before, came = balance(session, pledge), pledges.received(session, [pledge.id])
    assert before.wasted == 1
    assert state(session, scene) == 1
    after = balance(session, pledge)
    assert (after.wasted, after.released, after.used) == (0, before.released + 1, before.used)
    assert after.committed == before.committed
    row = session.get(LifeMonth, (scene.district_id, where[1], pledge.id, where[2]), populate_existing=True)
    assert (row.status, row.tariff) == (LifeMonthStatus.RELEASED, TARIFF)
    assert None not in (row.resident_id, row.funded_by, row.confirmed_by)
    trail = select(LifeMonthChange.reason).where(
        LifeMonthChange.pledge_id == pledge.id, LifeMonthChange.month == where[1], LifeMonthChange.seat == where[2]
    )
    assert session.scalars(trail.order_by(LifeMonthChange.id)).all()[-2:] == ["confirmed", "credited"]
    assert sum(credit(session, pledge).values(), Money(0)) == TARIFF
    assert prepaid(session, scene) == TARIFF
    assert pledges.received(session, [pledge.id]) == came
    assert equation_of(session, scene.district_id).holds
    assert list(ledger.verify(session)) == []


def test_each_payer_gets_its_own_share_back(session, scene):
    made = a_covered_shared(session, scene)
    leave(session, scene, 2, on=clock.today().replace(day=1) - timedelta(days=40))
    state(session, scene)
    assert {party: sum_.rupiah for (party, _), sum_ in credit(session, made).items()} == {
        scene.company_id: 20_000,
        scene.government_id: 15_000,
    }
    (row,) = exits.company_credits(session, scene.company_id)
    assert (row.month.amount, row.name, row.month.document_number) == (Money(20_000), "", NUMBER)
    assert list(ledger.verify(session)) == []


def test_the_premium_of_the_month_stays_due_so_the_close_compares_as_before(session, scene, pledge):
    month = pledge.start_month
    before = figures_of(session, scene.district_id, month)
    state(session, scene)
    assert figures_of(session, scene.district_id, month) == before


def test_a_certificate_no_longer_counts_it(session, scene, pledge):
    before = programme.certificate_facts(session, pledge.id).life_months
    state(session, scene)
    assert programme.certificate_facts(session, pledge.id).life_months == before - 1
    assert list(ledger.verify(session)) == []


def test_nothing_is_given_back_twice(session, scene, pledge):
    months = wasted(session, scene)
    state(session, scene)
    with pytest.raises(CreditedBefore):
        state(session, scene, months, document_number="LAIN/2")
    assert sum(credit(session, pledge).values(), Money(0)) == TARIFF


def test_without_the_look_the_book_refuses_the_second_time(session, scene, pledge, monkeypatch):
    """The negative control: the first guard is off, and its refusal no longer comes; the reference is taken."""
    months = wasted(session, scene)
    state(session, scene)
    monkeypatch.setattr(crediting, "check_wasted", lambda *_: None)
    with pytest.raises(ledger.ReferenceTaken), session.begin_nested():
        state(session, scene, months, document_number="LAIN/2")
    session.expire_all()
    assert sum(credit(session, pledge).values(), Money(0)) == TARIFF


def test_a_month_somebody_used_is_not_given_back(session, scene, pledge):
    used = select(LifeMonth.month, LifeMonth.seat).where(LifeMonth.status == LifeMonthStatus.ACTIVE)
    month, seat = session.execute(used.where(LifeMonth.seat != wasted(session, scene)[0][2]).limit(1)).one()
    with pytest.raises(CreditedBefore):
        state(session, scene, [(pledge.id, month, seat)])
    assert coverage.progress(session, [pledge.id])[pledge.id].active == 3


@pytest.mark.leaves_a_broken_book
def test_money_that_comes_from_nowhere_is_seen(session, scene, pledge, monkeypatch):
    """The negative control: a month that ends without its journal breaks the sentences that must be true."""
    state(session, scene)
    session.execute(
        update(LifeMonth)
        .where(LifeMonth.pledge_id == pledge.id, LifeMonth.status == LifeMonthStatus.ACTIVE)
        .values(status=LifeMonthStatus.RELEASED)
    )
    with pytest.raises(AssertionError):
        assert list(ledger.verify(session)) == []


def test_when_the_report_was_wrong_after_all_the_month_stays_given_back(session, scene, pledge):
    state(session, scene)
    come_back(session, scene, 2)
    assert (balance(session, pledge).wasted, balance(session, pledge).released) == (0, 1)
    assert list(ledger.verify(session)) == []


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"document_number": "  "}, LetterMissing),
        ({"stated_on": clock.today() + timedelta(days=2)}, NotCome),
        ({"months": []}, NothingToCredit),
    ],
)
def test_what_is_missing_is_said(session, scene, pledge, said, refused):
    with pytest.raises(refused):
        state(session, scene, **said)
    assert session.scalars(select(MonthCredit)).all() == []


def test_a_branch_of_another_district_finds_nothing(session, scene, pledge):
    stranger = replace(scene.branch, district_ids=(scene.district_id + 1,))
    with pytest.raises(pledges.PledgeUnknown):
        exits.credit_months(
            session, wasted(session, scene), document_number=NUMBER, stated_on=clock.today(), by=stranger
        )
