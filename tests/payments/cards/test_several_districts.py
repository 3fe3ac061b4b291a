"""Two districts behind one account at the provider: one payout, one line of one bank, and each book its own part."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from srikandi import ledger, places
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from srikandi.payments import BankAccount, Payment, PaymentStatus, Route, StatementLine, cards
from srikandi.payments.banking import NewAccount, open_account
from srikandi.payments.cards import Payout, PayoutStatus
from srikandi.payments.providers import MovementSeen, PayoutSeen, PayoutState
from srikandi.places import NewDistrict
from srikandi.programme.receiving import arrive_by_hand, import_statement
from srikandi.programme.receiving.payouts import apply_payout
from tests.payments.receiving.making import a_bca_file, a_desk, october, transfer
from tests.people import SYSTEM
from tests.pledges.making import an_actor

K = AccountKind
AT = datetime(2026, 10, 5, 3, tzinfo=UTC)
OWN, THEIRS = 300_000, 200_000
THEIR_NUMBER = "0410005555"


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def other(session):
    """The district beside it, with an account of its own."""
    made = NewDistrict("19.03", "Dinas Sosial", "Jl. Contoh 2", "Muntok", "Nama Lain", "Bupati Bangka Barat", "0716-1")
    district = places.add_district(session, made, by=SYSTEM)
    new = NewAccount("babar-bca", "BCA", THEIR_NUMBER, "Forum TJSL Bangka Barat")
    open_account(session, new, district_id=district.id, by=SYSTEM)
    return district


@pytest.fixture
def theirs(session, other):
    return an_actor(session, "treasurer", other)


def a_card_payment(session, desk, district_id, name, rupiah):
    """Let so much stand at the provider for a district; whose it is there is not the matter here."""
    arrow = Arrow(AccountKey(K.PROVIDER_CLEARING, district_id), AccountKey(K.SUSPENSE, district_id), Money(rupiah))
    journal = ledger.post(session, Entry(f"stripe:{name}", "receipt", district_id, "Kartu", AT, (arrow,)), by=SYSTEM)
    row = Payment(district_id=district_id, pledge_id=desk.pledge.id, payer_id=desk.payer.id, route=Route.STRIPE)
    row.organisation_id, row.status, row.amount = desk.scene.company_id, PaymentStatus.SETTLED, Money(rupiah)
    row.external_reference, row.journal_id = name, journal.id
    session.add(row)
    session.flush()


@pytest.fixture
def payments(session, desk, other):
    a_card_payment(session, desk, desk.scene.district_id, "pi_own", OWN)
    a_card_payment(session, desk, other.id, "pi_theirs", THEIRS)


def paid_out(session, *, own=OWN, theirs=THEIRS, name="po_both", state=PayoutState.PAID):
    """Let the provider say that both were paid out together."""
    sums = {"pi_own": own, "pi_theirs": theirs}
    movements = tuple(
        MovementSeen(f"txn_{one}_{name}", "charge" if sen > 0 else "refund", f"ch_{one}", one, sen * 100, 0, sen * 100)
        for one, sen in sums.items()
    )
    seen = PayoutSeen(name, state, (own + theirs) * 100, "idr", livemode=False, sent_at=AT, arrives_on=october(6))
    told = PayoutSeen(**{slot: getattr(seen, slot) for slot in seen.__slots__} | {"movements": movements})
    apply_payout(session, told, is_live=False, by=SYSTEM)
    return session.scalars(select(Payout).where(Payout.external_reference == name)).one()


def shown(session, desk, number, rupiah=OWN + THEIRS, text="STRIPE PAYOUT"):
    """Let the bank behind this account show so much coming in."""
    account = session.scalars(select(BankAccount).where(BankAccount.number == number)).one()
    content = a_bca_file((transfer(rupiah, text, day=7),), number=number, days=(7, 8))
    import_statement(session, account, content, filename="m.csv", by=desk.treasurer)
    return session.scalars(select(StatementLine).order_by(StatementLine.id.desc())).first()


def on(session, district_id, kind):
    return sum(one.rupiah for one in ledger.balances(session, kind=kind, district_id=district_id).values())


def test_each_district_has_its_own_part_on_its_way(session, desk, other, payments):
    payout = paid_out(session)
    for district_id, part in ((desk.scene.district_id, OWN), (other.id, THEIRS)):
        assert on(session, district_id, K.PAYOUTS_IN_TRANSIT) == part
        assert on(session, district_id, K.PROVIDER_CLEARING) == 0
    assert (payout.district_id, payout.amount) == (desk.scene.district_id, Money(OWN + THEIRS))
    assert list(ledger.verify(session)) == []


@pytest.mark.parametrize("first", ["line", "payout"])
@pytest.mark.parametrize("is_theirs", [False, True])
def test_the_line_is_found_in_whichever_districts_bank_it_comes_in(session, desk, other, payments, first, is_theirs):
    number = THEIR_NUMBER if is_theirs else desk.account.number
    if first == "line":
        shown(session, desk, number)
    payout = paid_out(session)
    if first == "payout":
        shown(session, desk, number)
    session.refresh(payout)
    here, there = (other.id, desk.scene.district_id) if is_theirs else (desk.scene.district_id, other.id)
    part = OWN if is_theirs else THEIRS
    assert payout.status is PayoutStatus.ARRIVED
    assert (on(session, here, K.BANK), on(session, there, K.BANK)) == (OWN + THEIRS, 0)
    assert [on(session, one, K.PAYOUTS_IN_TRANSIT) for one in (here, there)] == [0, 0]
    assert [on(session, one, K.BETWEEN_DISTRICTS) for one in (here, there)] == [-part, part]
    assert on(session, here, K.SUSPENSE) == (THEIRS if is_theirs else OWN), "the line's own way there is walked back"
    assert list(ledger.verify(session)) == []


def test_told_again_and_imported_again_nothing_is_booked_twice(session, desk, other, payments):
    shown(session, desk, THEIR_NUMBER)
    paid_out(session)
    before = session.scalars(select(ledger.Journal.id)).all()
    paid_out(session)
    shown(session, desk, THEIR_NUMBER)
    assert session.scalars(select(ledger.Journal.id)).all() == before


def test_looking_at_the_own_banks_only_would_not_find_it(session, desk, other, payments, monkeypatch):
    everywhere = cards.payouts.waiting_lines
    monkeypatch.setattr(cards.payouts, "waiting_lines", lambda ids=None: everywhere(ids or [desk.scene.district_id]))
    payout = paid_out(session)
    shown(session, desk, THEIR_NUMBER)
    session.refresh(payout)
    assert (payout.status, on(session, other.id, K.SUSPENSE)) == (PayoutStatus.ON_THE_WAY, 2 * THEIRS + OWN)


def test_by_hand_the_treasurer_of_that_bank_sees_the_payout_and_its_line(session, desk, other, theirs, payments):
    payout = paid_out(session)
    line = shown(session, desk, THEIR_NUMBER, text="KIRIMAN")
    assert cards.candidates(session, payout, viewer=desk.treasurer) == []
    assert [one.id for one in cards.candidates(session, payout, viewer=theirs)] == [line.id]
    cards.propose_line(session, payout, line, by=theirs)
    arrive_by_hand(session, payout, seen_line_id=line.id, by=an_actor(session, "treasurer", other))
    assert on(session, desk.scene.district_id, K.BETWEEN_DISTRICTS) == OWN
    assert list(ledger.verify(session)) == []


def test_a_treasurer_reads_the_own_movements_and_one_sum_of_the_others(session, desk, other, theirs, payments):
    payout = paid_out(session)
    for viewer, name in ((desk.treasurer, "pi_own"), (theirs, "pi_theirs")):
        (item,) = cards.items_of(session, payout.id, viewer=viewer)
        assert name in item.external_reference
        assert cards.payout_of(session, payout.id, viewer=viewer).id == payout.id
    assert cards.shares_of(session, payout.id) == {desk.scene.district_id: (1, OWN * 100), other.id: (1, THEIRS * 100)}
    shown(session, desk, desk.account.number)
    third = an_actor(session, "treasurer", make_third(session))
    with pytest.raises(cards.PayoutNotFound):
        cards.payout_of(session, payout.id, viewer=third)


def make_third(session):
    made = NewDistrict("19.04", "Dinas Sosial", "Jl. Contoh 3", "Koba", "Nama", "Bupati Bangka Tengah", "0718-1")
    return places.add_district(session, made, by=SYSTEM)


def test_a_part_that_takes_money_turns_round(session, desk, other, payments):
    paid_out(session, theirs=-50_000)
    assert on(session, other.id, K.PAYOUTS_IN_TRANSIT) == -50_000
    shown(session, desk, desk.account.number, rupiah=OWN - 50_000)
    assert on(session, other.id, K.BETWEEN_DISTRICTS) == -50_000
    assert on(session, desk.scene.district_id, K.BETWEEN_DISTRICTS) == 50_000
    assert list(ledger.verify(session)) == []


def test_one_that_fails_walks_back_in_every_book(session, desk, other, payments):
    paid_out(session)
    paid_out(session, state=PayoutState.FAILED)
    for district_id, part in ((desk.scene.district_id, OWN), (other.id, THEIRS)):
        assert (on(session, district_id, K.PAYOUTS_IN_TRANSIT), on(session, district_id, K.PROVIDER_CLEARING)) == (
            0,
            part,
        )
    assert list(ledger.verify(session)) == []
