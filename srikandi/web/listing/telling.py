"""Who somebody is, as people tell it: the day of birth in words or numbers, a number that could exist, a name."""

from __future__ import annotations

from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from srikandi import residents
from srikandi.clock import today
from srikandi.residents import NameMissing, NikRefused, Reading
from srikandi.web.forms import Form
from srikandi.web.refusals import words_of

LONGEST_DATE = 100
ONLY_DIGITS = 8
CENTURY = 100
DAY = "d MMMM yyyy"
"""How a day of birth is said back."""
EARLIEST = 1900


class BirthDateField(StringField):
    """The day somebody was born, as a list may have it too: `12 Maret 1985`, `12-03-1985`; its data is a date.

    A calendar would have people leaf through forty years on a phone. Whatever was understood is said back under the
    label as long as the form stays open.
    """

    widget = TextInput()
    data: Any

    def __init__(self, label: str, validators: Any, **more: Any) -> None:
        """Say by an example how it may be written."""
        more.setdefault("description", _l("Misalnya 12 Maret 1985 atau 12-03-1985."))
        super().__init__(label, validators, **more)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return str(format_date(self.data, DAY)) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        self.data = None
        written = valuelist[0].strip() if valuelist else ""
        if not written:
            return
        reading = _read(written)
        if reading.on is None:
            raise ValueError(_unread(reading))
        if str(reading.on.year) not in written and reading.on.year - CENTURY >= EARLIEST:
            years = {"one": reading.on.year - CENTURY, "other": reading.on.year}
            raise ValueError(gettext("Tulis tahunnya dengan empat angka: %(one)s atau %(other)s?", **years))
        self.data = reading.on
        self.description = gettext("Kami membacanya: %(day)s.", day=format_date(reading.on, DAY))


def real_nik(_form: Form, field: Field) -> None:
    """Refuse a number that cannot exist, together with whatever else is wrong with the form."""
    try:
        residents.parse_nik(field.data or "")
    except NikRefused as refusal:
        raise ValidationError(words_of(refusal)) from None


def real_name(_form: Form, field: Field) -> None:
    """Refuse a name without a letter."""
    if not residents.name_key(field.data or ""):
        raise ValidationError(words_of(NameMissing()))


def _read(written: str) -> Reading:
    """Read a day, also with the place before it, as cards print it. Few digits in a row are no day of a worksheet."""
    is_serial = written.isdigit() and len(written) != ONLY_DIGITS
    if is_serial or len(written) > LONGEST_DATE:
        return Reading()
    found = residents.read_birth_date(written, today=today())
    if found.on is not None or found.exchanged is not None:
        return found
    return residents.read_birth_date(residents.split_place_and_date(written)[1], today=today())


def _unread(reading: Reading) -> str:
    if reading.exchanged is not None:
        day = format_date(reading.exchanged, DAY)
        return str(gettext("Maksudnya %(day)s? Tulis harinya dulu, lalu bulan dan tahunnya.", day=day))
    return str(gettext("Tanggal ini tidak terbaca atau belum tiba. Tulis seperti 12 Maret 1985."))
