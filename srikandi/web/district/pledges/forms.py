"""What a district says about a promise."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from srikandi.web.forms import Form, ReasonField, plain_text


class ApprovalForm(Form):
    """The hash of exactly what stood on the page."""

    seen_hash = HiddenField(validators=[InputRequired(), Length(max=64)])


class RefusalForm(Form):
    """Why a promise is refused."""

    reason = ReasonField(description=_l("Perusahaan membaca alasan ini."))


class DeclineForm(Form):
    """Why the Pemkab does not pay a share."""

    reason = ReasonField(description=_l("Pengaju komitmen membaca alasan ini."))


class KeepForm(Form):
    """Why a reserve stays where it is."""

    keep_reason = ReasonField(description=_l("Penanggung membaca alasan ini."))


class AgreementForm(Form):
    """The signed agreement: its number, its day and its paper."""

    number = StringField(_l("Nomor perjanjian"), [InputRequired(_l("Tulis nomornya.")), Length(max=120), plain_text])
    signed_on = DateField(_l("Tanggal tanda tangan"), [InputRequired(_l("Isi tanggalnya."))])
    file = FileField(_l("Berkas perjanjian"), description=_l("PDF, PNG, atau JPEG."))
