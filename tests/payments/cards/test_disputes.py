"""A dispute is followed to its end: won, the money is back; lost, unused money makes it good, the rest has an owner."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from srikandi import coverage, documents, ledger, programme
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import Document, DocumentStatus
from srikandi.ledger import AccountKind, Journal
from srikandi.money import Money
from srikandi.payments import PaymentStatus, WebhookEvent
from srikandi.payments.cards import DisputeStatus, NoLoss, OwnerMissing, name_owner
from srikandi.pledges import payers_of
from srikandi.programme import certificates
from tests.payments.cards.paying import balances, book, dispute_in, on, paid, payment_in, tell_all
from tests.payments.pages.making import tell
from tests.programme.registering.answers import an_answer

K = AccountKind
LIFE_MONTH = 37_800
WHOLE = 12 * LIFE_MONTH


def disputed(company, desk, simulator, shop, rupiah=WHOLE):
    """A card payment is made, told, and disputed; gives the dispute at the provider."""
    found = simulator.dispute(paid(company, desk, simulator, rupiah))
    tell_all(shop, simulator)
    return found


def close(shop, simulator, dispute, *, won):
    told = len(simulator.events)
    simulator.close_dispute(dispute["id"], won=won)
    tell_all(shop, simulator, after=told)


def register(session, desk, people):
    """The branch accepts these people for the first month."""
    batch = programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    programme.send_batch(session, batch, letter_number="440/1", by=desk.scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=people), filename="a.csv", by=desk.scene.branch)
    session.commit()


def months(session, status):
    session.rollback()
    return session.scalar(select(func.count()).select_from(LifeMonth).where(LifeMonth.status == status))


def certificates_in(session):
    session.rollback()
    return session.scalars(select(Document).order_by(Document.id)).all()


def test_an_open_dispute_takes_the_money_out_of_clearing_and_costs_a_fee(company, desk, simulator, shop, session):
    found = disputed(company, desk, simulator, shop)
    dispute = dispute_in(session)
    assert (dispute.status, dispute.amount, dispute.fee) == (DisputeStatus.OPEN, Money(WHOLE), Money(150_000))
    assert dispute.external_reference == found["id"]
    assert dispute.answer_until_at is not None
    assert payment_in(session).status is PaymentStatus.DISPUTED
    assert on(session, desk, K.CHARGEBACK_RECEIVABLE) == WHOLE
    assert on(session, desk, K.PROVIDER_CLEARING) == -on(session, desk, K.PROVIDER_FEES)
    assert list(ledger.verify(session)) == []


def test_a_won_dispute_brings_the_money_back_and_leaves_the_fee(company, desk, simulator, shop, session):
    close(shop, simulator, disputed(company, desk, simulator, shop), won=True)
    assert (dispute_in(session).status, payment_in(session).status) == (DisputeStatus.WON, PaymentStatus.SETTLED)
    assert on(session, desk, K.CHARGEBACK_RECEIVABLE) == 0
    assert on(session, desk, K.PROVIDER_CLEARING) == WHOLE - on(session, desk, K.PROVIDER_FEES)
    assert months(session, LifeMonthStatus.FUNDED) == 12
    assert list(ledger.verify(session)) == []


def test_a_dispute_that_is_won_waits_until_the_money_is_really_back(company, desk, simulator, shop, session):
    found = disputed(company, desk, simulator, shop)
    before = balances(session)
    simulator.account._moved = lambda *_, **__: {"currency": "idr", "amount": 0, "fee": 0, "created": 1}
    close(shop, simulator, found, won=True)
    assert (dispute_in(session).status, balances(session)) == (DisputeStatus.OPEN, before)
    outcomes = set(session.scalars(select(WebhookEvent.outcome)))
    assert "dispute won, money awaited" in outcomes


def test_a_lost_dispute_takes_the_money_of_unused_months_and_no_other_companys(company, desk, simulator, shop, session):
    close(shop, simulator, disputed(company, desk, simulator, shop), won=False)
    assert (dispute_in(session).status, payment_in(session).status) == (DisputeStatus.LOST, PaymentStatus.REVERSED)
    assert (dispute_in(session).loss, on(session, desk, K.OPERATOR_LOSSES)) == (Money(0), 0)
    assert (on(session, desk, K.CHARGEBACK_RECEIVABLE), on(session, desk, K.PAYER_FUNDS)) == (0, 0)
    assert months(session, LifeMonthStatus.PLANNED) == 12
    assert payers_of(session, desk.pledge.id)[0].received == Money(0)
    assert list(ledger.verify(session)) == []


def test_credit_makes_it_good_before_a_single_month_is_given_up(company, desk, simulator, shop, session):
    first = paid(company, desk, simulator, WHOLE)
    paid(company, desk, simulator, 50_000)
    tell_all(shop, simulator)
    found = simulator.dispute(first)
    simulator.close_dispute(found["id"], won=False)
    tell_all(shop, simulator)
    assert months(session, LifeMonthStatus.PLANNED) == 11, "50.000 of credit is more than one month"
    assert on(session, desk, K.PAYER_FUNDS) == 50_000 + 11 * LIFE_MONTH - WHOLE


def test_the_latest_months_go_first(company, desk, simulator, shop, session):
    first = paid(company, desk, simulator, 2 * LIFE_MONTH)
    paid(company, desk, simulator, 10 * LIFE_MONTH)
    tell_all(shop, simulator)
    simulator.close_dispute(simulator.dispute(first)["id"], won=False)
    tell_all(shop, simulator)
    session.rollback()
    gone = session.execute(
        select(LifeMonth.month, LifeMonth.seat).where(LifeMonth.status == LifeMonthStatus.PLANNED)
    ).all()
    last = desk.pledge.start_month + 2
    assert sorted(tuple(one) for one in gone) == [(last, 3), (last, 4)]


def test_used_months_are_the_operators_loss_and_it_gets_an_owner(company, desk, simulator, shop, session):
    found = disputed_after_use(company, desk, simulator, shop, session)
    close(shop, simulator, found, won=False)
    dispute = dispute_in(session)
    assert dispute.loss == Money(4 * LIFE_MONTH)
    assert on(session, desk, K.OPERATOR_LOSSES) == 4 * LIFE_MONTH
    assert on(session, desk, K.PREMIUM_DUE) == 0 or months(session, LifeMonthStatus.ACTIVE) == 4
    assert list(ledger.verify(session)) == []
    with pytest.raises(OwnerMissing):
        name_owner(session, dispute, owner=" ", note="x", by=desk.treasurer)
    name_owner(session, dispute, owner="Kepala Dinas Sosial", note="Ditagih ulang ke perusahaan.", by=desk.treasurer)
    assert (dispute.owner, dispute.owned_by) == ("Kepala Dinas Sosial", desk.treasurer.user_id)


def test_nobody_answers_for_a_loss_that_is_none(company, desk, simulator, shop, session):
    disputed(company, desk, simulator, shop)
    with pytest.raises(NoLoss):
        name_owner(session, dispute_in(session), owner="Siapa", note="x", by=desk.treasurer)


def disputed_after_use(company, desk, simulator, shop, session):
    """Everything is paid by card, the first month is used and certified, then the card holder disputes it."""
    intent = paid(company, desk, simulator, WHOLE)
    tell_all(shop, simulator)
    register(session, desk, [1, 2, 3, 4])
    told = len(simulator.events)
    found = simulator.dispute(intent)
    tell_all(shop, simulator, after=told)
    return found


def test_a_certificate_that_states_disputed_money_is_revoked_and_issued_again_when_won(
    company, desk, simulator, shop, session
):
    found = disputed_after_use(company, desk, simulator, shop, session)
    (only,) = certificates_in(session)
    assert only.status is DocumentStatus.REVOKED
    assert "disengketakan" in only.ended_reason
    close(shop, simulator, found, won=True)
    old, new = certificates_in(session)
    assert (old.status, new.status, new.version) == (DocumentStatus.REVOKED, DocumentStatus.VALID, 2)
    assert documents.certificate_of(new.facts["content"]).life_months == 4


def test_a_lost_dispute_leaves_no_certificate_for_months_it_did_not_pay(company, desk, simulator, shop, session):
    close(shop, simulator, disputed_after_use(company, desk, simulator, shop, session), won=False)
    assert [one.status for one in certificates_in(session)] == [DocumentStatus.REVOKED]
    with pytest.raises(programme.NothingConfirmed):
        programme.certificate_facts(session, desk.pledge.id)
    assert list(ledger.verify(session)) == []


def test_a_certificate_that_other_money_carries_stays_valid(company, desk, simulator, shop, session):
    first = paid(company, desk, simulator, 4 * LIFE_MONTH)
    paid(company, desk, simulator, 8 * LIFE_MONTH)
    tell_all(shop, simulator)
    register(session, desk, [1, 2, 3, 4])
    simulator.dispute(first)
    tell_all(shop, simulator)
    assert [one.status for one in certificates_in(session)] == [DocumentStatus.VALID]


def test_part_of_a_certificate_stays_where_part_of_the_money_is_safe(company, desk, simulator, shop, session):
    first = paid(company, desk, simulator, 3 * LIFE_MONTH)
    paid(company, desk, simulator, LIFE_MONTH)
    tell_all(shop, simulator)
    register(session, desk, [1, 2, 3, 4])
    simulator.dispute(first)
    tell_all(shop, simulator)
    old, new = certificates_in(session)
    stated = documents.certificate_of(new.facts["content"])
    assert (old.status, new.status) == (DocumentStatus.REVOKED, DocumentStatus.VALID)
    assert (stated.life_months, stated.lives, stated.amount) == (1, 1, Money(LIFE_MONTH))


def test_without_looking_at_disputes_the_certificate_would_stay(company, desk, simulator, shop, session, monkeypatch):
    monkeypatch.setattr(certificates, "money_missing", lambda *_: {})
    disputed_after_use(company, desk, simulator, shop, session)
    assert [one.status for one in certificates_in(session)] == [DocumentStatus.VALID]


@pytest.mark.parametrize("won", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_it_is_told_the_end_is_the_same(company, desk, simulator, shop, session, won, seed):
    found = simulator.dispute(paid(company, desk, simulator, WHOLE))
    simulator.close_dispute(found["id"], won=won)
    events = simulator.events[::-1] if seed == 0 else simulator.events[seed:] + simulator.events[:seed]
    for event in [*events, *events]:
        tell(shop, simulator, event)
    ended = (dispute_in(session).status, payment_in(session).status)
    assert ended == (
        (DisputeStatus.WON, PaymentStatus.SETTLED) if won else (DisputeStatus.LOST, PaymentStatus.REVERSED)
    )
    assert on(session, desk, K.CHARGEBACK_RECEIVABLE) == 0
    assert len(book(session)) == session.scalar(select(func.count(Journal.id)))
    assert list(ledger.verify(session)) == []
    assert coverage.progress(session, [desk.pledge.id])[desk.pledge.id].funded == (12 if won else 0)
