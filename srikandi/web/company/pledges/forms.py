"""What a company says about a promise that stands."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from srikandi.web.company.pledges.shares import SharesForm
from srikandi.web.forms import Form, plain_text


class CancelForm(Form):
    """Why a promise is taken back."""

    reason = TextAreaField(_l("Alasan"), [InputRequired(_l("Tulis alasannya.")), Length(max=1000), plain_text])


class DeclineForm(Form):
    """Why a share is declined."""

    reason = TextAreaField(
        _l("Alasan"),
        [InputRequired(_l("Tulis alasannya.")), Length(max=1000), plain_text],
        description=_l("Pengaju komitmen membaca alasan ini."),
    )


class ReshapeForm(SharesForm):
    """Other shares than before, and why."""

    why = TextAreaField(
        _l("Catatan untuk para penanggung"),
        [Optional(), Length(max=1000), plain_text],
    )
