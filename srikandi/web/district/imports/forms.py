"""The forms around a file of residents, and the words its page needs."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Optional

from srikandi.i18n import N_
from srikandi.places import VillageRow
from srikandi.residents import Field, ResidentKind
from srikandi.web.forms import OR_NOTHING, Form, ReasonField, RowsField

DEEDS = {
    "resident_import:upload": N_("Diunggah"),
    "resident_import:ask": N_("Kolomnya ditanyakan"),
    "resident_import:tell": N_("Kolomnya ditunjukkan"),
    "resident_import:stop": N_("Dihentikan"),
    "resident_import:continue": N_("Dilanjutkan"),
    "resident_import:refuse": N_("Tidak bisa dibaca"),
    "resident_import:stage": N_("Selesai dibaca"),
    "resident_import:compare": N_("Dibandingkan lagi dengan daftar warga"),
    "resident_import:approve_first": N_("Persetujuan pertama"),
    "resident_import:approve": N_("Disetujui"),
    "resident_import:give_back": N_("Dikembalikan untuk diperiksa lagi"),
    "resident_import:apply": N_("Warganya masuk daftar"),
    "resident_import:discard": N_("Dibuang"),
    "resident_import:undo": N_("Dibatalkan"),
    "names:take": N_("Daftar yang tidak masuk diunduh"),
}
FIELDS = {
    "name": N_("Nama"),
    "birth_on": N_("Tanggal lahir"),
    "sex": N_("Jenis kelamin"),
    "village_code": N_("Desa"),
    "hamlet": N_("Dusun"),
    "rt": N_("RT"),
    "rw": N_("RW"),
    "address": N_("Alamat"),
    "family_card": N_("Nomor KK"),
    "family_relation": N_("Hubungan keluarga"),
    "occupation": N_("Pekerjaan"),
    "decile": N_("Desil"),
    "kind": N_("Jenis"),
}
"""What a change of a person is called; what is not named here is not shown."""


class UploadForm(Form):
    """A list of people, and what it does not say itself."""

    file = FileField(
        _l("Berkas daftar warga"),
        [FileRequired(_l("Pilih berkasnya."))],
        description=_l(
            "Excel (.xlsx, .xls), OpenDocument (.ods), atau CSV, paling besar 20 MB. "
            "Yang perlu ada: kolom NIK dan nama. Lebih baik juga nomor KK, tanggal lahir, jenis kelamin, alamat, RT, "
            "RW, dan desa. Bila kolomnya tidak kami kenali, kami tanyakan; kolom lain dilewati."
        ),
    )
    kind = SelectField(_l("Untuk apa daftar ini"), [InputRequired()])
    village = SelectField(
        _l("Desa untuk seluruh berkas"),
        [Optional()],
        description=_l("Hanya bila berkasnya tidak menyebut desa."),
    )

    def offer(self, villages: list[VillageRow]) -> UploadForm:
        """Fill the lists people choose from."""
        self.kind.choices = [
            (ResidentKind.RECRUITMENT.value, gettext("Peserta baru: belum pernah terdaftar JKN")),
            (ResidentKind.REACTIVATION.value, gettext("Aktif kembali: pernah terdaftar dan sedang tidak aktif")),
        ]
        named = ((one.code, f"{one.name}, {one.subdistrict_name}") for one in villages)
        self.village.choices = [("", gettext("Tertulis di berkas")), *named]
        return self


COLUMN_WORDS: dict[Field, str] = {
    Field.NIK: N_("NIK"),
    Field.NAME: N_("Nama"),
    Field.FAMILY_CARD: N_("Nomor KK"),
    Field.BIRTH_ON: N_("Tanggal lahir"),
    Field.BIRTH_PLACE: N_("Tempat lahir"),
    Field.BIRTH_PLACE_AND_DATE: N_("Tempat dan tanggal lahir"),
    Field.SEX: N_("Jenis kelamin"),
    Field.RELATION: N_("Hubungan keluarga"),
    Field.OCCUPATION: N_("Pekerjaan"),
    Field.ADDRESS: N_("Alamat"),
    Field.HAMLET: N_("Dusun"),
    Field.RT: N_("RT"),
    Field.RW: N_("RW"),
    Field.RT_RW: N_("RT/RW"),
    Field.VILLAGE: N_("Desa"),
    Field.VILLAGE_CODE: N_("Kode desa"),
    Field.SUBDISTRICT: N_("Kecamatan"),
    Field.REGISTER_STATUS: N_("Status hidup"),
    Field.DECILE: N_("Desil"),
    Field.SEGMENT: N_("Segmen kepesertaan"),
    Field.NUMBER: N_("Nomor urut"),
}
"""What a person may say of a column."""


class ColumnsForm(Form):
    """What each column of a file is about."""

    columns = RowsField(SelectField(validators=[OR_NOTHING], validate_choice=True), max_entries=60)

    def offer(self, guesses: Sequence[str | None]) -> ColumnsForm:
        """Give each column its list to choose from, and choose what is likely where nobody has."""
        for guess in guesses[len(self.columns) :]:
            self.columns.append_entry(guess or "")
        named = [(field.value, gettext(words)) for field, words in COLUMN_WORDS.items()]
        for column in self.columns:
            column.choices = [("", gettext("Tidak dipakai")), *named]
        return self

    def said(self) -> dict[int, Field]:
        """Give what was chosen, by the place of the column."""
        return {place: Field(column.data) for place, column in enumerate(self.columns) if column.data}


class ApproveForm(Form):
    """What the approver has seen."""

    seen_hash = HiddenField(validators=[InputRequired()])


class ReasonForm(Form):
    """Why a file is thrown away or taken back."""

    reason = ReasonField()
