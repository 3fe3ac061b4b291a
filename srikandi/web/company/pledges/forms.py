"""What a company says about a promise that stands."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi.money import ZERO, Money
from srikandi.pledges import PayerRow, Pledge
from srikandi.web.company.pledges.shares import SharesForm
from srikandi.web.forms import Form, IntegerField, MoneyField, ReasonField, plain_text

MOST_MONTHS = 24


class CancelForm(Form):
    """Why a promise is taken back."""

    reason = ReasonField()


class DeclineForm(Form):
    """Why a share is declined."""

    reason = ReasonField(description=_l("Pengaju komitmen membaca alasan ini."))


class ReshapeForm(SharesForm):
    """Other shares than before, and why."""

    why = TextAreaField(
        _l("Catatan untuk para penanggung"),
        [Optional(), Length(max=1000), plain_text],
    )


class ReserveForm(Form):
    """How much to hold back: in months of the own premiums, or in rupiah."""

    reserve_months = IntegerField(
        _l("Dalam bulan iuran"),
        [Optional(), NumberRange(0, MOST_MONTHS, _l("Tulis 0 sampai 24 bulan."))],
    )
    reserve_amount = MoneyField(_l("Atau dalam rupiah"), [Optional()])

    def sum_for(self, pledge: Pledge, payer: PayerRow | None) -> Money:
        """Give the rupiah of what was typed: months count the payer's own share of every life."""
        if self.reserve_amount.data is not None:
            return Money(self.reserve_amount.data.rupiah)
        share = payer.share if payer is not None else ZERO
        return share * (pledge.lives * (self.reserve_months.data or 0))


class ReleaseForm(Form):
    """How much of the reserve is asked back, and why."""

    amount = MoneyField(_l("Jumlah yang diminta"), [InputRequired(_l("Tulis jumlahnya."))])
    release_reason = ReasonField(description=_l("Kabupaten membaca alasan ini."))
