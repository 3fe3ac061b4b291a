"""What came of a session, as people type it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi.fieldwork import FieldResult, Gathered
from srikandi.web.forms import LONGEST_REASON, CountField, Form, plain_text, row_number

MOST = 100_000
COUNT = [InputRequired(_l("Tulis jumlahnya, 0 bila tidak ada.")), NumberRange(0, MOST, _l("Periksa jumlahnya."))]


class ResultForm(Form):
    """How many came, were told of their card, were named as without cover."""

    visitors = CountField(_l("Orang yang datang"), COUNT)
    informed = CountField(
        _l("Diberi penjelasan kartu"), COUNT, description=_l("Cara memakai kartu dan ke mana berobat.")
    )
    nominated = CountField(_l("Diusulkan di sana"), COUNT, description=_l("Belum punya JKN dan namanya diusulkan."))
    story = TextAreaField(
        _l("Hasil dan tindak lanjut"),
        [Optional(), Length(max=LONGEST_REASON), plain_text],
        description=_l("Jangan tulis nama, NIK, atau penyakit orang."),
    )
    reason = StringField(_l("Mengapa diperbaiki?"), [Optional(), Length(max=200), plain_text])
    seen = HiddenField()

    def offer(self, results: Sequence[FieldResult]) -> ResultForm:
        """A first result has nothing to explain."""
        if not results:
            del self.reason
        return self

    def knowing(self, results: Sequence[FieldResult]) -> ResultForm:
        """Say which result its reader has before them: what is written of an earlier one is refused."""
        self.seen.data = str(results[0].id if results else 0)
        return self

    @classmethod
    def beginning(cls, results: Sequence[FieldResult], *, brought: int = 0) -> ResultForm:
        """Begin with what was written last, the first time with as many as were named through the session's code."""
        form = cls(formdata=None, obj=results[0] if results else None).offer(results).knowing(results)
        if results:
            form.reason.data = ""
        elif brought:
            form.nominated.data = brought
        return form

    def gathered(self) -> Gathered:
        """Give what was typed as the domain takes it."""
        visitors, informed, nominated = (int(one.data or 0) for one in (self.visitors, self.informed, self.nominated))
        reason = self.reason.data if self.reason else None
        story, seen = self.story.data or "", row_number(self.seen.data)
        return Gathered(visitors, informed, nominated, story=story, reason=reason or "", seen=seen)
