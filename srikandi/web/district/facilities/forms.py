"""What is typed about a facility, a file of them, and what is proposed to a village."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from srikandi import facilities, places
from srikandi.database import current_session
from srikandi.facilities import Facility, FacilityKind, NewFacility
from srikandi.web.forms import OR_NOTHING, TELEPHONE, Form, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor


class FacilityForm(Form):
    """One facility."""

    code = StringField(
        _l("Kode faskes"),
        [InputRequired(_l("Tulis kodenya.")), Length(max=20), plain_text],
        description=_l("Seperti di daftar BPJS Kesehatan, misalnya 00280201."),
    )
    name = StringField(_l("Nama"), [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text])
    kind = RadioField(_l("Jenis"), [InputRequired(_l("Pilih jenisnya."))])
    subdistrict = SelectField(_l("Kecamatan"), [InputRequired(_l("Pilih kecamatannya."))])
    village = SelectField(_l("Desa"), [OR_NOTHING])
    address = StringField(_l("Alamat"), [Optional(), Length(max=200), plain_text])
    phone = StringField(_l("Telepon"), [Optional(), TELEPHONE])

    def offer(self) -> FacilityForm:
        """Fill the lists people choose from."""
        session, district_id = current_session(), current_actor().district_id
        self.kind.choices = [(one.value, word(one)) for one in FacilityKind]
        self.subdistrict.choices = [("", gettext("Pilih")), *places.subdistricts_of(session, district_id).items()]
        villages = places.villages_of(session, district_id)
        self.village.choices = [("", gettext("Tidak disebut")), *((v.code, _named(v)) for v in villages)]
        return self

    def begin_with(self, facility: Facility) -> FacilityForm:
        """Show what stands there now."""
        for name in ("code", "name", "address", "phone"):
            self[name].data = getattr(facility, name)
        self.kind.data = facility.kind.value
        self.subdistrict.data, self.village.data = facility.subdistrict_code, facility.village_code or ""
        return self

    def facility(self) -> NewFacility:
        """Give what was typed as the domain takes it."""
        return NewFacility(
            code=self.code.data,
            name=self.name.data,
            kind=FacilityKind(self.kind.data),
            subdistrict_code=self.subdistrict.data,
            village_code=self.village.data or None,
            address=self.address.data,
            phone=self.phone.data,
        )


class UploadForm(Form):
    """A file of facilities."""

    file = FileField(
        _l("Berkas daftar faskes"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l("CSV atau Excel: kode, nama, kecamatan; bila ada jenis, desa, alamat, telepon."),
    )


class ProposalForm(Form):
    """What is proposed to a village."""

    place = SelectField(_l("Desa"), [InputRequired(_l("Pilih desanya."))])
    proposed = SelectField(_l("Faskes yang diusulkan"), [InputRequired(_l("Pilih faskesnya."))])

    def offer(self) -> ProposalForm:
        """Fill the lists people choose from."""
        session, district_id = current_session(), current_actor().district_id
        villages = places.villages_of(session, district_id)
        self.place.choices = [("", gettext("Pilih")), *((v.code, _named(v)) for v in villages)]
        every = facilities.open_facilities(session, district_id)
        self.proposed.choices = [("", gettext("Pilih")), *((str(one.id), one.name) for one in every)]
        return self


def _named(village: places.VillageRow) -> str:
    return f"{village.name}, {village.subdistrict_name}"
