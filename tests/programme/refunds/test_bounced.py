"""A transfer that bounces is the refund coming back: offered with reasons, proposed by one, confirmed by another."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from srikandi import ledger, organisations
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import ImporterMatches, LineDecided, MatcherConfirms, StatementLine, banking, refunding
from srikandi.payments.refunding import (
    DestinationDiffers,
    HolderDiffers,
    NotThisRefund,
    Refund,
    RefundMoved,
    RefundStage,
    SayerConfirms,
)
from srikandi.programme.receiving import confirm_proposal
from srikandi.programme.refunds import (
    Sign,
    approve_refund,
    bounced_in,
    confirm_return,
    end_refund,
    propose_end,
    propose_return,
    returning,
    tie_refund,
)
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_desk, transfer
from tests.pledges.making import SYSTEM
from tests.programme.refunds.making import HERE, NUMBER, WHOLE, a_request, bring, credit, due, paid, stands

OVER = 100_000


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def payment(session, desk):
    return paid(session, desk, WHOLE + OVER)


def approved(session, desk, payment):
    refund = a_request(session, desk, payment, OVER)
    return approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker)


@pytest.fixture
def gone(session, desk, payment):
    """A refund that a line of the bank has shown leaving."""
    refund = approved(session, desk, payment)
    bring(session, desk, transfer(-OVER, f"PENGEMBALIAN {refund.id}", day=12), days=(11, 14))
    tie_refund(
        session,
        refund,
        banking.outgoing_waiting(session, desk.scene.district_id, amount=Money(OVER))[0],
        by=desk.second,
    )
    return refund


def comes_back(session, desk, text, *, rupiah=OVER, day=16):
    """The bank shows so much coming in; the other treasurer brings the file in. Gives the line."""
    content = (transfer(rupiah, text, day=day),)
    from_second = type(desk)(**{**vars(desk), "treasurer": desk.second})
    bring(session, from_second, *content, days=(day, day + 1))
    return session.scalars(select(StatementLine).order_by(StatementLine.id.desc())).first()


def test_the_line_offers_the_refund_it_brings_back_and_says_why(session, desk, gone):
    line = comes_back(session, desk, f"RETUR PENGEMBALIAN {gone.id}")
    (one,) = bounced_in(session, line)
    assert one.refund.id == gone.id
    assert set(one.signs) >= {Sign.NUMBERED, Sign.SAID, Sign.SAME_ACCOUNT, Sign.SAME_SUM}
    assert bounced_in(session, comes_back(session, desk, "SETORAN", rupiah=OVER + 1, day=18)) == []


def test_two_people_let_it_come_back_and_it_is_credit_that_can_be_asked_for_again(session, desk, payment, gone):
    line = comes_back(session, desk, "RETUR")
    proposal = propose_return(session, gone, line, reason="Rekening tujuan sudah ditutup", by=desk.treasurer)
    assert (gone.status, credit(session, desk)) == (RefundStage.PAID, 0), "one word moves nothing"
    confirm_return(session, proposal, by=desk.second)
    assert (gone.status, gone.decision) == (RefundStage.RETURNED, "Rekening tujuan sudah ditutup")
    assert (credit(session, desk), due(session, desk), payment.refunded) == (OVER, 0, Money(0))
    assert stands(session, desk, AccountKind.SUSPENSE) == 0
    assert stands(session, desk, AccountKind.BANK, contract_id=desk.account.id) == WHOLE + OVER
    assert (banking.waits(line), bounced_in(session, line)) == (False, [])
    assert a_request(session, desk, payment, OVER).status is RefundStage.REQUESTED
    assert list(ledger.verify(session)) == []


def test_who_proposed_or_brought_the_file_does_not_say_so_alone(session, desk, gone):
    line = comes_back(session, desk, "RETUR")
    with pytest.raises(ImporterMatches):
        propose_return(session, gone, line, reason="Retur", by=desk.second)
    proposal = propose_return(session, gone, line, reason="Retur", by=desk.treasurer)
    with pytest.raises(MatcherConfirms):
        confirm_return(session, proposal, by=desk.treasurer)


def test_it_is_never_booked_as_a_new_payment_of_its_payer(session, desk, gone):
    proposal = propose_return(session, gone, comes_back(session, desk, "RETUR"), reason="Retur", by=desk.treasurer)
    with pytest.raises(LineDecided):
        confirm_proposal(session, proposal, by=desk.second)
    confirm_return(session, proposal, by=desk.second)
    with pytest.raises(LineDecided):
        confirm_return(session, proposal, by=desk.second)


@pytest.mark.leaves_a_broken_book
def test_taken_for_a_new_payment_it_would_be_paid_twice_over(session, desk, payment, gone, monkeypatch):
    proposal = propose_return(session, gone, comes_back(session, desk, "RETUR"), reason="Retur", by=desk.treasurer)
    monkeypatch.setattr(refunding, "returned_by", lambda *_: None)
    confirm_proposal(session, proposal, by=desk.second)
    assert (gone.status, payment.refunded) == (RefundStage.PAID, Money(OVER)), "its refund would still say paid"
    session.rollback()


def test_only_a_transfer_that_left_before_comes_back(session, desk, payment):
    refund = approved(session, desk, payment)
    line = comes_back(session, desk, "RETUR")
    with pytest.raises(NotThisRefund):
        propose_return(session, refund, line, reason="Retur", by=desk.treasurer)


def test_without_that_look_what_never_left_would_come_back(session, desk, payment, monkeypatch):
    refund = approved(session, desk, payment)
    line = comes_back(session, desk, "RETUR")
    monkeypatch.setattr(returning, "bounced_in", lambda *_: [returning.Bounced(refund, line, ())])
    proposal = propose_return(session, refund, line, reason="Retur", by=desk.treasurer)
    with pytest.raises(RefundMoved):
        confirm_return(session, proposal, by=desk.second)
    session.rollback()


def test_the_pages_offer_it_and_say_that_it_came_back(app, session, desk, gone):
    enrol(session, desk)
    line = comes_back(session, desk, f"RETUR PENGEMBALIAN {gone.id}")
    line_id, refund_id, uid = line.id, gone.id, gone.uid
    session.commit()
    first, second = as_(app, desk.treasurer), as_(app, desk.second)
    shown = first.get(f"/bendahara/belum-dikenali/{line_id}").text
    assert "Mungkin pengembalian yang kembali" in shown
    assert "bank menyebutnya retur atau gagal" in shown
    typed = {"refund": str(refund_id), "reason": "Bank memberi tahu rekeningnya ditutup."}
    sent = first.submit(f"/bendahara/belum-dikenali/{line_id}", typed, action="/kembali")
    assert sent.status_code == 303
    address = sent.headers["Location"]
    assert "Benar, pengembalian ini kembali?" in second.get(address).text
    assert second.submit(address, {}, action="/setujui").status_code == 303
    assert "Uangnya kembali dari bank" in first.get(f"/bendahara/pengembalian/{refund_id}").text
    assert "bisa diminta lagi" in as_(app, desk.scene.officer).get(f"/perusahaan/pengembalian/{uid}").text


def test_one_person_alone_does_not_end_a_transfer(session, desk, payment):
    refund = approved(session, desk, payment)
    with pytest.raises(RefundMoved):
        end_refund(session, refund, by=desk.second)
    propose_end(session, refund, reason="Tidak jadi", by=desk.treasurer)
    for nobody in (desk.treasurer, SYSTEM):
        with pytest.raises(SayerConfirms):
            end_refund(session, refund, by=nobody)
    with pytest.raises(IntegrityError, match="ending_takes_two"):
        session.execute(update(Refund).where(Refund.id == refund.id).values(ended_by=desk.treasurer.user_id))
    session.rollback()


def test_what_is_said_not_to_come_may_be_taken_back_and_may_come_all_the_same(session, desk, payment):
    refund = approved(session, desk, payment)
    propose_end(session, refund, reason="Tidak jadi", by=desk.treasurer)
    refunding.drop_end(session, refund, by=desk.second)
    with pytest.raises(RefundMoved):
        end_refund(session, refund, by=desk.second)
    propose_end(session, refund, reason="Tidak jadi", by=desk.treasurer)
    bring(session, desk, transfer(-OVER, "PENGEMBALIAN", day=12), days=(11, 14))
    (line,) = banking.outgoing_waiting(session, desk.scene.district_id, amount=Money(OVER))
    tie_refund(session, refund, line, by=desk.second)
    assert (refund.status, refund.is_ending) == (RefundStage.PAID, False)
    with pytest.raises(RefundMoved):
        end_refund(session, refund, by=desk.second)


@pytest.fixture
def unnamed(session, desk, payment):
    """A payment whose sender the bank has not named."""
    line = session.get_one(StatementLine, payment.statement_line_id)
    line.reading = {name: value for name, value in dict(line.reading).items() if name != "sender"}
    line.description = "SETORAN TUNAI KANTOR CABANG"
    session.flush()
    return payment


def test_where_the_bank_names_nobody_the_approver_types_number_and_name(session, desk, unnamed):
    refund = a_request(session, desk, unnamed, OVER)
    with pytest.raises(HolderDiffers):
        approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker)
    with pytest.raises(HolderDiffers):
        approve_refund(session, refund, typed_number=NUMBER, typed_holder="PT Lain", by=desk.scene.checker)
    typed = {"typed_number": NUMBER, "typed_holder": "TIMAH SEJAHTERA CONTOH, PT"}
    assert approve_refund(session, refund, **typed, by=desk.scene.checker).status is RefundStage.APPROVED


def test_without_that_second_look_a_name_nobody_has_read_would_be_approved(session, desk, unnamed, monkeypatch):
    monkeypatch.setattr(refunding, "names_sender", lambda *_: True)
    refund = a_request(session, desk, unnamed, OVER)
    assert approve_refund(session, refund, typed_number=NUMBER, by=desk.scene.checker).status is RefundStage.APPROVED


def test_where_the_bank_names_nobody_it_goes_only_to_the_payer_by_its_own_name(session, desk, unnamed):
    name = organisations.names(session, [desk.scene.company_id])[desk.scene.company_id]
    assert name == HERE.holder
    with pytest.raises(DestinationDiffers):
        a_request(session, desk, unnamed, OVER, destination=type(HERE)("BCA", NUMBER, "Budi Santoso"))


def test_the_approver_reads_neither_number_nor_name_on_the_page(app, session, desk, unnamed):
    enrol(session, desk)
    refund = a_request(session, desk, unnamed, OVER)
    refund_id = refund.id
    session.commit()
    own = as_(app, desk.treasurer).get(f"/bendahara/pengembalian/{refund_id}").text
    others = as_(app, desk.second).get(f"/bendahara/pengembalian/{refund_id}").text
    assert (NUMBER in own, NUMBER in others) == (True, False)
    assert "disembunyikan sampai disetujui" in others
