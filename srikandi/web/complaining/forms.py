"""What is typed about a complaint: by whoever complains, and by who handles it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from srikandi.complaints import ComplaintKind, Outcome, Told
from srikandi.web.forms import TELEPHONE, Form, plain_text
from srikandi.web.frame.saying.words import word

LONGEST = 2000


class ComplaintForm(Form):
    """What went wrong, where, and how to reach whoever complains."""

    kind = RadioField(_l("Apa yang terjadi?"), [InputRequired(_l("Pilih salah satu."))])
    place = StringField(
        _l("Di mana?"),
        [Optional(), Length(max=120), plain_text],
        description=_l("Nama puskesmas, klinik, atau rumah sakitnya."),
    )
    story = TextAreaField(
        _l("Ceritanya"),
        [InputRequired(_l("Ceritakan apa yang terjadi.")), Length(max=LONGEST), plain_text],
        description=_l("Kapan dan apa yang dikatakan petugasnya. Jangan tulis NIK atau penyakit."),
    )
    contact = StringField(
        _l("Nomor telepon untuk dihubungi"),
        [Optional(), TELEPHONE],
        description=_l("Hanya petugas yang menangani aduan ini yang membacanya."),
    )

    def offer(self) -> ComplaintForm:
        """Fill the kinds."""
        self.kind.choices = [(one.value, word(one)) for one in ComplaintKind]
        return self

    def told(self) -> Told:
        """Give what was typed as the domain takes it."""
        kind = ComplaintKind(self.kind.data)
        return Told(kind, self.story.data, self.place.data or "", self.contact.data or "")


class WordsForm(Form):
    """Something said about a case."""

    words = TextAreaField(
        _l("Keterangan"),
        [InputRequired(_l("Tulis keterangannya.")), Length(max=LONGEST), plain_text],
        description=_l("Dibaca juga oleh pelapor. Jangan tulis NIK atau penyakit."),
    )


class SolveForm(Form):
    """How a case ended."""

    outcome = RadioField(_l("Hasilnya"), [InputRequired(_l("Pilih hasilnya."))])
    result = TextAreaField(
        _l("Yang dikerjakan"),
        [InputRequired(_l("Tulis keterangannya.")), Length(max=LONGEST), plain_text],
        description=_l("Dibaca juga oleh pelapor. Jangan tulis NIK atau penyakit."),
    )

    def offer(self) -> SolveForm:
        """Fill the outcomes."""
        self.outcome.choices = [(one.value, word(one)) for one in Outcome]
        return self
