"""What is typed about a patient, and why somebody says no."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from srikandi import places, programme, residents
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.programme.urgency import Bed
from srikandi.residents import Corrections, NewPerson, Resident, ResidentKind
from srikandi.web.boundary import keep_refusal
from srikandi.web.forms import NEIGHBOURHOOD, TELEPHONE, Form, ReasonField, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor
from srikandi.web.listing import BirthDateField

MISSING = _l("Warga ini belum ada di daftar. Lengkapi isian ini dari KTP dan KK.")
NEEDED = ("family_card", "name", "birth_on", "sex", "village", "kind")


class RequestForm(Form):
    """Who lies where, and out of whose quota. Only the NIK is needed of somebody who is known here."""

    nik = StringField(_l("NIK"), [InputRequired(_l("Tulis NIK-nya.")), Length(max=40)])
    facility = StringField(_l("Rumah sakit"), [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text])
    admitted_on = DateField(_l("Dirawat sejak"), [InputRequired(_l("Pilih tanggalnya."))], default=today)
    pledge_id = SelectField(_l("Kuota dari"), [InputRequired(_l("Pilih komitmennya."))], coerce=int)
    family_card = StringField(_l("Nomor KK"), [Optional(), Length(max=40)])
    name = StringField(_l("Nama"), [Optional(), Length(max=200), plain_text])
    birth_on = BirthDateField(_l("Tanggal lahir"), [Optional()])
    sex = RadioField(_l("Jenis kelamin"), [Optional()], validate_choice=False)
    village = SelectField(_l("Desa"), [Optional()], validate_choice=False)
    kind = RadioField(_l("Pernah jadi peserta JKN?"), [Optional()], validate_choice=False)
    address = StringField(_l("Alamat"), [Optional(), Length(max=200), plain_text])
    rt = StringField(_l("RT"), [Optional(), NEIGHBOURHOOD])
    rw = StringField(_l("RW"), [Optional(), NEIGHBOURHOOD])
    phone = StringField(_l("Telepon keluarga"), [Optional(), TELEPHONE])

    def offer(self) -> RequestForm:
        """Fill the lists people choose from."""
        session, district_id = current_session(), current_actor().district_id
        villages = places.villages_of(session, district_id)
        self.village.choices = [
            ("", gettext("Pilih")),
            *((v.code, f"{v.name}, {v.subdistrict_name}") for v in villages),
        ]
        self.sex.choices = [("L", gettext("Laki-laki")), ("P", gettext("Perempuan"))]
        self.kind.choices = [(one.value, word(one)) for one in ResidentKind]
        quotas = [
            one for one in programme.urgency.urgent_quotas(session, district_id) if one.quota.free and one.is_running
        ]
        self.pledge_id.choices = [
            (one.quota.pledge_id, gettext("%(company)s, %(n)s kursi", company=one.company, n=one.quota.free))
            for one in quotas
        ]
        return self

    def validate_admitted_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > today():
            raise ValidationError(gettext("Tanggal ini belum tiba."))

    def bed(self) -> Bed:
        """Give what is asked."""
        return Bed(self.facility.data, self.admitted_on.data, self.pledge_id.data)

    def person(self) -> Resident | NewPerson | None:
        """Give who is known by this NIK, else the person as typed; nobody when that is not enough.

        Every answer from here on tells something about a number, so the look at it stays counted when it is a no.

        Raises: NikRefused, TooManyLookUps.
        """
        keep_refusal()
        known = residents.look_up(current_session(), self.nik.data, by=current_actor())
        if known is not None:
            return known
        for name in NEEDED:
            if not self[name].data:
                self.refuse(str(MISSING), field=name)
        known_villages = {code for code, _ in self.village.choices}
        if self.is_refused or self.village.data not in known_villages or self.sex.data not in {"L", "P"}:
            return None
        return NewPerson(self.nik.data, self.family_card.data, self._kind(), self.village.data, self._details())

    def _kind(self) -> ResidentKind:
        return ResidentKind.REACTIVATION if self.kind.data == "reactivation" else ResidentKind.RECRUITMENT

    def _details(self) -> Corrections:
        texts = {one: " ".join((self[one].data or "").split()) for one in ("address", "phone")}
        numbers = {one: _three(self[one].data) for one in ("rt", "rw")}
        name = " ".join(self.name.data.split()).upper()
        return Corrections(name=name, birth_on=self.birth_on.data, sex=self.sex.data, **texts, **numbers)


class NoForm(Form):
    """Why a case is refused or withdrawn."""

    reason = ReasonField()


class GiveUpForm(Form):
    """Why a quota is no longer kept free."""

    give_up_reason = ReasonField()


def _three(text: str | None) -> str:
    digits = (text or "").strip()
    return f"{int(digits):03d}" if digits else ""
