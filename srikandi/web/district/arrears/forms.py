"""What is typed about arrears: a list, what one person owes, and why."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from srikandi import clock
from srikandi.arrears import CareClass, Owed, PeriodWrong, Span
from srikandi.arrears.lists import ArrearsFile
from srikandi.clock import Month
from srikandi.web.forms import OR_NOTHING, Form, ReasonField
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.frame.saying.words import word

YEARS_BACK = 3
PAID, OWES, NOTHING = "paid", "owes", "nothing"


def months_back(count: int) -> list[tuple[str, str]]:
    """Offer this month and those before it, the newest first."""
    this_month = Month.of(clock.today())
    return [(str(month), month_words(month)) for month in (this_month + -step for step in range(count))]


class UploadForm(Form):
    """A list of people who owe months, and what it does not say itself."""

    file = FileField(
        _l("Daftar tunggakan"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l("Excel atau CSV: NIK, kelas, dan jumlah bulan atau bulan awal. Paling banyak 10.000 baris."),
    )
    last_month = SelectField(
        _l("Tunggakan dihitung sampai bulan"),
        [InputRequired(_l("Pilih bulannya."))],
        description=_l("Untuk baris yang tidak menyebut bulan akhirnya."),
    )
    care_class = SelectField(_l("Kelas untuk baris yang tidak menyebutnya"), [OR_NOTHING])

    def offer(self) -> UploadForm:
        """Fill the lists people choose from."""
        self.last_month.choices = months_back(12)
        classes = ((one.value, word(one)) for one in CareClass)
        self.care_class.choices = [("", gettext("Tertulis di berkas")), *classes]
        return self

    def given(self) -> ArrearsFile:
        """Give the file as it was handed over."""
        care_class = CareClass(self.care_class.data) if self.care_class.data else None
        last_month = Month.parse(self.last_month.data)
        return ArrearsFile(self.file.data.read(), self.file.data.filename, last_month, care_class)


class ApproveForm(Form):
    """What the approver has seen."""

    seen_hash = HiddenField(validators=[InputRequired()])


class DiscardForm(Form):
    """Why a list is thrown away."""

    reason = ReasonField()


class CorrectForm(Form):
    """What one person owes after all."""

    what = RadioField(_l("Yang benar"), [InputRequired(_l("Pilih salah satu."))])
    first_month = SelectField(_l("Menunggak sejak"), [Optional()], validate_choice=False)
    last_month = SelectField(_l("Sampai dengan"), [Optional()], validate_choice=False)
    care_class = SelectField(_l("Kelas saat itu"), [Optional()], validate_choice=False)
    reason = ReasonField(description=_l("Misalnya nomor surat BPJS. Alasan dan nama Anda tersimpan."))

    def offer(self, owed: Owed) -> CorrectForm:
        """Fill the lists people choose from, beginning with what stands there."""
        self.what.choices = [
            (OWES, gettext("Menunggak bulan-bulan ini")),
            (PAID, gettext("Sudah dilunasi sendiri")),
            (NOTHING, gettext("Tidak pernah menunggak")),
        ]
        self.first_month.choices = self.last_month.choices = months_back(YEARS_BACK * 12)
        self.care_class.choices = [(one.value, word(one)) for one in CareClass]
        if not self.what.raw_data:
            last = owed.last or Month.of(clock.today()) + -1
            self.what.data, self.last_month.data = OWES, str(last)
            self.first_month.data = str(owed.first or last)
            self.care_class.data = (owed.classes or (CareClass.THIRD,))[0].value
        return self

    def span(self) -> Span | None:
        """Give what is owed as typed. Raises: PeriodWrong."""
        if self.what.data != OWES:
            return None
        offered = {value for value, _ in self.first_month.choices}
        if {self.first_month.data, self.last_month.data} - offered or self.care_class.data not in list(CareClass):
            raise PeriodWrong(field="last_month")
        first, last = Month.parse(self.first_month.data), Month.parse(self.last_month.data)
        return Span(first, last, CareClass(self.care_class.data))
