"""What a company says when it starts a consortium, joins one, or invites others."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi import organisations, tariffs
from srikandi.database import current_session
from srikandi.organisations import Organisation
from srikandi.pledges import Commitment, Consortium, Frame
from srikandi.web.company.pledges.calculator import MOST_LIVES, PledgeForm
from srikandi.web.company.pledges.shares import SharesForm
from srikandi.web.forms import CheckboxesField, Form, IntegerField, MoneyField, ReasonField, plain_text
from srikandi.web.frame.saying.words import word

FEWEST, MOST = 2, 200
NAMED = _l("Nama organisasi kami boleh tampil di halaman publik selama menghimpun.")


class StartForm(PledgeForm):
    """The frame all members share, the condition, and the own promise."""

    name = StringField(
        _l("Nama komitmen bersama"),
        [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text],
        description=_l("Tampil kepada yang diundang dan di halaman publik."),
    )
    target_lives = IntegerField(
        _l("Jumlah jiwa seluruhnya"),
        [Optional(), NumberRange(1, MOST_LIVES, _l("Tulis 1 sampai 200.000 jiwa."))],
    )
    target_members = IntegerField(
        _l("Jumlah peserta, termasuk Anda"),
        [Optional(), NumberRange(FEWEST, MOST, _l("Tulis 2 sampai 200 peserta."))],
    )
    target_amount = MoneyField(_l("Nilai komitmen seluruhnya"), [Optional()])
    join_on = DateField(_l("Hari terakhir bergabung"), [InputRequired(_l("Pilih tanggalnya."))])
    invited = CheckboxesField(_l("Undang"), [Optional()], coerce=int)
    is_open = BooleanField(_l("Perusahaan lain yang sudah diterima forum juga boleh bergabung."))
    is_named = BooleanField(NAMED)

    def offer(self, company: Organisation) -> StartForm:
        """Fill the lists people choose from; the Pemkab can be invited like a company."""
        super().offer(company)
        session = current_session()
        others = organisations.admitted(session, self.district.id, but=company.id)
        government = organisations.government_of(session, self.district.id)
        self.tariff_basis.choices = [(one.value, f"{price} ({word(one)})") for one, price in self.prices.items()]
        self.invited.choices = [(government.id, government.name), *others]
        return self

    def frame(self) -> Frame:
        """Give what everybody promises alike, with its condition."""
        terms = self.terms()
        return Frame(
            name=(self.name.data or "").strip(),
            pool_id=terms.pool_id,
            months=terms.months,
            start_month=terms.start_month,
            tariff_basis=terms.tariff_basis,
            frequency=terms.frequency,
            succession_rule=terms.succession_rule,
            join_on=self.join_on.data,
            target_lives=self.target_lives.data,
            target_members=self.target_members.data,
            target_amount=self.target_amount.data,
            is_open=bool(self.is_open.data),
            invited=tuple(self.invited.data or ()),
        )

    def commitment(self) -> Commitment:
        """Give the leader's own promise."""
        terms = self.terms()
        return Commitment(terms.lives, terms.shares, bool(self.is_named.data), terms.form_key)


class JoinForm(SharesForm):
    """How many lives a member adds, and who pays what of them."""

    lives = IntegerField(
        _l("Jumlah jiwa dari Anda"),
        [InputRequired(_l("Tulis jumlah jiwa.")), NumberRange(1, MOST_LIVES, _l("Tulis 1 sampai 200.000 jiwa."))],
    )
    is_named = BooleanField(NAMED)

    def offer(self, company: Organisation, consortium: Consortium) -> JoinForm:
        """Begin with the whole tariff paid by the company itself."""
        self.offer_partners(company)
        if not self.is_submitted():
            price = tariffs.amount(current_session(), consortium.tariff_basis, month=consortium.start_month)
            self.own_share.data = price
        return self

    def commitment(self) -> Commitment:
        """Give the member's promise."""
        return Commitment(self.lives.data or 0, self.shares(), bool(self.is_named.data), self.form_key.data)


class InviteForm(Form):
    """Who else is asked."""

    invited = CheckboxesField(_l("Undang"), [InputRequired(_l("Pilih sedikitnya satu."))], coerce=int)


class CallOffForm(Form):
    """Why the gathering ends."""

    reason = ReasonField()
