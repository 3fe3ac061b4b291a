"""A promise of arrears alone: families reserved in the pool's order, paid whole, settled, and the rest given back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from srikandi import clock, ledger, pledges, programme
from srikandi.arrears import ARREARS_MOVES, ArrearsMonth, ArrearsSource, ArrearsStatus, move_months, paying
from srikandi.database import index_of
from srikandi.ledger import AccountKind
from srikandi.money import ZERO
from srikandi.payments import LineDecided, banking
from srikandi.pledges import PledgeStatus, owing, reserves
from srikandi.pledges.owing import ArrearsTerms
from srikandi.programme.arrears import AgreementMissing
from srikandi.programme.receiving import import_statement
from tests.arrears.alone import agreed, offered, rupiah
from tests.arrears.test_owing import months, people, say
from tests.arrears.test_paying import balance, standing, straight, whole
from tests.payments.receiving.making import Move, a_bca_file, a_desk
from tests.pledges.making import SYSTEM, a_scene, an_offered_pledge, pay, terms_of


@pytest.fixture
def scene(session):
    """Give a pool of eight: places 1 and 6 are one family and owe 12 months, 2 owes 4, 3 owes 6, 4 owes 5."""
    scene = a_scene(session, lives=8)
    known = people(session, scene)
    for who, count in zip((*known[:4], known[5]), (10, 4, 6, 5, 2), strict=True):
        say(session, who, months(count), scene)
    known[0].family_index = known[5].family_index = index_of("family_card", "1901010101010001")
    session.flush()
    return scene


def a_file_sent(session):
    """Give a desk, a file of twelve months, and two lines of money out, one of them of its sum."""
    desk = a_desk(session)
    known = people(session, desk.scene)
    say(session, known[0], months(12), desk.scene)
    pledge = agreed(session, desk.scene, families=1)
    pay(session, pledge, 12 * 35_000)
    made = programme.arrears.build_file(session, pledge, by=desk.scene.maker)
    moves = [Move(-12 * 35_000, "KE BPJS KESEHATAN TUNGGAKAN"), Move(-70_000, "KE BPJS KESEHATAN IURAN")]
    import_statement(session, desk.account, a_bca_file(moves), filename="a.csv", by=desk.treasurer)
    return desk, made, banking.outgoing_waiting(session, desk.scene.district_id)


def struck(session, desk, made):
    who = [one.resident_id for family in programme.arrears.families_of(session, made) for one in family.people]
    programme.arrears.settle_families(session, made, who, document="BPJS-1", by=desk.scene.branch)


def settle_all(session, scene, pledge, document="BPJS-1"):
    made = programme.arrears.build_file(session, pledge, by=scene.maker)
    who = [one.resident_id for family in programme.arrears.families_of(session, made) for one in family.people]
    return programme.arrears.settle_families(session, made, who, document=document, by=scene.branch)


def test_the_first_families_are_reserved_and_priced_whole(session, scene):
    cost = owing.quote_arrears(session, scene.pool_id, families=2)
    assert (cost.families, cost.people, cost.months, cost.amount) == (2, 3, 16, rupiah(16))
    pledge = offered(session, scene, families=2)
    assert (pledge.lives, pledge.months, pledge.is_of_arrears) == (0, 0, True)
    assert standing(session, pledge) == (16, 0, 0)
    (payer,) = pledges.payers_of(session, pledge.id)
    assert (payer.share, payer.total) == (ZERO, rupiah(16))
    assert owing.quote_arrears(session, scene.pool_id, families=1).amount == rupiah(6)
    assert whole(session) == []


def test_the_whole_way_from_an_offer_to_its_end(session, scene):
    pledge = offered(session, scene, families=3)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    straight(session, pledge, 13 * 35_000)
    assert standing(session, pledge) == (10, 12, 0)
    with pytest.raises(AgreementMissing):
        programme.arrears.build_file(session, pledge, by=scene.maker)
    pledges.agree(session, pledge, agreement=pledges.Agreement("440/7", clock.today()), by=scene.maker)
    settle_all(session, scene, pledge)
    assert (pledge.status, standing(session, pledge)) == (PledgeStatus.RUNNING, (10, 0, 12))
    straight(session, pledge, 9 * 35_000)
    settle_all(session, scene, pledge, "BPJS-2")
    assert (pledge.status, standing(session, pledge)) == (PledgeStatus.COMPLETED, (0, 0, 22))
    assert pledge.ended_at is not None
    assert programme.release_ended(session, by=SYSTEM) == ZERO
    assert whole(session) == []


def test_what_no_family_needs_any_more_is_the_payers_again(session, scene):
    pledge = agreed(session, scene, families=2)
    straight(session, pledge, 16 * 35_000)
    paid = {"reason": "Bukti bayar", "source": ArrearsSource.PAID, "by": scene.maker}
    programme.arrears.correct(session, people(session, scene)[1], None, **paid)
    settle_all(session, scene, pledge)
    assert (pledge.status, standing(session, pledge)) == (PledgeStatus.COMPLETED, (0, 0, 12))
    assert programme.release_ended(session, by=SYSTEM) == rupiah(4)
    assert balance(session, pledge, AccountKind.PAYER_FUNDS, scene.company_id) == 4 * 35_000
    assert whole(session) == []


def test_what_is_left_over_pays_the_next_family_in_order_if_it_reaches(session, scene):
    pledge = agreed(session, scene, families=3)
    straight(session, pledge, 22 * 35_000)
    paid = {"reason": "Bukti bayar", "source": ArrearsSource.PAID, "by": scene.maker}
    programme.arrears.correct(session, people(session, scene)[2], None, **paid)
    programme.fund(session, pledge.id, by=SYSTEM)
    assert standing(session, pledge) == (0, 21, 0)
    assert whole(session) == []


def test_an_approval_binds_to_the_families_that_were_seen(session, scene):
    pledge = offered(session, scene, families=2)
    seen = pledge.content_hash
    paid = {"reason": "Bukti bayar", "source": ArrearsSource.PAID, "by": scene.maker}
    programme.arrears.correct(session, people(session, scene)[1], None, **paid)
    assert pledge.content_hash != seen
    with pytest.raises(pledges.ContentChanged):
        programme.approve_pledge(session, pledge, seen_hash=seen, by=scene.checker)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    assert pledge.status is PledgeStatus.APPROVED


def test_two_offers_never_reserve_one_family_and_the_same_form_makes_one_promise(session, scene):
    key = uuid4().hex
    first = offered(session, scene, families=2, key=key)
    terms = ArrearsTerms(scene.pool_id, 2, rupiah(16), key)
    assert owing.offer_arrears(session, terms, by=scene.officer).id == first.id
    with pytest.raises(pledges.FormUsedBefore):
        owing.offer_arrears(session, ArrearsTerms(scene.pool_id, 1, rupiah(6), key), by=scene.officer)
    with pytest.raises(owing.FamiliesMoved):
        owing.offer_arrears(session, ArrearsTerms(scene.pool_id, 1, rupiah(12), uuid4().hex), by=scene.officer)
    with pytest.raises(owing.TooFewFamilies):
        owing.quote_arrears(session, scene.pool_id, families=3)
    second = offered(session, scene, families=2)
    assert (standing(session, first), standing(session, second)) == ((16, 0, 0), (11, 0, 0))


def test_the_district_budget_is_refused_with_the_reason(session, scene):
    terms = ArrearsTerms(scene.pool_id, 1, rupiah(12), uuid4().hex)
    with pytest.raises(reserves.BudgetMayNot, match="tidak boleh membayar tunggakan"):
        owing.offer_arrears(session, terms, by=scene.maker)


@pytest.mark.parametrize("how", ["cancel", "refuse", "expire"])
def test_an_offer_that_ends_lets_its_families_go(session, scene, how):
    pledge = offered(session, scene, families=2)
    pay(session, pledge, 35_000)
    if how == "cancel":
        programme.cancel_pledge(session, pledge, reason="Batal", by=scene.officer)
    elif how == "refuse":
        programme.refuse_pledge(session, pledge, reason="Belum perlu", by=scene.checker)
    else:
        programme.expire_holds(session, at=pledge.hold_until + timedelta(seconds=1))
        assert programme.expire_holds(session, at=pledge.hold_until + timedelta(seconds=1)) == []
    assert (pledge.ended_at is not None, standing(session, pledge)) == (True, (0, 0, 0))
    assert owing.quote_arrears(session, scene.pool_id, families=2).amount == rupiah(16)
    assert balance(session, pledge, AccountKind.PAYER_FUNDS, scene.company_id) == 35_000
    assert whole(session) == []


def test_after_the_deadline_only_money_that_is_there_pays_families(session, scene):
    pledge = agreed(session, scene, families=3)
    straight(session, pledge, 12 * 35_000)
    pledge.hold_until = clock.now() - timedelta(minutes=1)
    session.flush()
    programme.expire_holds(session, at=clock.now())
    assert programme.expire_holds(session, at=clock.now()) == []
    assert (pledge.status, standing(session, pledge)) == (PledgeStatus.AGREED, (0, 12, 0))
    straight(session, pledge, 5 * 35_000)
    assert standing(session, pledge) == (0, 16, 0)
    settle_all(session, scene, pledge)
    assert pledge.status is PledgeStatus.COMPLETED
    assert programme.release_ended(session, by=SYSTEM) == rupiah(1)
    assert whole(session) == []


def test_the_line_of_a_statement_books_what_left_for_bpjs_and_only_then_is_anything_struck_off(session):
    desk, made, lines = a_file_sent(session)
    right = next(one for one in lines if one.amount_sen == -12 * 35_000 * 100)
    with pytest.raises(paying.MoneyNotThere):
        struck(session, desk, made)
    with pytest.raises(paying.BuilderConfirms):
        programme.arrears.book_sent(session, made, line_id=right.id, by=desk.scene.maker)
    programme.arrears.book_sent(session, made, line_id=right.id, by=desk.treasurer)
    assert right.journal_id == made.paid_by
    with pytest.raises(paying.SettlementMoved):
        programme.arrears.book_sent(session, made, line_id=right.id, by=desk.treasurer)
    struck(session, desk, made)
    assert ledger.balance(session, paying.prepaid_key(desk.scene.district_id)) == ZERO
    assert whole(session) == []


def test_a_line_of_another_sum_books_nothing_and_without_the_look_it_would(session, monkeypatch):
    desk, made, lines = a_file_sent(session)
    wrong = next(one for one in lines if one.amount_sen != -12 * 35_000 * 100)
    with pytest.raises(LineDecided):
        programme.arrears.book_sent(session, made, line_id=wrong.id, by=desk.treasurer)
    monkeypatch.setattr("srikandi.programme.arrears.settling.outgoing_for", lambda *_: lines)
    programme.arrears.book_sent(session, made, line_id=wrong.id, by=desk.treasurer)
    assert made.paid_by is not None


def test_months_move_together_only_as_the_table_says(session, scene, monkeypatch):
    pledge = agreed(session, scene, families=1)
    straight(session, pledge, 12 * 35_000)
    settle_all(session, scene, pledge)
    struck_off = ArrearsMonth.pledge_id == pledge.id, ArrearsMonth.settlement_id.is_not(None)
    assert move_months(session, *struck_off, to=ArrearsStatus.FUNDED) == 0
    backwards = frozenset({*ARREARS_MOVES, (ArrearsStatus.SETTLED, ArrearsStatus.FUNDED)})
    monkeypatch.setattr("srikandi.arrears.moves.ARREARS_MOVES", backwards)
    assert move_months(session, *struck_off, to=ArrearsStatus.FUNDED) == 12


def test_what_is_paid_cannot_be_cancelled(session, scene):
    pledge = offered(session, scene, families=1)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    pay(session, pledge, 12 * 35_000)
    with pytest.raises(pledges.AlreadyFunded):
        programme.cancel_pledge(session, pledge, reason="Batal", by=scene.officer)


def test_who_is_held_for_cover_keeps_the_seat_while_another_promise_pays_the_arrears(session, scene):
    cover = an_offered_pledge(session, scene, terms_of(scene, lives=3, months=2))
    programme.approve_pledge(session, cover, seen_hash=cover.content_hash, by=scene.checker)
    pledge = agreed(session, scene, families=3)
    straight(session, pledge, 22 * 35_000)
    programme.arrears.let_go_astray(session, by=SYSTEM)
    assert standing(session, pledge) == (0, 22, 0)
    assert len(pledges.holds_of(session, cover.id)) == 3
    settle_all(session, scene, pledge)
    assert paying.promised_arrears(session, [pledge.id])[pledge.id].settled == (22, rupiah(22))
    assert ledger.verify(session) == []
