"""What is read from the cards at the door, and put right there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from srikandi.residents import Corrections
from srikandi.web.forms import NEIGHBOURHOOD, TELEPHONE, Form, plain_text
from srikandi.web.listing.telling import BirthDateField, real_name


class CorrectionForm(Form):
    """What is put right at the door; `asked` names the fields in the order a page has them, as its summary does too."""

    asked: ClassVar[tuple[str, ...]] = ()
    name = StringField(_l("Nama"), [InputRequired(_l("Tulis namanya.")), Length(max=200), plain_text, real_name])
    birth_on = BirthDateField(_l("Tanggal lahir"), [InputRequired(_l("Tulis tanggal lahirnya."))])
    sex = RadioField(_l("Jenis kelamin"), [InputRequired(_l("Pilih salah satu."))])
    address = StringField(_l("Alamat"), [Optional(), Length(max=200), plain_text])
    hamlet = StringField(_l("Dusun atau lingkungan"), [Optional(), Length(max=100), plain_text])
    rt = StringField(_l("RT"), [Optional(), NEIGHBOURHOOD])
    rw = StringField(_l("RW"), [Optional(), NEIGHBOURHOOD])
    phone = StringField(
        _l("Nomor telepon"),
        [Optional(), TELEPHONE],
        description=_l("Untuk memberi tahu bila kartunya aktif."),
    )

    seen = HiddenField()
    """The state of the data that was put right, so that a late sending overwrites nothing newer."""

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields as the page asks for them, the hidden ones first."""
        places = {name: place for place, name in enumerate(self.asked, 1)}
        return iter(sorted(super().__iter__(), key=lambda field: places.get(field.short_name, 0)))

    def offer(self) -> CorrectionForm:
        """Fill the choice of sex."""
        self.sex.choices = [("L", gettext("Laki-laki")), ("P", gettext("Perempuan"))]
        return self

    def corrections(self) -> Corrections:
        """Give what was typed as the domain takes it."""
        texts = {one: " ".join((self[one].data or "").split()) for one in ("address", "hamlet", "phone") if one in self}
        numbers = {one: _three_digits(self[one].data) for one in ("rt", "rw")}
        name = " ".join(self.name.data.split()).upper()
        return Corrections(name=name, birth_on=self.birth_on.data, sex=self.sex.data, **texts, **numbers)


def _three_digits(text: str | None) -> str:
    digits = (text or "").strip()
    return f"{int(digits):03d}" if digits else ""
