"""Card money leaves the provider for the bank, once: sent, seen on a line, or taken back when it failed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi import clock, ledger
from srikandi.cli.demo.money import Mutation, bca_statement
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import StatementLine, WebhookEvent
from srikandi.payments.cards import ConfirmerMatched, LineNotFitting, PayoutStatus, propose_line
from srikandi.programme.receiving import arrive_by_hand, held_by_provider, import_statement
from tests.payments.cards.paying import balances, book, on, paid, payout_in, tell_all

K = AccountKind
WHOLE = 453_600


def sent(company, desk, simulator, shop, rupiah=WHOLE):
    """Card money is paid, and paid out; gives the payout at the provider."""
    paid(company, desk, simulator, rupiah)
    made = simulator.pay_out()
    tell_all(shop, simulator)
    return made


def shown(session, desk, sen, text="STRIPE PAYOUT", *, day=None):
    """The bank shows so much coming in."""
    day = day or clock.today()
    mutation = Mutation(day, Money(sen // 100), "PEMBAYAR", text)
    content, _ = bca_statement([mutation], opening=Money(1_000_000), period=(day, day))
    import_statement(session, desk.account, content, filename="m.csv", by=desk.treasurer)
    session.commit()
    return session.scalars(select(StatementLine).order_by(StatementLine.id.desc())).first()


def whole(simulator):
    """Let the provider's costs be whole rupiah, so that a file without sen can show the payout."""
    really = simulator.account._moved
    simulator.account._moved = lambda source, **more: really(source, **{**more, "fee": -(-more["fee"] // 100) * 100})


def test_a_payout_leaves_clearing_empty_and_is_on_its_way(company, desk, simulator, shop, session):
    sent(company, desk, simulator, shop)
    payout = payout_in(session)
    assert (payout.status, payout.district_id) == (PayoutStatus.ON_THE_WAY, desk.scene.district_id)
    assert on(session, desk, K.PROVIDER_CLEARING) == 0
    assert on(session, desk, K.PAYOUTS_IN_TRANSIT) == payout.amount.rupiah == WHOLE - on(session, desk, K.PROVIDER_FEES)
    assert list(ledger.verify(session)) == []


def test_what_costs_were_rounded_up_goes_back_when_all_is_paid_out(company, desk, simulator, shop, session):
    for rupiah in (37_801, 37_802, 37_803):
        paid(company, desk, simulator, rupiah)
    made = simulator.pay_out()
    tell_all(shop, simulator)
    assert on(session, desk, K.PROVIDER_CLEARING) == 0
    assert on(session, desk, K.PAYOUTS_IN_TRANSIT) == made["amount"] // 100


@pytest.mark.parametrize("first", ["line", "payout"])
def test_the_banks_line_is_the_payout_and_nobody_has_to_identify_it(company, desk, simulator, shop, session, first):
    whole(simulator)
    paid(company, desk, simulator, WHOLE)
    made = simulator.pay_out()
    if first == "line":
        shown(session, desk, made["amount"])
    tell_all(shop, simulator)
    if first == "payout":
        shown(session, desk, made["amount"])
    assert payout_in(session).status is PayoutStatus.ARRIVED
    assert (on(session, desk, K.SUSPENSE), on(session, desk, K.PAYOUTS_IN_TRANSIT)) == (0, 0)
    assert on(session, desk, K.BANK) == made["amount"] // 100
    assert list(ledger.verify(session)) == []


def test_both_orders_make_the_same_book(company, desk, simulator, shop, session):
    whole(simulator)
    made = sent(company, desk, simulator, shop)
    shown(session, desk, made["amount"])
    once = book(session)
    for event in simulator.events[::-1]:
        tell_all(shop, simulator, after=simulator.events.index(event))
    assert book(session) == once


def test_the_same_sum_without_the_providers_name_stays_in_suspense(company, desk, simulator, shop, session):
    whole(simulator)
    made = sent(company, desk, simulator, shop)
    shown(session, desk, made["amount"], text="SETORAN TUNAI")
    assert payout_in(session).status is PayoutStatus.ON_THE_WAY
    assert on(session, desk, K.SUSPENSE) == made["amount"] // 100


def test_by_hand_it_takes_two_and_the_banks_own_cut_is_a_cost(company, desk, simulator, shop, session):
    whole(simulator)
    made = sent(company, desk, simulator, shop)
    line = shown(session, desk, made["amount"] - 500_000, text="KIRIMAN LUAR NEGERI")
    propose_line(session, payout_in(session), line, by=desk.treasurer)
    session.commit()
    with pytest.raises(ConfirmerMatched):
        arrive_by_hand(session, payout_in(session), seen_line_id=line.id, by=desk.treasurer)
    arrive_by_hand(session, payout_in(session), seen_line_id=line.id, by=desk.second)
    session.commit()
    assert (on(session, desk, K.PAYOUTS_IN_TRANSIT), on(session, desk, K.SUSPENSE)) == (0, 0)
    assert on(session, desk, K.ACCOUNT_COSTS) == 5_000
    assert list(ledger.verify(session)) == []


def test_a_line_of_more_than_the_payout_is_not_the_payout(company, desk, simulator, shop, session):
    whole(simulator)
    made = sent(company, desk, simulator, shop)
    line = shown(session, desk, made["amount"] + 100, text="KIRIMAN")
    with pytest.raises(LineNotFitting):
        propose_line(session, payout_in(session), line, by=desk.treasurer)


def test_a_failed_payout_is_taken_back_and_goes_out_again(company, desk, simulator, shop, session):
    made = sent(company, desk, simulator, shop)
    told = len(simulator.events)
    simulator.fail_payout(made["id"])
    told = tell_all(shop, simulator, after=told)
    assert payout_in(session).status is PayoutStatus.FAILED
    assert "closed" in payout_in(session).failure
    assert on(session, desk, K.PAYOUTS_IN_TRANSIT) == 0
    held = on(session, desk, K.PROVIDER_CLEARING)
    assert held == WHOLE - on(session, desk, K.PROVIDER_FEES)
    simulator.pay_out()
    tell_all(shop, simulator, after=told)
    assert (on(session, desk, K.PROVIDER_CLEARING), on(session, desk, K.PAYOUTS_IN_TRANSIT)) == (0, held)
    holding = held_by_provider(session, desk.scene.district_id, viewer=desk.treasurer)
    assert (holding.balance, holding.held, holding.others) == (Money(0), (), Money(0))
    assert list(ledger.verify(session)) == []


def test_a_payout_told_before_its_payments_asks_for_them_first(company, desk, simulator, shop, session):
    paid(company, desk, simulator, WHOLE)
    simulator.pay_out()
    tell_all(shop, simulator, after=len(simulator.events) - 1)
    assert on(session, desk, K.PROVIDER_CLEARING) == 0
    assert on(session, desk, K.COMMITTED_FUNDS) == WHOLE
    assert on(session, desk, K.SUSPENSE) == 0


def test_disputes_and_their_costs_leave_with_the_payout_too(company, desk, simulator, shop, session):
    first = paid(company, desk, simulator, 37_800)
    paid(company, desk, simulator, WHOLE - 37_800)
    simulator.dispute(first)
    simulator.pay_out()
    tell_all(shop, simulator)
    assert on(session, desk, K.PROVIDER_CLEARING) == 0
    assert list(ledger.verify(session)) == []


def test_money_nobody_knows_goes_to_suspense_and_costs_to_the_operator(company, desk, simulator, shop, session):
    paid(company, desk, simulator, WHOLE)
    strange = simulator.book.new("ch", currency="idr", payment_intent=None)
    simulator.account._moved(strange, kind="charge", amount=5_000_000, fee=0)
    simulator.account._moved(strange, kind="stripe_fee", amount=-700_000, fee=0)
    simulator.pay_out()
    tell_all(shop, simulator)
    assert (on(session, desk, K.PROVIDER_CLEARING), on(session, desk, K.SUSPENSE)) == (0, 50_000)
    assert on(session, desk, K.PAYOUTS_IN_TRANSIT) == payout_in(session).amount.rupiah
    assert list(ledger.verify(session)) == []


def test_what_clearing_holds_is_explained_payment_by_payment(company, desk, simulator, shop, session):
    sent(company, desk, simulator, shop)
    told = len(simulator.events)
    paid(company, desk, simulator, 37_800)
    tell_all(shop, simulator, after=told)
    holding = held_by_provider(session, desk.scene.district_id, viewer=desk.treasurer)
    (one,) = holding.held
    assert (one.payment.amount, one.amount, holding.others) == (Money(37_800), holding.balance, Money(0))
    assert holding.balance.rupiah == on(session, desk, K.PROVIDER_CLEARING)


@pytest.mark.parametrize(("live", "currency", "why"), [(True, "idr", "livemode"), (False, "usd", "currency usd")])
def test_another_currency_or_mode_is_ignored_and_says_so(desk, simulator, shop, session, live, currency, why):
    simulator.book.livemode = live
    charge = simulator.book.new("ch", currency=currency, payment_intent=None)
    simulator.account._moved(charge, kind="charge", amount=100_000, fee=0)
    simulator.pay_out()
    tell_all(shop, simulator)
    assert balances(session) == {}
    assert set(session.scalars(select(WebhookEvent.outcome))) == {f"ignored: {why}"}
