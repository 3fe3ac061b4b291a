"""Free credit becomes what its owner wants: more months, another promise, the next one, or money back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi import coverage, ledger, pledges
from srikandi.coverage import LifeMonth, Progress
from srikandi.ledger import AccountKey, AccountKind
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.pledges import Payer, PledgeStatus
from srikandi.pledges.credits import CreditChoice, CreditUse
from srikandi.programme.refunds import approve_refund
from srikandi.programme.refusals import CreditTooSmall, NoCreditFree, TargetUnknown
from srikandi.programme.surplus import (
    carry_kept,
    choose_credit,
    most_months,
    surplus_of,
    surpluses,
    withdraw_credit_choice,
)
from srikandi.users import User
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_desk
from tests.pledges.making import SYSTEM, an_agreed_pledge, pay, shared_terms, terms_of
from tests.programme.refunds.making import LIFE_MONTH, NUMBER, WHOLE, a_request, credit, paid

A_MONTH = 4 * LIFE_MONTH


@pytest.fixture
def desk(session):
    return a_desk(session)


def payer(session, desk):
    return session.get_one(Payer, desk.payer.id)


def choose(session, desk, use, **more):
    return choose_credit(session, payer(session, desk), use, by=desk.scene.officer, **more)


def other_credit(session, desk, pledge):
    key = AccountKey(AccountKind.PAYER_FUNDS, desk.scene.district_id, desk.scene.company_id, pledge.id)
    return ledger.balance(session, key).rupiah


def test_credit_buys_whole_further_months_for_the_same_people(session, desk):
    paid(session, desk, WHOLE + 2 * A_MONTH + 10_000)
    before = {row.seat: row.resident_id for row in session.scalars(select(LifeMonth))}
    assert most_months(session, desk.pledge) == 2
    choice = choose(session, desk, CreditUse.EXTEND, months=2)
    assert (choice.amount, choice.chosen_by) == (Money(2 * A_MONTH), desk.scene.officer.user_id)
    assert desk.pledge.months == 5
    assert coverage.progress(session, [desk.pledge.id])[desk.pledge.id] == Progress(funded=20)
    assert {row.seat: row.resident_id for row in session.scalars(select(LifeMonth))} == before
    assert credit(session, desk) == 10_000
    row = pledges.payers_of(session, desk.pledge.id)[0]
    assert row.total == Money(WHOLE + 2 * A_MONTH)
    assert list(ledger.verify(session)) == []


def test_the_district_is_told_of_a_longer_promise_and_reads_it_on_its_page(app, session, desk):
    enrol(session, desk)
    paid(session, desk, WHOLE + 2 * A_MONTH)
    choose(session, desk, CreditUse.EXTEND, months=2)
    letters = session.scalars(select(Message).where(Message.kind == "lengthened")).all()
    maker = session.get_one(User, desk.scene.maker.user_id)
    assert [one.to_address for one in letters] == [maker.email]
    assert desk.pledge.number in letters[0].subject
    page = f"komitmen/{desk.pledge.id}"
    for reader, area in ((desk.scene.maker, "kabupaten"), (desk.scene.officer, "perusahaan")):
        assert "Diperpanjang 2 bulan dari saldo bebas" in as_(app, reader).get(f"/{area}/{page}").text


def test_a_month_that_credit_does_not_pay_for_everybody_is_refused(session, desk):
    paid(session, desk, WHOLE + A_MONTH - 1)
    assert most_months(session, desk.pledge) == 0
    with pytest.raises(CreditTooSmall):
        choose(session, desk, CreditUse.EXTEND)


def test_without_that_look_months_would_be_promised_that_nobody_pays(session, desk, monkeypatch):
    monkeypatch.setattr("srikandi.programme.surplus.looking._suffices", lambda *_: True)
    paid(session, desk, WHOLE + A_MONTH - 1)
    choose(session, desk, CreditUse.EXTEND)
    assert coverage.progress(session, [desk.pledge.id])[desk.pledge.id].planned == 1


def test_where_two_pay_both_need_the_credit(session, desk):
    pledge = an_agreed_pledge(session, desk.scene, shared_terms(desk.scene, lives=2, months=1))
    pay(session, pledge, 2 * 20_000 + 40_000, payer=0)
    pay(session, pledge, 2 * 15_000, payer=1)
    assert most_months(session, pledge) == 0
    pay(session, pledge, 30_000, payer=1)
    assert most_months(session, pledge) == 1


def two_with_credit_for_a_month(session, desk):
    pledge = an_agreed_pledge(session, desk.scene, shared_terms(desk.scene, lives=2, months=1))
    pay(session, pledge, 2 * 2 * 20_000, payer=0)
    pay(session, pledge, 2 * 2 * 15_000, payer=1)
    return pledge, [session.get_one(Payer, row.id) for row in pledges.payers_of(session, pledge.id)]


def test_nobody_spends_the_credit_of_another_payer(session, desk):
    pledge, (company, pemkab) = two_with_credit_for_a_month(session, desk)
    officers = {"by": desk.scene.officer}, {"by": desk.scene.maker}
    choose_credit(session, pemkab, CreditUse.REFUND, **officers[1])
    choice = choose_credit(session, company, CreditUse.EXTEND, **officers[0])
    assert (choice.done_at, pledge.months, surplus_of(session, pemkab).free) == (None, 1, Money(30_000))
    choose_credit(session, pemkab, CreditUse.EXTEND, months=1, **officers[1])
    assert (pledge.months, surplus_of(session, pemkab).free) == (2, Money(0))
    done = {one.payer_id: one.amount for one in session.scalars(select(CreditChoice)) if one.done_at}
    assert done == {company.id: Money(40_000), pemkab.id: Money(30_000)}
    assert list(ledger.verify(session)) == []


def test_without_asking_the_others_one_would_spend_the_credit_of_all(session, desk, monkeypatch):
    pledge, (company, pemkab) = two_with_credit_for_a_month(session, desk)
    monkeypatch.setattr("srikandi.programme.surplus.choosing._agreed", lambda *_: [])
    choose_credit(session, company, CreditUse.EXTEND, by=desk.scene.officer)
    assert (pledge.months, surplus_of(session, pemkab).free) == (2, Money(0))


def test_credit_moves_to_another_promise_and_funds_it(session, desk):
    paid(session, desk, WHOLE + 50_000)
    other = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=2, months=1))
    choose(session, desk, CreditUse.MOVE, target_id=other.id)
    assert (credit(session, desk), other_credit(session, desk, other)) == (0, 50_000 - LIFE_MONTH)
    assert coverage.progress(session, [other.id])[other.id] == Progress(planned=1, funded=1)
    assert pledges.payers_of(session, other.id)[0].received == Money(50_000)
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(WHOLE)
    assert list(ledger.verify(session)) == []


def test_credit_does_not_move_to_a_promise_of_others(session, desk):
    paid(session, desk, WHOLE + 50_000)
    with pytest.raises(TargetUnknown):
        choose(session, desk, CreditUse.MOVE, target_id=desk.pledge.id)


def test_money_that_months_wait_for_is_not_free(session, desk):
    paid(session, desk, LIFE_MONTH - 1)
    assert surpluses(session, viewer=desk.scene.officer) == []
    with pytest.raises(NoCreditFree):
        choose(session, desk, CreditUse.KEEP)


def test_kept_credit_goes_to_the_next_promise_once(session, desk):
    paid(session, desk, WHOLE + 50_000)
    earlier = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=1, months=1))
    choose(session, desk, CreditUse.KEEP)
    assert carry_kept(session, by=SYSTEM) == 0
    later = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=1, months=1))
    assert (carry_kept(session, by=SYSTEM), carry_kept(session, by=SYSTEM)) == (1, 0)
    assert other_credit(session, desk, earlier) == 0
    assert coverage.progress(session, [later.id])[later.id] == Progress(funded=1)
    assert list(ledger.verify(session)) == []


def test_a_choice_may_change_until_it_is_done(session, desk):
    paid(session, desk, WHOLE + 50_000)
    choose(session, desk, CreditUse.KEEP)
    choose(session, desk, CreditUse.REFUND)
    open_one = session.scalars(select(CreditChoice)).one()
    assert (open_one.use, open_one.done_at) == (CreditUse.REFUND, None)
    withdraw_credit_choice(session, payer(session, desk), by=desk.scene.officer)
    assert session.scalars(select(CreditChoice)).all() == []
    assert surplus_of(session, payer(session, desk)).is_undecided


def test_an_approved_refund_closes_the_choice(session, desk):
    payment = paid(session, desk, WHOLE + 50_000)
    choose(session, desk, CreditUse.REFUND)
    refund = a_request(session, desk, payment, 50_000)
    approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker)
    done = session.scalars(select(CreditChoice)).one()
    assert (done.amount, done.journal_id) == (Money(50_000), refund.journal_id)


def test_refunds_leave_as_a_file_for_accountants(app, session, desk):
    enrol(session, desk)
    a_request(session, desk, paid(session, desk, WHOLE + 50_000), 50_000, reason="=1+1")
    file = as_(app, desk.treasurer).get("/bendahara/pengembalian/daftar.csv")
    row = file.data.decode("utf-8-sig").splitlines()[1].split(";")
    assert (row[2], row[3], row[5]) == ("PT Timah Sejahtera Contoh", "50000", "'=1+1")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert NUMBER not in file.text
    assert as_(app, desk.scene.officer).get("/bendahara/pengembalian/daftar.csv").status_code == 403


def test_what_is_left_after_the_end_waits_for_its_owner(session, desk):
    paid(session, desk, WHOLE + 50_000)
    desk.pledge.status, desk.pledge.ended_at = PledgeStatus.COMPLETED, desk.pledge.offered_at
    session.flush()
    left = surpluses(session, viewer=desk.treasurer)
    assert [(one.has_ended, one.is_undecided, one.free) for one in left] == [(True, True, Money(50_000))]
    with pytest.raises(CreditTooSmall):
        choose(session, desk, CreditUse.EXTEND)
    session.rollback()
