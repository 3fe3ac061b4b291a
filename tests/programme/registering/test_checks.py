"""What `ledger verify` finds when a payment or a certificate no longer agrees with the book."""

from sqlalchemy import select, update

from srikandi import ledger
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.documents import Document, DocumentKind
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus, Route
from srikandi.pledges import Payer
from tests.reports.running import a_running_pledge


def found(session):
    session.flush()
    return {(one.check, one.subject) for one in ledger.verify(session)}


def a_settled_payment(session, running, amount):
    payer = session.scalars(select(Payer).where(Payer.pledge_id == running.pledge.id).order_by(Payer.id)).first()
    journal = session.scalars(select(ledger.Journal).where(ledger.Journal.kind == "receipt").order_by("id")).first()
    payment = Payment(
        district_id=running.pledge.district_id,
        pledge_id=running.pledge.id,
        payer_id=payer.id,
        organisation_id=payer.organisation_id,
        route=Route.BANK_TRANSFER,
        status=PaymentStatus.SETTLED,
        amount=Money(amount),
        journal_id=journal.id,
    )
    session.add(payment)
    session.flush()
    return payment


def test_a_settled_payment_stands_in_the_book_with_its_own_sum(session):
    running = a_running_pledge(session)
    payment = a_settled_payment(session, running, 6 * 3 * 20_000)
    assert found(session) == set()
    session.execute(update(Payment).where(Payment.id == payment.id).values(amount=Money(999)))
    assert found(session) == {("settled payments", f"payment/{payment.id}")}


def test_a_certificate_never_states_more_than_is_confirmed(session):
    running = a_running_pledge(session)
    certificate = session.scalars(select(Document).where(Document.kind == DocumentKind.CERTIFICATE)).one()
    assert certificate.facts["content"]["life_months"] == 6
    assert found(session) == set()
    one = LifeMonth.pledge_id == running.pledge.id, LifeMonth.status == LifeMonthStatus.ACTIVE, LifeMonth.seat == 1
    session.execute(update(LifeMonth).where(*one).values(status=LifeMonthStatus.FUNDED))
    assert ("certificates", certificate.serial) in found(session)
