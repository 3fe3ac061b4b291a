"""A pledge pays what its people owe: planned for whole families, funded out of the reserve, settled by the branch."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from srikandi import arrears, clock, ledger, pledges, programme
from srikandi.arrears import ArrearsMonth, ArrearsSource, ArrearsStatus, paying
from srikandi.database import index_of
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.pledges import reserves
from srikandi.residents import ResidentStatus
from tests.arrears.test_owing import THIRD, months, people, say
from tests.pledges.making import PAID_AT, SYSTEM, a_scene, an_offered_pledge, pay, shared_terms, terms_of

PREMIUMS = 3 * 2 * 37_800


@pytest.fixture
def scene(session):
    scene = a_scene(session, lives=8)
    known = people(session, scene)
    for who, count in zip(known[:4], (10, 4, 6, 5), strict=True):
        say(session, who, months(count), scene)
    known[0].family_index = known[5].family_index = index_of("family_card", "1901010101010001")
    session.flush()
    say(session, known[5], months(2), scene)
    return scene


def promised(session, scene, aside, *, prepaid=True):
    """Give an approved pledge of 3 lives whose company sets this aside, and pays everything straight to BPJS."""
    pledge = an_offered_pledge(session, scene, terms_of(scene, lives=3, months=2))
    if aside:
        pledges.set_reserve(session, pledge, amount=Money(aside), by=scene.officer)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    return pledge


def standing(session, pledge):
    found = paying.promised_arrears(session, [pledge.id])[pledge.id]
    return found.planned[0], found.funded[0], found.settled[0]


def balance(session, pledge, kind, organisation_id):
    return ledger.balance(session, AccountKey(kind, pledge.district_id, organisation_id, pledge.id)).rupiah


def whole(session):
    return [f"{one.check}: {one.message}" for one in ledger.verify(session)]


def test_the_whole_way_from_what_is_owed_to_what_is_struck_off(session, scene):
    pledge = promised(session, scene, 22 * 35_000)
    assert standing(session, pledge) == (22, 0, 0)
    assert whole(session) == []
    pay(session, pledge, PREMIUMS + 12 * 35_000 + 1)
    assert standing(session, pledge) == (10, 12, 0)
    assert balance(session, pledge, AccountKind.ARREARS_COMMITTED, scene.company_id) == 12 * 35_000
    assert balance(session, pledge, AccountKind.ARREARS_RESERVE, scene.company_id) == 1
    pay(session, pledge, 10 * 35_000 - 1)
    assert standing(session, pledge) == (0, 22, 0)
    assert whole(session) == []


def test_the_branch_strikes_families_off_and_the_others_wait_for_the_next_file(session, scene):
    pledge = promised(session, scene, 22 * 35_000)
    straight(session, pledge, PREMIUMS + 22 * 35_000)
    first = programme.arrears.build_file(session, pledge, by=scene.maker)
    families = programme.arrears.families_of(session, first)
    assert sorted((len(one.people), one.months) for one in families) == [(1, 4), (1, 6), (2, 12)]
    whose = {one.months: [who.resident_id for who in one.people] for one in families}
    with pytest.raises(paying.NothingToSettle):
        programme.arrears.build_file(session, pledge, by=scene.maker)
    with pytest.raises(paying.BuilderConfirms):
        programme.arrears.settle_families(session, first, whose[12], document="BPJS-1", by=scene.maker)
    with pytest.raises(paying.NobodyConfirmed):
        programme.arrears.settle_families(session, first, [], document="BPJS-1", by=scene.branch)
    programme.arrears.settle_families(session, first, whose[12] + whose[4], document="BPJS-1", by=scene.branch)
    assert (first.amount, standing(session, pledge)) == (THIRD * 16, (0, 6, 16))
    assert balance(session, pledge, AccountKind.ARREARS_COMMITTED, scene.company_id) == 6 * 35_000
    assert arrears.owed_by(session, whose[12]) == {}
    with pytest.raises(paying.SettlementMoved):
        programme.arrears.settle_families(session, first, whose[6], document="BPJS-2", by=scene.branch)
    second = programme.arrears.build_file(session, pledge, by=scene.maker)
    programme.arrears.settle_families(session, second, whose[6], document="BPJS-2", by=scene.branch)
    assert standing(session, pledge) == (0, 0, 22)
    assert whole(session) == []
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text("DELETE FROM arrears_line"))


def test_nothing_is_struck_off_against_money_that_is_not_at_the_insurer(session, scene):
    pledge = promised(session, scene, 22 * 35_000)
    pay(session, pledge, PREMIUMS + 22 * 35_000)
    made = programme.arrears.build_file(session, pledge, by=scene.maker)
    everybody = [who.resident_id for one in programme.arrears.families_of(session, made) for who in one.people]
    with pytest.raises(paying.MoneyNotThere):
        programme.arrears.settle_families(session, made, everybody, document="BPJS-1", by=scene.branch)
    assert whole(session) == []


def test_who_pays_meanwhile_or_leaves_frees_the_months_and_their_money(session, scene):
    pledge = promised(session, scene, 22 * 35_000)
    straight(session, pledge, PREMIUMS + 22 * 35_000)
    known = people(session, scene)
    paid = {"reason": "Bukti bayar", "source": ArrearsSource.PAID, "by": scene.maker}
    programme.arrears.correct(session, known[1], None, **paid)
    assert standing(session, pledge) == (0, 18, 0)
    assert balance(session, pledge, AccountKind.ARREARS_RESERVE, scene.company_id) == 4 * 35_000
    programme.exit_resident(session, known[2], reason="died", on=clock.today(), by=scene.maker)
    assert standing(session, pledge) == (0, 12, 0)
    assert balance(session, pledge, AccountKind.ARREARS_RESERVE, scene.company_id) == 10 * 35_000
    assert whole(session) == []
    states = session.scalars(select(ArrearsMonth.status).where(ArrearsMonth.resident_id == known[2].id)).all()
    assert set(states) == {ArrearsStatus.OWED}
    programme.fund(session, pledge.id, by=SYSTEM)
    assert standing(session, pledge) == (0, 12 + (5 if known[3].status is not ResidentStatus.VERIFIED else 0), 0)
    assert whole(session) == []


def test_a_month_two_pledges_want_is_paid_by_the_first_alone(session, scene):
    relative = people(session, scene)[3]
    relative.family_index = index_of("family_card", "1901010101010001")
    session.flush()
    first = promised(session, scene, 27 * 35_000)
    straight(session, first, PREMIUMS + 27 * 35_000)
    second = promised(session, scene, 60 * 35_000)
    straight(session, second, PREMIUMS + 60 * 35_000)
    assert (standing(session, first), standing(session, second)) == ((0, 27, 0), (0, 0, 0))
    assert whole(session) == []


def test_a_family_the_reserve_cannot_pay_whole_waits_and_nobody_behind_it_is_served_first(session, scene):
    pledge = promised(session, scene, 11 * 35_000)
    assert standing(session, pledge) == (0, 0, 0)
    straight(session, pledge, PREMIUMS + 11 * 35_000)
    assert standing(session, pledge) == (0, 0, 0)
    assert balance(session, pledge, AccountKind.ARREARS_RESERVE, scene.company_id) == 11 * 35_000


def test_the_district_budget_may_not_pay_arrears_unless_the_district_has_decided_so(session, scene):
    pledge = an_offered_pledge(session, scene, shared_terms(scene, lives=3, months=2))
    with pytest.raises(reserves.BudgetMayNot, match="tidak boleh membayar tunggakan"):
        pledges.set_reserve(session, pledge, amount=Money(20_000), by=scene.maker)
    pledges.set_reserve(session, pledge, amount=Money(20_000), by=scene.officer)


def test_a_month_without_its_money_is_found(session, scene, monkeypatch):
    """The negative control: a month turned paid with nobody's money is named by the list of sentences."""
    pledge = promised(session, scene, 22 * 35_000)
    journal = straight(session, pledge, PREMIUMS + 16 * 35_000).journal.id
    assert whole(session) == []
    session.execute(
        text("UPDATE arrears_month SET status = 'funded', funded_by = :journal WHERE status = 'planned'"),
        {"journal": journal},
    )
    session.expire_all()
    assert any(one.startswith("arrears") for one in whole(session))
    session.rollback()


def straight(session, pledge, rupiah):
    """Let money come straight to BPJS Kesehatan."""
    row = pledges.payers_of(session, pledge.id)[0]
    notice = programme.SettlementNotice(
        reference=f"direct:{uuid4().hex}",
        route="direct_to_bpjs",
        payer_id=row.id,
        amount=Money(rupiah),
        occurred_at=PAID_AT,
        district_id=pledge.district_id,
        bank_account_id=None,
    )
    return programme.settle(session, notice, by=SYSTEM)
