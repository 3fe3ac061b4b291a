"""Forms about destinations. Proposing and approving ask for the password again, and for a code where one is set up."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import HiddenField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from srikandi.database import current_session
from srikandi.payments import BankAccount
from srikandi.payments.destinations import ChangeKind, DirectAccount, Wanted
from srikandi.users import Proof, WrongCode, WrongPassword, check_tries, note_try, prove_again
from srikandi.web.boundary import keep_refusal
from srikandi.web.forms import Form, ReasonField, plain_text


class ProvingForm(Form):
    """A step whose maker shows again who they are."""

    password = PasswordField(_l("Kata sandi Anda"), [InputRequired(_l("Tulis kata sandi Anda."))])
    code = StringField(_l("Kode autentikator"), [Optional(), plain_text])

    @property
    def wants_code(self) -> bool:
        """Has this person an authenticator?"""
        return current_user.signed_in.user.totp_seed is not None

    def proof(self) -> Proof:
        """Give proof of who is at the keys; tries are counted. Raises: WrongPassword, WrongCode, TooManyTries."""
        session, user, address = current_session(), current_user.signed_in.user, request.remote_addr or ""
        keep_refusal()
        check_tries(session, user.email, address=address)
        try:
            proof = prove_again(session, user.id, password=self.password.data, code=self.code.data or "")
        except (WrongPassword, WrongCode):
            note_try(session, user.email, address=address)
            raise
        return proof


class ProposalForm(ProvingForm):
    """What shall be told to payers from now on."""

    what = SelectField(_l("Yang diubah"), [InputRequired()])
    bank = StringField(_l("Bank"), [Optional(), plain_text])
    number = StringField(
        _l("Nomor"), [Optional(), plain_text], description=_l("Hanya angka. Virtual account: 16 angka.")
    )
    holder = StringField(_l("Atas nama"), [Optional(), plain_text])
    qris_payload = TextAreaField(
        _l("Isi QRIS statis"),
        [Optional(), plain_text],
        description=_l("Teks di dalam kode QRIS dari bank, diawali 000201. Kosongkan bila tidak ada."),
    )
    reason = ReasonField(
        description=_l("Dibaca semua perusahaan di kabupaten ini. Jangan tulis nomor rekening di sini.")
    )

    def offer(self, accounts: Sequence[BankAccount], direct: DirectAccount | None) -> ProposalForm:
        """Fill the list of what can be changed."""
        self.what.choices = [("open", gettext("Rekening penampungan baru"))]
        for one in accounts:
            words = {"bank": one.bank, "number": one.number}
            self.what.choices += [
                (f"change/{one.id}", gettext("Ubah %(bank)s %(number)s", **words)),
                (f"close/{one.id}", gettext("Tutup %(bank)s %(number)s", **words)),
            ]
        self.what.choices.append(("direct", gettext("Virtual account BPJS Kesehatan")))
        if direct is not None:
            self.what.choices.append(("direct_end", gettext("Tutup virtual account BPJS Kesehatan")))
        return self

    def wanted(self) -> Wanted:
        """Give what was asked for as the domain takes it."""
        word, _, number = self.what.data.partition("/")
        kind, account_id = ChangeKind(word), int(number) if number else None
        if kind in {ChangeKind.CLOSE, ChangeKind.DIRECT_END}:
            return Wanted(kind, account_id)
        typed = "".join((self.number.data or "").split())
        holder = (self.holder.data or "").strip()
        if kind is ChangeKind.DIRECT:
            return Wanted(kind, number=typed, holder=holder or "BPJS Kesehatan")
        qris = (self.qris_payload.data or "").strip() or None
        return Wanted(kind, account_id, (self.bank.data or "").strip(), typed, holder, qris)


class ApprovalForm(ProvingForm):
    """The approver's word, bound to what was on the page."""

    seen_hash = HiddenField()


class StopForm(Form):
    """Why it must not happen."""

    reason = ReasonField(_l("Mengapa dihentikan"))
