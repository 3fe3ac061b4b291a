"""What is asked when money goes back."""

from __future__ import annotations

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi.money import ZERO
from srikandi.payments import Payment, Route, refunding
from srikandi.payments.refunding import Destination, LossBearer, Refund
from srikandi.programme.refunds import AskedRefund, Room
from srikandi.web.forms import Form, IntegerField, MoneyField, OnceForm, ReasonField, plain_text, row_number


class AskForm(OnceForm):
    """How much goes back, why, and to whom."""

    amount = MoneyField(_l("Jumlah yang dikembalikan"), [InputRequired(_l("Tulis jumlahnya."))])
    months = IntegerField(
        _l("Jiwa-bulan yang dilepas dulu"),
        [Optional(), NumberRange(min=0, max=100_000, message=_l("Tulis bilangan bulat, 0 atau lebih."))],
        default=0,
        description=_l("Hanya yang sudah didanai tetapi belum dikirim ke BPJS; yang paling akhir dilepas lebih dulu."),
    )
    reason = ReasonField()
    pledge = HiddenField()


class TransferForm(AskForm):
    """The same, with the account the money came from."""

    bank = StringField(_l("Bank asal"), [InputRequired(_l("Tulis banknya.")), Length(max=60), plain_text])
    number = StringField(
        _l("Nomor rekening asal"),
        [InputRequired(_l("Tulis nomornya.")), Length(max=40), plain_text],
        description=_l("Dana hanya kembali ke rekening yang mengirimnya."),
    )
    holder = StringField(
        _l("Nama pemilik rekening"),
        [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text],
        description=_l("Harus sama dengan nama pengirim di mutasi bank."),
    )


class ApproveForm(Form):
    """What the approver types from the bank's paper."""

    number = StringField(
        _l("Ketik ulang nomor rekening tujuan"),
        [Length(max=40), plain_text],
        render_kw={"required": True},
        description=_l("Ambil dari bukti transfer atau surat perusahaan, jangan dari halaman ini."),
    )

    holder = StringField(
        _l("Ketik nama pemilik rekeningnya"),
        [Length(max=120), plain_text],
        render_kw={"required": True},
        description=_l("Bank tidak menyebut pengirimnya. Ambil dari surat perusahaan atau bukti transfernya."),
    )

    @property
    def typed(self) -> dict[str, str]:
        """What the approver has read on paper."""
        return {"typed_number": self.number.data or "", "typed_holder": self.holder.data or ""}


class LossForm(Form):
    """Who bears what a refund at the provider's desk has lost, and why."""

    bearer = RadioField(
        _l("Siapa yang menanggung?"),
        [InputRequired(_l("Pilih salah satu."))],
        choices=[
            SelectChoice(LossBearer.OPERATOR.value, _l("Pengelola")),
            SelectChoice(LossBearer.PAYER.value, _l("Ditagih kepada penanggungnya, dari saldo yang ia setor nanti")),
        ],
    )
    reason = ReasonField()

    @classmethod
    def of(cls, refund: Refund) -> Self:
        """Give the form with what was said last."""
        said = refund.loss_bearer.value if refund.loss_bearer else None
        return cls(formdata=None, bearer=said, reason=refund.loss_reason)


class SeenForm(Form):
    """What was looked at when somebody else's word was confirmed."""

    bearer = HiddenField()


class ReasonForm(Form):
    """Why something ends."""

    reason = ReasonField()


class LineForm(Form):
    """Which line of a statement has paid it."""

    line = HiddenField()


def ask_form(session: Session, payment: Payment, room: Room, *, pledge_id: int | None = None) -> AskForm:
    """Give the form for a payment, with the most that can go back and the sender the bank has named."""
    suggested: dict[str, Any] = {"amount": room.most or None, "pledge": str(pledge_id or payment.pledge_id)}
    if payment.route is not Route.BANK_TRANSFER:
        return AskForm(**suggested)
    line = refunding.line_of_payment(session, payment)
    sender = dict(line.reading).get("sender") if line else None
    return TransferForm(**suggested, holder=sender or "")


def asked_in(form: AskForm) -> AskedRefund:
    """Give what a form asks for."""
    to = None
    if isinstance(form, TransferForm):
        to = Destination(form.bank.data or "", form.number.data or "", form.holder.data or "")
    return AskedRefund(
        amount=form.amount.data or ZERO,
        reason=form.reason.data or "",
        months=form.months.data or 0,
        destination=to,
        pledge_id=row_number(form.pledge.data) or None,
        form_key=form.form_key.data,
    )
