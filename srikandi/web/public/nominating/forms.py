"""What a stranger is asked when they nominate somebody."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from srikandi import residents
from srikandi.nominations import NominationPoster, Nominator, NominatorKind, Nominee
from srikandi.places import VillageRow
from srikandi.residents import NikRefused, Otherwise, Sex
from srikandi.web.forms import TELEPHONE, Form, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.listing import DAY, CorrectionForm, real_name, real_nik

LONGEST_WORDS = 300


class ForSomebodyElse:
    """Ask this of whoever names somebody else; who names themselves is asked once, further down."""

    field_flags: ClassVar = {"asked_of_some": True}

    def __init__(self, sentence: str) -> None:
        """Keep what is said when nothing is there."""
        self.sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse nothing, unless it is for oneself."""
        if form["kind"].data in {None, NominatorKind.SELF} or (field.data or "").strip():
            return
        raise StopValidation(str(self.sentence))


class NominationForm(CorrectionForm):
    """Who is nominated, by whom, and that the notice was read."""

    asked = (
        *("kind", "nominator_name", "nominator_phone", "nik", "name", "birth_on", "sex", "is_as_printed", "village"),
        *("address", "rt", "rw", "phone", "reason", "agreed"),
    )
    hamlet = seen = None
    kind = RadioField(_l("Siapa yang Anda usulkan?"), [InputRequired(_l("Pilih siapa yang Anda usulkan."))])
    nominator_name = StringField(
        _l("Nama Anda"), [ForSomebodyElse(_l("Tulis nama Anda.")), Optional(), Length(max=200), plain_text, real_name]
    )
    nominator_phone = StringField(
        _l("Nomor telepon Anda"),
        [ForSomebodyElse(_l("Tulis nomor telepon Anda.")), Optional(), TELEPHONE],
        description=_l("Hanya untuk petugas desa yang berkunjung."),
    )
    nik = StringField(
        _l("NIK"),
        [InputRequired(_l("Tulis NIK-nya.")), Length(max=40), real_nik],
        description=_l("16 angka di KTP atau KK."),
    )
    is_as_printed = BooleanField(_l("Sudah saya periksa: di KTP memang begitu."))
    village = SelectField(_l("Desa atau kelurahan"), [InputRequired(_l("Pilih desanya."))])
    phone = StringField(
        _l("Nomor telepon"), [Optional(), TELEPHONE], description=_l("Supaya petugas bisa mengabari sebelum datang.")
    )
    reason = TextAreaField(
        _l("Mengapa perlu dibantu?"),
        [Optional(), Length(max=LONGEST_WORDS), plain_text],
        description=_l("Singkat saja, misalnya: nelayan, belum punya kartu JKN. Jangan tulis penyakitnya."),
    )
    agreed = BooleanField(
        _l("Saya sudah membaca pemberitahuan ini. Bila untuk orang lain: ia atau keluarganya tahu saya mengusulkan."),
        [InputRequired(_l("Baca pemberitahuannya, lalu beri tanda."))],
    )

    def offer_to(self, villages: list[VillageRow]) -> NominationForm:
        """Fill the lists people choose from."""
        self.offer()
        self.kind.choices = [(one.value, word(one)) for one in NominatorKind]
        named = sorted(villages, key=lambda one: (one.name, one.subdistrict_name))
        self.village.choices = [
            ("", gettext("Pilih")),
            *((one.code, f"{one.name}, {one.subdistrict_name}") for one in named),
        ]
        return self

    def begin_at(self, poster: NominationPoster) -> NominationForm:
        """Choose the village where the poster hangs."""
        self.village.data = poster.village_code or ""
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask once more where the number and what stands beside it differ, in the same round as everything else."""
        is_right: bool = super().validate(extra_validators)
        if self.otherwise and not self.is_as_printed.data:
            self._ask_again(self.otherwise)
            return False
        return is_right

    @property
    def otherwise(self) -> Otherwise:
        """Give where the number contradicts the birth date or the sex; a form that nobody has sent yet says nothing."""
        try:
            nik = residents.parse_nik(self.nik.data or "")
        except NikRefused:
            return Otherwise()
        return nik.otherwise(birth_on=self.birth_on.data, sex=self.sex.data)

    def _ask_again(self, otherwise: Otherwise) -> None:
        """Say it at the fields; the last of them has the box to tick under it."""
        if otherwise.birth_on:
            day = format_date(otherwise.birth_on, DAY)
            told = gettext("Tidak cocok dengan NIK: menurut NIK lahirnya %(day)s. Periksa keduanya.", day=day)
            self.refuse(told, field="birth_on")
        if otherwise.sex:
            told = gettext("Tidak cocok dengan NIK: menurut NIK orangnya perempuan. Periksa keduanya.")
            if otherwise.sex is Sex.MALE:
                told = gettext("Tidak cocok dengan NIK: menurut NIK orangnya laki-laki. Periksa keduanya.")
            self.refuse(told, field="sex")
        insist = gettext("Kalau di KTP memang begitu, beri tanda lalu kirim sekali lagi. Petugas desa mencocokkannya.")
        self.refuse(insist, field="is_as_printed")

    def nominee(self) -> Nominee:
        """Give who is nominated as the domain takes it."""
        tidy = self.corrections()
        return Nominee(
            nik=self.nik.data,
            village_code=self.village.data,
            reason=" ".join((self.reason.data or "").split()),
            **{name: getattr(tidy, name) for name in ("name", "birth_on", "sex", "address", "rt", "rw", "phone")},
        )

    def nominator(self) -> Nominator:
        """Give who nominates; of somebody who nominates themselves nothing more is kept."""
        kind = NominatorKind(self.kind.data)
        if kind is NominatorKind.SELF:
            return Nominator(kind)
        name, phone = (" ".join((one.data or "").split()) for one in (self.nominator_name, self.nominator_phone))
        return Nominator(kind, name, phone)


class FollowForm(Form):
    """The code somebody was given."""

    code = StringField(
        _l("Kode usulan"),
        [InputRequired(_l("Tulis kodenya.")), Length(max=60)],
        description=_l("16 huruf dan angka, misalnya 7Q4M-K2HJ-9TXA-B3CD. Huruf kecil dan tanda hubung tidak masalah."),
    )
