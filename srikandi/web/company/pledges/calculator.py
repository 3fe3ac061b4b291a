"""The form behind a promise: what is asked, what may be chosen, and what it comes to."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from srikandi import clock, places, pledges, pools, tariffs
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.errors import Refusal
from srikandi.money import Money
from srikandi.organisations import NoGovernment, Organisation
from srikandi.places import District, VillageRow
from srikandi.pledges import Frequency, Quote, SuccessionRule, Terms
from srikandi.pools import MemberStatus, Spread
from srikandi.tariffs import Basis
from srikandi.web.company.pledges.shares import SharesForm
from srikandi.web.forms import IntegerField
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.frame.saying.words import word

MOST_LIVES, MOST_MONTHS = 200_000, 60
MONTHS_AHEAD = 12
USUAL_QUOTA_MONTHS = 3


class Preference(StrEnum):
    """How the places of a promise are given: by the pool's order, the own area first, or spread over all kecamatan."""

    ORDER = "order"
    AREA = "area"
    SPREAD = "spread"


PREFERENCES = {
    Preference.ORDER: _l("Menurut urutan kelompok"),
    Preference.AREA: _l("Utamakan wilayah kerja kami"),
    Preference.SPREAD: _l("Sebar merata ke semua kecamatan"),
}
USUAL = {
    "lives": 30,
    "months": 12,
    "frequency": Frequency.ONCE.value,
    "succession_rule": SuccessionRule.NEXT.value,
    "preference": Preference.ORDER.value,
    "urgent_months": USUAL_QUOTA_MONTHS,
}


