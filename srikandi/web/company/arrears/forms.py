"""How many families' arrears a company would pay."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi import pools
from srikandi.database import current_session
from srikandi.errors import Refusal
from srikandi.money import Money
from srikandi.organisations import Organisation
from srikandi.pledges import owing
from srikandi.pledges.owing import MOST_FAMILIES, ArrearsQuote, ArrearsTerms
from srikandi.web.forms import IntegerField, OnceForm

USUAL_FAMILIES = 10
MOST_DIGITS = 18


class ArrearsForm(OnceForm):
    """A pool, and how many of its families."""

    pool_id = SelectField(_l("Kelompok sasaran"), [InputRequired(_l("Pilih kelompoknya."))], coerce=int)
    families = IntegerField(
        _l("Jumlah keluarga"),
        [
            InputRequired(_l("Tulis jumlah keluarga.")),
            NumberRange(1, MOST_FAMILIES, _l("Tulis 1 sampai 5.000 keluarga.")),
        ],
        description=_l("Keluarga berikutnya dalam urutan kelompok yang tunggakannya belum ditanggung siapa pun."),
    )
    seen = HiddenField(validators=[Optional(), Length(max=MOST_DIGITS)])
    """The sum that was shown."""

    def offer(self, company: Organisation) -> ArrearsForm:
        """Fill the list of pools, and begin with the usual."""
        found = pools.open_pools(current_session(), district_id=company.district_id or 0)
        self.pool_id.choices = [(pool.id, pool.name) for pool in found]
        if not (self.pool_id.raw_data or self.families.raw_data):
            self["families"].data = USUAL_FAMILIES
            self["pool_id"].data = found[0].id if found else None
        return self

    @property
    def is_asked(self) -> bool:
        """Is enough filled in to say what it costs?"""
        return bool(self.families.raw_data)

    def quote(self) -> ArrearsQuote | None:
        """Give what it comes to; what keeps it from being said stands at its field."""
        is_refused = self.is_refused
        if not is_refused and not (self.pool_id.validate(self) and self.families.validate(self)):
            return None
        try:
            return owing.quote_arrears(current_session(), self.pool_id.data or 0, families=self.families.data or 0)
        except Refusal as refusal:
            if not is_refused:
                self.refuse(str(refusal), field=refusal.field)
            return None

    def terms(self) -> ArrearsTerms:
        """Give what was typed as the domain takes it."""
        seen = self.seen.data or ""
        shown = Money(int(seen) if seen.isascii() and seen.isdigit() else 0)
        return ArrearsTerms(self.pool_id.data, self.families.data or 0, shown, self.form_key.data)

    @property
    def said(self) -> str:
        """The sentence after it was sent."""
        said: str = gettext(
            "Komitmen Anda untuk tunggakan %(n)s keluarga sudah diajukan. Kabupaten memeriksanya.", n=self.families.data
        )
        return said
