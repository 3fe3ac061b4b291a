"""What a payer is asked on the way to paying, and what the pages of paying show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, make_response, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import DateField, Field, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from srikandi import documents, organisations, payments, pledges
from srikandi.audit import Actor
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.ledger import AccountKind, balances
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Organisation
from srikandi.payments import BankAccount, Payment, PaymentStatus, Receipt, Route, WrongPayer, banking, qris
from srikandi.payments.providers import LARGEST_PAYMENT, AmountNotPayable, CheckoutProvider, connected
from srikandi.payments.qris import QrisOrder
from srikandi.pledges import Bill
from srikandi.settings import Settings
from srikandi.web.forms import MoneyField, OnceForm, plain_text
from srikandi.web.guard import current_actor

MOST_LOOKS, LOOK_SECONDS = 10, 3
STRIPE_PAGES = "https://checkout.stripe.com"


def _fits_a_card(_form: CardForm, field: Field) -> None:
    """Say no before a payment is written down that no page can be opened for."""
    if field.data is not None and field.data > LARGEST_PAYMENT:
        raise ValidationError(gettext(AmountNotPayable.message))


class CardForm(OnceForm):
    """How much to pay by card."""

    amount = MoneyField(
        _l("Jumlah yang dibayar"),
        [InputRequired(_l("Tulis jumlahnya.")), _fits_a_card],
        description=_l("Boleh kurang atau lebih dari tagihan."),
    )


class DirectForm(OnceForm):
    """What BPJS Kesehatan gave for a payment made there."""

    receipt_number = StringField(
        _l("Nomor bukti bayar BPJS Kesehatan"),
        [InputRequired(_l("Tulis nomor buktinya.")), Length(max=60), plain_text],
        description=_l("Seperti tercetak pada bukti bayar; satu nomor berlaku satu kali."),
    )
    amount = MoneyField(_l("Jumlah yang dibayar"), [InputRequired(_l("Tulis jumlahnya."))])
    paid_on = DateField(_l("Tanggal bayar"), [InputRequired(_l("Pilih tanggalnya."))], default=today)
    proof = FileField(_l("Berkas bukti"), description=_l("PDF atau foto. Membantu petugas, tetapi bukan penentu."))


@dataclass(frozen=True)
class Desk:
    """What a payer has to pay, has on the way, and has left."""

    organisation: Organisation
    bills: list[Bill]
    recent: list[Payment]
    numbers: dict[int, str]
    on_the_way: Money
    credit: Money

    @property
    def open_bills(self) -> list[Bill]:
        """Bills with something still to pay."""
        return [bill for bill in self.bills if bill.remaining > ZERO]

    @property
    def next_bill(self) -> Bill | None:
        """The bill that is due first."""
        dated = [bill for bill in self.open_bills if bill.due_on is not None]
        return min(dated, key=lambda bill: (str(bill.due_on), bill.payer_id), default=None)


def organisation_paying(session: Session, viewer: Actor) -> Organisation:
    """Give whose bills this viewer pays: the own company's, or the Pemkab's."""
    if viewer.organisation_id is not None:
        return organisations.organisation_of(session, viewer.organisation_id, viewer=viewer)
    return organisations.government_of(session, viewer.district_id)


def desk_of(session: Session, viewer: Actor) -> Desk:
    """Gather a payer's page in a handful of questions."""
    own = organisation_paying(session, viewer)
    bills = bills_of(session, own)
    credit = balances(session, kind=AccountKind.PAYER_FUNDS, party_id=own.id)
    on_the_way = payments.on_the_way(session, [bill.payer_id for bill in bills])
    return Desk(
        organisation=own,
        bills=bills,
        recent=payments.of_organisation(session, own.id),
        numbers={bill.pledge_id: bill.pledge_number for bill in bills},
        on_the_way=total(list(on_the_way.values())),
        credit=total(list(credit.values())),
    )


def bills_of(session: Session, organisation: Organisation) -> list[Bill]:
    """List what one organisation owes next, by pledge."""
    known = pledges.bills(session, organisation.district_id or 0)
    return [bill for bill in known if bill.organisation_id == organisation.id]


def bill_of(session: Session, payer_id: int, viewer: Actor) -> Bill:
    """Give one of the viewer's own bills. Raises: WrongPayer."""
    own = organisation_paying(session, viewer)
    found = [bill for bill in bills_of(session, own) if bill.payer_id == payer_id]
    if not found:
        raise WrongPayer
    return found[0]


def suggested(bill: Bill) -> Money | None:
    """Give the next instalment, or nothing when all is paid."""
    return bill.amount if bill.amount > ZERO else None


def account_for(session: Session, organisation: Organisation) -> BankAccount | None:
    """Give the account this organisation is told to pay to."""
    return banking.account_of(session, organisation.district_id or 0)


def open_codes(payer_id: int) -> list[tuple[QrisOrder, datetime]]:
    """List the viewer's QRIS codes of a bill that still wait for their money, each with its last moment."""
    own = organisation_paying(current_session(), current_actor())
    found = qris.open_orders(current_session(), organisation_id=own.id, payer_id=payer_id)
    return [(one, one.created_at + qris.REMEMBERED) for one in found]


def kept_proof(session: Session, upload: Any, *, district_id: int, by: Actor) -> int | None:
    """Keep the file somebody added, if they added one."""
    if not upload or not upload.filename:
        return None
    kept = documents.keep_file(session, upload.read(), filename=upload.filename, district_id=district_id, by=by)
    return kept.id


def receipt_in(form: Any) -> Receipt:
    """Give the receipt a form describes."""
    return Receipt(form.receipt_number.data.strip(), form.amount.data, form.paid_on.data)


def cards() -> CheckoutProvider | None:
    """Give the card provider of this instance, if one is connected."""
    settings: Settings = current_app.extensions["srikandi"]
    return connected(settings.stripe)


def card_pages() -> tuple[str, str]:
    """Give where a form may lead: here, and to the provider's payment page."""
    stripe = current_app.extensions["srikandi"].stripe
    return "'self'", (stripe and stripe.api_base) or STRIPE_PAGES


def is_looking(payment: Payment, *, session_id: str, turn: int) -> bool:
    """Does the page of somebody who has just come back from paying look for the money by itself?"""
    return (
        payment.route is Route.STRIPE
        and payment.status is PaymentStatus.CLAIMED
        and bool(session_id)
        and turn < MOST_LOOKS
    )


def looking_again(page: str, payment: Payment, *, session_id: str, turn: int) -> Response:
    """Let somebody who has just come back from paying see by themselves that the money is there: look a few times."""
    answer = make_response(page)
    if is_looking(payment, session_id=session_id, turn=turn):
        again = url_for("company.payments.show", uid=payment.uid, sesi=session_id, ke=turn + 1)
        answer.headers["Refresh"] = f"{LOOK_SECONDS}; url={again}"
    return answer
