"""The forms of a month's end."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi import places
from srikandi.clock import Month
from srikandi.closings import Cause, MonthDifference, RemittanceSource
from srikandi.database import current_session
from srikandi.places import District
from srikandi.programme import closing
from srikandi.programme.closing import MonthView
from srikandi.tariffs import Basis
from srikandi.web.forms import Form, IntegerField, MoneyField, OnceForm, ReasonField, plain_text
from srikandi.web.frame.saying.words import word


class BillForm(Form):
    """What BPJS Kesehatan bills for a month."""

    number = StringField(_l("Nomor tagihan"), [InputRequired(_l("Tulis nomornya.")), Length(max=120), plain_text])
    segment = SelectField(_l("Segmen"), [InputRequired(_l("Pilih segmennya."))])
    headcount = IntegerField(
        _l("Jumlah jiwa"), [InputRequired(_l("Tulis jumlah jiwanya.")), NumberRange(min=0, max=10_000_000)]
    )
    amount = MoneyField(_l("Jumlah tagihan"), [InputRequired(_l("Tulis jumlahnya."))])
    due_on = DateField(_l("Jatuh tempo"), [InputRequired(_l("Pilih tanggalnya."))])
    list = FileField(
        _l("Daftar peserta yang ditagih"),
        description=_l(
            ".xlsx atau .csv dengan kolom NIK atau PSNOKA; boleh ada BULAN, TAHUN, dan IURAN. "
            "Nomornya dicocokkan lalu disimpan tersandi, berkasnya tidak disimpan."
        ),
    )
    paper = FileField(_l("Surat tagihan"), description=_l("PDF atau foto, paling besar 8 MB."))
    reason = TextAreaField(
        _l("Alasan perubahan"),
        [Optional(), Length(max=1000), plain_text],
        description=_l("Hanya bila tagihan bulan ini sudah pernah dicatat: yang lama tetap tersimpan."),
    )


class ExplainForm(Form):
    """Why two of bank, book and BPJS list differ, and who sees to it."""

    cause = SelectField(_l("Sebab"), [InputRequired(_l("Pilih sebabnya."))])
    owner = SelectField(_l("Lembaga penanggung jawab"), [InputRequired(_l("Pilih lembaganya."))], coerce=int)
    owner_name = StringField(
        _l("Orang yang menindaklanjuti"), [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text]
    )
    follow_up = TextAreaField(
        _l("Tindak lanjut"), [InputRequired(_l("Tulis tindak lanjutnya.")), Length(max=1000), plain_text]
    )
    everything = BooleanField(_l("Berlaku untuk semua selisih sejenis yang belum dijelaskan"))


class SettleForm(Form):
    """What came of a follow-up."""

    outcome = TextAreaField(_l("Hasil"), [InputRequired(_l("Tulis hasilnya.")), Length(max=1000), plain_text])


class RemitForm(OnceForm):
    """Premium to be paid on."""

    segment = SelectField(_l("Segmen"), [InputRequired(_l("Pilih segmennya."))])
    source = SelectField(_l("Dibayar"), [InputRequired(_l("Pilih asalnya."))])
    amount = MoneyField(_l("Jumlah"), [InputRequired(_l("Tulis jumlahnya."))])


class BookForm(Form):
    """The line of the statement that shows a remittance."""

    line = SelectField(
        _l("Mutasi keluar"), [InputRequired(_l("Pilih mutasinya."))], coerce=lambda given: int(given) if given else None
    )


class ReasonForm(Form):
    """Why a step is taken back."""

    reason = ReasonField()


class SeenForm(Form):
    """The content that was looked at."""

    seen = HiddenField()


class LetterForm(Form):
    """The number the minutes carry in the Pemkab's own register, and for how long they are."""

    letter_number = StringField(
        _l("Nomor surat"),
        [InputRequired(_l("Tulis nomornya.")), Length(max=120), plain_text],
        description=_l("Dari buku agenda Pemkab."),
    )
    span = SelectField(_l("Masa"), [InputRequired(_l("Pilih masanya."))])


def bill_form(district: District, month: Month) -> BillForm:
    """Give the form of a bill, due on the day the district has set."""
    day = places.setting(current_session(), district.id, "due_day", on=month.first_day)
    form = BillForm(due_on=month.first_day.replace(day=day), segment=district.tariff_basis)
    form.segment.choices = [(one.value, gettext(closing.SEGMENTS[one])) for one in Basis]
    return form


def explain_form(row: MonthDifference) -> ExplainForm:
    """Give the form of a difference with what the records suggest."""
    form = ExplainForm(
        cause=(row.cause or row.proposed).value,
        owner=row.owner_id,
        owner_name=row.owner_name,
        follow_up=row.follow_up,
    )
    form.cause.choices = [(one.value, word(one)) for one in Cause]
    form.owner.choices = [(one.id, one.name) for one in closing.parties(current_session(), row.district_id)]
    return form


def remit_form(view: MonthView) -> RemitForm:
    """Give the form of a remittance: what remains of the first segment that lacks something, by bank."""
    lacking = [one for one in view.figures if one.remaining.rupiah > 0]
    first = lacking[0] if lacking else None
    said = {"segment": first.segment.value, "amount": first.remaining} if first else {}
    form = RemitForm(source=RemittanceSource.BANK.value, **said)
    form.segment.choices = [(one.segment.value, gettext(closing.SEGMENTS[one.segment])) for one in lacking]
    form.source.choices = [(one.value, word(one)) for one in RemittanceSource]
    return form
