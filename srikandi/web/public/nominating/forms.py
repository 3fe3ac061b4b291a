"""What a stranger is asked when they nominate somebody."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from srikandi.nominations import NominationPoster, Nominator, NominatorKind, Nominee
from srikandi.places import VillageRow
from srikandi.web.forms import TELEPHONE, Form, plain_text
from srikandi.web.frame.saying.words import word
from srikandi.web.listing import CorrectionForm

LONGEST_WORDS = 300


class NominationForm(CorrectionForm):
    """Who is nominated, by whom, and that the notice was read."""

    hamlet = seen = None
    kind = RadioField(_l("Siapa yang Anda usulkan?"), [InputRequired(_l("Pilih siapa yang Anda usulkan."))])
    nominator_name = StringField(_l("Nama Anda"), [Optional(), Length(max=200), plain_text])
    nominator_phone = StringField(
        _l("Nomor telepon Anda"), [Optional(), TELEPHONE], description=_l("Hanya untuk petugas desa yang berkunjung.")
    )
    nik = StringField(
        _l("NIK"), [InputRequired(_l("Tulis NIK-nya.")), Length(max=40)], description=_l("16 angka di KTP atau KK.")
    )
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
