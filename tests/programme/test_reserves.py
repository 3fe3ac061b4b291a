"""An arrears reserve is filled after the premiums, never pays one, and goes back to its payer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from srikandi import coverage, ledger, pledges, programme
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.pledges import ReleaseStatus, reserves
from srikandi.programme.money.checks import check_reserves
from srikandi.programme.money.reserving import filling as reserving
from srikandi.programme.money.settling import receive
from tests.pledges.making import SYSTEM, a_scene, an_offered_pledge, pay, shared_terms, terms_of

PREMIUMS, ASIDE = 3 * 2 * 37_800, 100_000


@pytest.fixture
def scene(session):
    return a_scene(session)


def balance(session, pledge, organisation_id, kind=AccountKind.ARREARS_RESERVE):
    return ledger.balance(session, AccountKey(kind, pledge.district_id, organisation_id, pledge.id))


def with_reserve(session, scene, amount=ASIDE, terms=None):
    """Give an approved pledge of 3 lives for 2 months whose company holds something back."""
    pledge = an_offered_pledge(session, scene, terms or terms_of(scene, lives=3, months=2))
    pledges.set_reserve(session, pledge, amount=Money(amount), by=scene.officer)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    return pledge


def test_it_is_an_instalment_of_its_own_and_the_last(session, scene):
    pledge = with_reserve(session, scene)
    payer = pledges.payers_of(session, pledge.id)[0]
    assert payer.total == Money(PREMIUMS + ASIDE)
    rows = pledges.instalments_of_all(session, [payer])[payer.id]
    assert [row.amount for row in rows] == [Money(PREMIUMS), Money(ASIDE)]


def test_the_approval_binds_to_it_and_it_is_fixed_from_then_on(session, scene):
    pledge = an_offered_pledge(session, scene, terms_of(scene, lives=3, months=2))
    seen = pledge.content_hash
    pledges.set_reserve(session, pledge, amount=Money(ASIDE), by=scene.officer)
    with pytest.raises(pledges.ContentChanged):
        programme.approve_pledge(session, pledge, seen_hash=seen, by=scene.checker)
    pledges.set_reserve(session, pledge, amount=Money(0), by=scene.officer)
    assert pledge.content_hash == seen
    programme.approve_pledge(session, pledge, seen_hash=seen, by=scene.checker)
    with pytest.raises(reserves.ReserveFixed):
        pledges.set_reserve(session, pledge, amount=Money(ASIDE), by=scene.officer)


def test_only_a_payer_sets_its_own(session, scene):
    pledge = an_offered_pledge(session, scene, shared_terms(scene, lives=3, months=2))
    pledges.set_reserve(session, pledge, amount=Money(20_000), by=scene.officer)
    rows = pledges.reserves_of(session, [pledge.id])
    assert [(row.organisation_id, row.target) for row in rows] == [(scene.company_id, Money(20_000))]
    alone = an_offered_pledge(session, scene, terms_of(scene, lives=3, months=2))
    with pytest.raises(reserves.NoReserveHere):
        pledges.set_reserve(session, alone, amount=Money(20_000), by=scene.maker)
    with pytest.raises(reserves.ReserveTooLarge):
        pledges.set_reserve(session, alone, amount=Money(37_800 * 3 * 24 + 1), by=scene.officer)


def test_premiums_come_first_and_the_rest_fills_it_up_to_its_sum(session, scene):
    pledge = with_reserve(session, scene)
    pay(session, pledge, PREMIUMS - 1)
    assert balance(session, pledge, scene.company_id) == Money(0)
    pay(session, pledge, 1 + 40_000)
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == 6
    assert balance(session, pledge, scene.company_id) == Money(40_000)
    paid = pay(session, pledge, 90_000)
    assert (balance(session, pledge, scene.company_id), paid.funding.left) == (Money(ASIDE), Money(30_000))
    assert pledges.payers_of(session, pledge.id)[0].received == Money(PREMIUMS + 130_000)
    assert list(ledger.verify(session)) == []


def test_a_reserve_never_takes_what_waits_for_another_payers_share(session, scene):
    pledge = with_reserve(session, scene, terms=shared_terms(scene, lives=3, months=2))
    own = 3 * 2 * 20_000
    pay(session, pledge, own)
    assert balance(session, pledge, scene.company_id) == Money(0)
    pay(session, pledge, 3 * 2 * 15_000, payer=1)
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == 6


def test_a_reserve_that_came_first_would_leave_people_uncovered(session, scene, monkeypatch):
    """The negative control: money fills the reserve before it pays premiums."""
    pledge = with_reserve(session, scene)
    real = reserving.fill_reserves
    monkeypatch.setattr(pledges, "payers_of", _as_if_nothing_were_due(pledges.payers_of))
    pay_without_funding(session, pledge, PREMIUMS)
    real(session, pledge, by=SYSTEM)
    programme.fund(session, pledge.id, by=SYSTEM)
    with pytest.raises(AssertionError):
        assert coverage.progress(session, [pledge.id])[pledge.id].funded == 6


def _as_if_nothing_were_due(real):
    return lambda session, pledge_id: [replace(one, total=Money(ASIDE)) for one in real(session, pledge_id)]


def pay_without_funding(session, pledge, rupiah):
    row = pledges.payers_of(session, pledge.id)[0]
    notice = programme.SettlementNotice(
        reference="bank:1:awal",
        route="bank_transfer",
        payer_id=row.id,
        amount=Money(rupiah),
        occurred_at=pledge.offered_at,
        district_id=pledge.district_id,
        bank_account_id=1,
    )
    receive(session, notice, by=SYSTEM)


def a_full_reserve(session, scene):
    pledge = with_reserve(session, scene)
    pay(session, pledge, PREMIUMS + ASIDE)
    return pledge, pledges.reserve_of(session, pledge, viewer=scene.officer)


def test_part_of_it_goes_back_when_two_people_agree(session, scene):
    pledge, reserve = a_full_reserve(session, scene)
    with pytest.raises(reserves.NotThatMuch):
        pledges.ask_release(session, reserve, amount=Money(ASIDE + 1), reason="Perlu", by=scene.officer)
    release = pledges.ask_release(session, reserve, amount=Money(30_000), reason="Tunggakan lunas", by=scene.officer)
    with pytest.raises(reserves.AlreadyAsked):
        pledges.ask_release(session, reserve, amount=Money(1), reason="Lagi", by=scene.officer)
    with pytest.raises(reserves.OwnRelease):
        programme.agree_release(session, release, reason="", by=scene.officer)
    programme.agree_release(session, release, reason="", by=scene.checker)
    assert balance(session, pledge, scene.company_id) == Money(70_000)
    assert balance(session, pledge, scene.company_id, AccountKind.PAYER_FUNDS) == Money(30_000)
    programme.fund(session, pledge.id, by=SYSTEM)
    assert balance(session, pledge, scene.company_id) == Money(70_000), "it is not filled up again"
    with pytest.raises(reserves.ReleaseMoved):
        programme.agree_release(session, release, reason="", by=scene.checker)
    assert pledges.payers_of(session, pledge.id)[0].total == Money(PREMIUMS + 70_000)
    assert list(ledger.verify(session)) == []


def test_a_no_comes_with_its_reason_and_moves_nothing(session, scene):
    pledge, reserve = a_full_reserve(session, scene)
    release = pledges.ask_release(session, reserve, amount=Money(30_000), reason="Perlu", by=scene.officer)
    with pytest.raises(pledges.ReasonMissing):
        programme.decline_release(session, release, reason=" ", by=scene.checker)
    programme.decline_release(session, release, reason="Masih ada tunggakan", by=scene.checker)
    assert release.status is ReleaseStatus.DECLINED
    assert balance(session, pledge, scene.company_id) == Money(ASIDE)


def test_it_goes_back_once_when_the_pledge_ends(session, scene):
    pledge, _ = a_full_reserve(session, scene)
    assert programme.release_ended(session, by=SYSTEM) == Money(0)
    pledge.ended_at = pledge.hold_until + timedelta(days=60)
    session.flush()
    assert programme.release_ended(session, by=SYSTEM) == Money(ASIDE)
    assert programme.release_ended(session, by=SYSTEM) == Money(0)
    assert balance(session, pledge, scene.company_id, AccountKind.PAYER_FUNDS) == Money(ASIDE)


def test_a_reserve_larger_than_what_was_set_aside_is_found(session, scene):
    """The check of the book sees it; the reserve's row says what was wanted."""
    pledge, reserve = a_full_reserve(session, scene)
    assert list(check_reserves(session)) == []
    reserve.target = Money(1)
    session.flush()
    assert [one.subject for one in check_reserves(session)] == [f"pledge/{pledge.id}"]
    assert session.scalars(select(pledges.ArrearsReserve)).one().target == Money(1)
