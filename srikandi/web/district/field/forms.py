"""Where who goes, and when, as people type it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import DateField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from srikandi import fieldwork
from srikandi.clock import today
from srikandi.fieldwork import FieldKind, FieldSession, Plan, Venue
from srikandi.places import District, villages_of
from srikandi.web.forms import CheckboxesField, Form, ReasonField, plain_text
from srikandi.web.frame.saying.words import word

YEARS = 5
_TIME = [InputRequired(_l("Tulis jamnya."))]


class PlanForm(Form):
    """A session to come, or one that was not planned here."""

    kind = SelectField(_l("Kegiatan"), [InputRequired(_l("Pilih kegiatannya."))])
    venue = SelectField(_l("Jenis tempat"), [InputRequired(_l("Pilih jenis tempatnya."))])
    place = StringField(_l("Tempat"), [InputRequired(_l("Tulis tempatnya.")), Length(max=200), plain_text])
    village = SelectField(_l("Desa"), [InputRequired(_l("Pilih desanya."))])
    on = DateField(_l("Tanggal"), [InputRequired(_l("Pilih tanggalnya."))])
    begins = TimeField(_l("Mulai pukul"), _TIME, default=time(9))
    ends = TimeField(_l("Selesai pukul"), _TIME, default=time(12))
    people = CheckboxesField(_l("Siapa yang berangkat"), [Optional()], coerce=int)
    outside = StringField(
        _l("Petugas dari luar"),
        [Optional(), Length(max=300), plain_text],
        description=_l("Agen PESIAR, petugas BPJS Kesehatan, atau puskesmas yang ikut."),
    )
    note = StringField(_l("Catatan"), [Optional(), Length(max=300), plain_text])

    def offer(self, session: Session, district: District) -> PlanForm:
        """Fill the lists people choose from."""
        choose = ("", gettext("Pilih"))
        self.kind.choices = [choose, *((one.value, word(one)) for one in FieldKind)]
        self.venue.choices = [choose, *((one.value, word(one)) for one in Venue)]
        villages = villages_of(session, district.id)
        self.village.choices = [choose, *((one.code, f"{one.name}, {one.subdistrict_name}") for one in villages)]
        people = fieldwork.people_to_send(session, district.id)
        self.people.choices = [
            (one.user_id, f"{one.name}, {one.village or gettext('Petugas kabupaten')}") for one in people
        ]
        return self

    def filled(self, planned: FieldSession, people: list[int], *, zone: str) -> PlanForm:
        """Begin with what is planned."""
        here = ZoneInfo(zone)
        begins, ends = planned.starts_at.astimezone(here), planned.ends_at.astimezone(here)
        self.on.data, self.begins.data, self.ends.data = begins.date(), begins.time(), ends.time()
        self.village.data, self.people.data = planned.village_code, people
        return self

    def validate_on(self, field: DateField) -> None:
        """Refuse a day no calendar of ours holds."""
        if field.data and abs(field.data.year - today().year) > YEARS:
            raise ValidationError(gettext("Periksa tanggalnya."))

    def plan(self, zone: str) -> Plan:
        """Give what was typed as the domain takes it."""
        return Plan(
            kind=FieldKind(self.kind.data),
            venue=Venue(self.venue.data),
            place=" ".join(self.place.data.split()),
            village_code=self.village.data,
            starts_at=_moment(self.on.data, self.begins.data, zone),
            ends_at=_moment(self.on.data, self.ends.data, zone),
            people=tuple(self.people.data or ()),
            outside=" ".join((self.outside.data or "").split()),
            note=" ".join((self.note.data or "").split()),
        )


class CancelForm(Form):
    """Why it is called off."""

    cancel_reason = ReasonField(_l("Mengapa batal?"))


def _moment(on: date, at: time, zone: str) -> datetime:
    return datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)