class PledgeForm(SharesForm):
    """How many people, for how long, from when, and who pays what."""

    pool_id = SelectField(_l("Kelompok sasaran"), [InputRequired(_l("Pilih kelompoknya."))], coerce=int)
    lives = IntegerField(
        _l("Jumlah jiwa"),
        [InputRequired(_l("Tulis jumlah jiwa.")), NumberRange(1, MOST_LIVES, _l("Tulis 1 sampai 200.000 jiwa."))],
    )
    urgent = IntegerField(
        _l("Kuota darurat (jiwa)"),
        [Optional(), NumberRange(0, MOST_LIVES, _l("Tulis 0 atau lebih."))],
        description=_l("Dari jumlah jiwa di atas, berapa yang disisihkan untuk pasien yang perlu aktif dalam sehari."),
    )
    urgent_months = IntegerField(
        _l("Kuota darurat disimpan selama (bulan)"),
        [Optional(), NumberRange(1, MOST_MONTHS, _l("Tulis 1 sampai 60 bulan."))],
        description=_l("Sesudah itu, kursi yang belum terpakai menjadi milik urutan berikutnya."),
    )
    months = IntegerField(
        _l("Lama (bulan)"),
        [InputRequired(_l("Tulis lamanya.")), NumberRange(1, MOST_MONTHS, _l("Tulis 1 sampai 60 bulan."))],
    )
    start_month = SelectField(_l("Bulan mulai"), [InputRequired(_l("Pilih bulan mulai."))])
    tariff_basis = RadioField(_l("Iuran per jiwa per bulan"), [InputRequired(_l("Pilih dasarnya."))])
    frequency = RadioField(_l("Cara membayar"), [InputRequired(_l("Pilih cara membayarnya."))])
    succession_rule = RadioField(_l("Bila seseorang keluar, sisa bulannya"), [InputRequired(_l("Pilih aturannya."))])
    preference = RadioField(_l("Pembagian tempat"), [Optional()], validate_choice=False, render_kw={"required": True})
    kecamatan = SelectMultipleField(_l("Kecamatan yang diutamakan"), [Optional()])
    villages = SelectMultipleField(_l("Desa yang diutamakan"), [Optional()])
    seen = HiddenField(validators=[Optional(), Length(max=4000)])
    """The places of each kecamatan as they stood on the page."""

    rows: list[VillageRow]
    prices: dict[Basis, Money]
    district: District
    company: Organisation

    def offer(self, company: Organisation) -> PledgeForm:
        """Fill the lists people choose from, and begin with the usual."""
        session = current_session()
        self.company, self.district = company, places.district_of(session, company.district_id or 0)
        self.rows = places.villages_of(session, self.district.id)
        self.villages.choices = [(row.code, row.name) for row in self.rows]
        self.kecamatan.choices = list({row.subdistrict_code: row.subdistrict_name for row in self.rows}.items())
        self.preference.choices = [(one.value, words) for one, words in PREFERENCES.items()]
        self.start_month.choices = [(str(month), month_words(month)) for month in self._months()]
        self.frequency.choices = [(one.value, word(one)) for one in Frequency]
        self.succession_rule.choices = [(one.value, word(one)) for one in SuccessionRule]
        self.offer_partners(company)
        self._offer_pools()
        prices = self._offer_prices()
        if not self._is_typed:
            self._begin(prices)
        return self

    @property
    def _is_typed(self) -> bool:
        return any(self[name].raw_data for name in self._asked())

    def _begin(self, prices: dict[Basis, Money]) -> None:
        for name, usual in USUAL.items():
            self[name].data = usual
        self.start_month.data = self.start_month.choices[0][0]
        self.pool_id.data = self.pool_id.choices[0][0] if self.pool_id.choices else None
        self.tariff_basis.data = self.district.tariff_basis
        self.own_share.data = prices[Basis(self.district.tariff_basis)]

    def _months(self) -> list[Month]:
        """Offer the months whose file is still to come."""
        today = clock.today(self.district.zone)
        day = places.setting(current_session(), self.district.id, "batch_day", on=today)
        return (Month.of(today) + (1 if today.day <= day else 2)).following(MONTHS_AHEAD)

    def _offer_pools(self) -> None:
        found = pools.open_pools(current_session(), district_id=self.district.id)
        counted = pools.counts(current_session(), [pool.id for pool in found])
        self.pool_id.choices = [
            (pool.id, gettext("%(name)s: %(n)s jiwa menunggu", name=pool.name, n=counted[pool.id][MemberStatus.LISTED]))
            for pool in found
        ]

    def _offer_prices(self) -> dict[Basis, Money]:
        month = Month.of(clock.today(self.district.zone))
        prices = {basis: tariffs.amount(current_session(), basis, month=month) for basis in Basis}
        self.tariff_basis.choices = [(basis.value, word(basis)) for basis in Basis]
        self.prices = prices
        return prices

    @property
    def by_subdistrict(self) -> dict[tuple[str, str], list[VillageRow]]:
        """The villages under their kecamatan (code and name), as they are shown."""
        grouped: dict[tuple[str, str], list[VillageRow]] = {}
        for row in self.rows:
            grouped.setdefault((row.subdistrict_code, row.subdistrict_name), []).append(row)
        return grouped

    @property
    def has_area(self) -> bool:
        """Has a kecamatan or a village been chosen?"""
        return bool(self.kecamatan.data or self.villages.data)

    @property
    def chosen(self) -> Preference:
        """How places are to be given; whoever only names villages prefers them."""
        usual = Preference.AREA if self.has_area else Preference.ORDER
        return Preference(self.preference.data) if self.preference.data in list(Preference) else usual

    def validate_preference(self, field: Field) -> None:
        """Refuse a choice that is none, and one that does not go with the villages chosen."""
        if field.data and field.data not in list(Preference):
            raise ValidationError(gettext("Pilih salah satu."))
        if self.chosen is Preference.AREA and not self.has_area:
            raise ValidationError(gettext("Pilih paling sedikit satu kecamatan atau desa."))
        if self.chosen is not Preference.AREA and self.has_area:
            raise ValidationError(gettext("Anda memilih kecamatan atau desa: pilih wilayah kerja, atau kosongkan."))

    def spread(self) -> Spread | None:
        """Give the places of each kecamatan as they are now, where they are to be spread."""
        lives = (self.lives.data or 0) - (self.urgent.data or 0)
        if (
            self.chosen is not Preference.SPREAD
            or self.pool_id.data not in dict(self.pool_id.choices)
            or not 0 < lives <= MOST_LIVES
        ):
            return None
        return pools.spread_of(current_session(), self.pool_id.data, lives=lives)

    def _preferred(self) -> tuple[str, ...]:
        """Give the villages that come first: those chosen and those of the kecamatan chosen."""
        whole = set(self.kecamatan.data or ())
        own = set(self.villages.data or ())
        return tuple(row.code for row in self.rows if row.code in own or row.subdistrict_code in whole)

    def terms(self) -> Terms:
        """Give what was typed as the domain takes it. Raises: organisations.NoGovernment."""
        return Terms(
            pool_id=self.pool_id.data,
            lives=self.lives.data or 0,
            months=self.months.data or 0,
            start_month=Month.parse(self.start_month.data),
            tariff_basis=Basis(self.tariff_basis.data),
            frequency=Frequency(self.frequency.data),
            succession_rule=SuccessionRule(self.succession_rule.data),
            villages=self._preferred(),
            shares=self.shares(),
            form_key=self.form_key.data,
            urgent=self.urgent.data or 0,
            urgent_months=self._urgent_months(),
            spread=pools.read_spread(self.seen.data or "") if self.chosen is Preference.SPREAD else None,
        )

    def _urgent_months(self) -> int:
        if not self.urgent.data:
            return 0
        return min(self.urgent_months.data or USUAL_QUOTA_MONTHS, self.months.data or 0)

    def quote(self) -> Quote | None:
        """Give what it comes to, once enough is filled in; what keeps it from being said stands at its field."""
        if not self.pool_id.choices or (
            self._is_typed and not all(self[name].validate(self) for name in self._asked())
        ):
            return None
        try:
            today = clock.today(self.district.zone)
            return pledges.quote(current_session(), self.terms(), district_id=self.district.id, on=today)
        except NoGovernment:
            return None
        except Refusal as refusal:
            self.refuse(str(refusal), field="own_share" if refusal.field == "shares" else refusal.field)
            return None

    def _asked(self) -> list[str]:
        return [name for name in self._fields if name not in {"csrf_token", "form_key", "seen"}]
