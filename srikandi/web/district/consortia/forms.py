"""What a district says about a consortium."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length, NumberRange

from srikandi.web.forms import Form, IntegerField, OnceForm, ReasonField

MOST_LIVES = 200_000


class ApprovalForm(Form):
    """The hash of exactly what stood on the page."""

    seen_hash = HiddenField(validators=[InputRequired(), Length(max=64)])


class RefusalForm(Form):
    """Why the whole is refused."""

    reason = ReasonField(description=_l("Semua peserta membaca alasan ini."))


class PemkabForm(OnceForm):
    """How many lives the Pemkab adds, paid by itself."""

    lives = IntegerField(
        _l("Jumlah jiwa dari pemerintah kabupaten"),
        [InputRequired(_l("Tulis jumlah jiwa.")), NumberRange(1, MOST_LIVES, _l("Tulis 1 sampai 200.000 jiwa."))],
    )
