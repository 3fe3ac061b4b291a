"""What the desk writes down."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from srikandi.rights import DATA_KINDS, Asked, Found, Notice, Proof, RequestKind, Told
from srikandi.web.forms import CheckboxesField, Form, IntegerField, ReasonField, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.listing import CorrectionForm as AtTheDoor

LONGEST = 1000
MOST_PEOPLE = 300_000_000
_ASKED = [InputRequired(_l("Tulis isian ini.")), Length(max=LONGEST), plain_text]


def at_zone(typed: datetime, zone: str) -> datetime:
    """Give the moment somebody typed as the district's clock shows it."""
    return typed.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class FindForm(Form):
    """Who stands at the desk; a NIK is never part of an address."""

    nik = StringField(_l("NIK orangnya"), [InputRequired(_l("Tulis NIK-nya.")), Length(max=40)])


class RequestForm(Form):
    """What somebody asks about their own data."""

    kind = RadioField(_l("Apa yang diminta?"), [InputRequired(_l("Pilih permintaannya."))])
    proof = SelectField(_l("Bagaimana Anda memastikan orangnya?"), [InputRequired(_l("Pilih caranya."))])
    wish = TextAreaField(
        _l("Yang diminta, dengan kata orangnya"),
        _ASKED,
        description=_l("Terhapus bila datanya nanti dihapus."),
    )

    def offer(self) -> RequestForm:
        """Fill the lists people choose from."""
        self.kind.choices = [(one.value, word(one)) for one in RequestKind]
        self.proof.choices = [("", gettext("Pilih")), *((one.value, word(one)) for one in Proof)]
        return self

    def asked(self) -> Asked:
        """Give what was written down."""
        return Asked(RequestKind(self.kind.data), Proof(self.proof.data), self.wish.data or "")


class AnswerForm(Form):
    """What was done, in words the person would understand."""

    said = TextAreaField(_l("Jawaban kepada orangnya"), _ASKED)


class CorrectionForm(AtTheDoor):
    """What is right instead, and what the person is told."""

    said = TextAreaField(_l("Jawaban kepada orangnya"), _ASKED)


class KeepForm(Form):
    """Why somebody who was listed is kept."""

    reason = ReasonField(_l("Mengapa disimpan lebih lama?"))


class BreachForm(Form):
    """What happened to which data of how many people."""

    found_at = DateTimeLocalField(_l("Diketahui pada"), [InputRequired(_l("Tulis kapan diketahui."))])
    happened_at = DateTimeLocalField(
        _l("Terjadi pada"), [Optional()], description=_l("Kosongkan bila belum diketahui.")
    )
    what = TextAreaField(
        _l("Apa yang terjadi?"), _ASKED, description=_l("Masuk ke surat. Jangan tulis nama atau NIK siapa pun.")
    )
    kinds = CheckboxesField(_l("Data apa?"), [InputRequired(_l("Pilih paling sedikit satu jenis data."))])
    people = IntegerField(_l("Berapa orang?"), [InputRequired(_l("Tulis perkiraannya.")), NumberRange(0, MOST_PEOPLE)])
    handling = TextAreaField(_l("Apa yang sudah dilakukan?"), _ASKED, description=_l("Masuk ke surat."))

    def offer(self) -> BreachForm:
        """Fill the list of kinds of data."""
        self.kinds.choices = [(key, gettext(words)) for key, words in DATA_KINDS.items()]
        return self

    def found(self, zone: str) -> Found:
        """Give what was written down, its moments in the district's zone."""
        happened = self.happened_at.data
        return Found(
            found_at=at_zone(self.found_at.data, zone),
            happened_at=at_zone(happened, zone) if happened else None,
            what=self.what.data or "",
            kinds=tuple(self.kinds.data or ()),
            people=self.people.data or 0,
            handling=self.handling.data or "",
        )


class NoticeForm(Form):
    """Who was told of a breach."""

    told = SelectField(_l("Siapa yang diberi tahu?"), [InputRequired(_l("Pilih siapa."))])
    told_at = DateTimeLocalField(_l("Kapan?"), [InputRequired(_l("Tulis kapan."))])
    how = StringField(_l("Dengan cara apa?"), _ASKED, description=_l("Nomor surat, rapat desa, atau pesan."))
    reached = IntegerField(
        _l("Berapa yang menerima?"), [InputRequired(_l("Tulis jumlahnya.")), NumberRange(0, MOST_PEOPLE)]
    )

    def offer(self) -> NoticeForm:
        """Fill the list of who can be told."""
        self.told.choices = [("", gettext("Pilih")), *((one.value, word(one)) for one in Told)]
        return self

    def notice(self, zone: str) -> Notice:
        """Give what was written down."""
        return Notice(
            Told(self.told.data), at_zone(self.told_at.data, zone), self.how.data or "", self.reached.data or 0
        )


class LessonForm(Form):
    """What was learned."""

    lesson = TextAreaField(_l("Apa yang dipelajari, dan apa yang diubah?"), _ASKED)
