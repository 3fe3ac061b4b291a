"""The form of a plan: asked by GET, so that a plan is an address that can be kept, sent and printed."""

from __future__ import annotations

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from srikandi import clock, reports, tariffs
from srikandi.clock import Month, NotAMonth
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.money import Money
from srikandi.places import District
from srikandi.reports import LONGEST_SCENARIO, Scenario, Standing, Wish
from srikandi.tariffs import Basis, TariffMissing
from srikandi.web.forms import OR_NOTHING, CountField, Form, IntegerField, MoneyField, PercentField
from srikandi.web.frame.saying.formats import month_words

SOURCES = (("apbd", N_("APBD")), ("csr", N_("CSR perusahaan")), ("lain", N_("Sumber lain")))
FIELDS = {"lives": "jiwa", "months": "bulan", "attrition": "keluar", "csr": "csr"}
"""Where a refusal of the domain stands."""
USUAL_ATTRITION = 650
NEEDED = _l("Tulis angkanya.")


class PlanForm(Form):
    """What somebody wants to see worked out."""

    class Meta(Form.Meta):
        """Nothing is changed by asking."""

        csrf = False

    jiwa = CountField(
        _l("Jiwa yang sudah ditanggung"), [InputRequired(NEEDED)], description=_l("Sebelum bulan pertama rencana.")
    )
    masuk = CountField(_l("Jiwa baru tiap bulan"), [InputRequired(NEEDED)], description=_l("Sejak bulan pertama."))
    keluar = PercentField(
        _l("Keluar dalam setahun (%)"),
        [InputRequired(NEEDED)],
        description=_l("Meninggal, pindah, bekerja, atau ditanggung pihak lain. Biasanya 6 sampai 7 persen."),
    )
    mulai = SelectField(_l("Bulan pertama"), [InputRequired(_l("Pilih bulannya."))])
    bulan = IntegerField(
        _l("Lama (bulan)"),
        [InputRequired(NEEDED), NumberRange(1, LONGEST_SCENARIO, _l("Tulis 1 sampai 24 bulan."))],
    )
    tarif = MoneyField(
        _l("Iuran per jiwa per bulan"),
        [Optional()],
        description=_l("Kosongkan untuk memakai tarif yang berlaku menurut peraturan di tiap bulan."),
    )
    tarif_baru = MoneyField(_l("Iuran berubah menjadi"), [Optional()])
    sejak = SelectField(_l("Mulai bulan"), [OR_NOTHING])
    apbd = PercentField(_l("APBD (%)"), [InputRequired(NEEDED)])
    csr = PercentField(_l("CSR perusahaan (%)"), [InputRequired(NEEDED)])
    lain = PercentField(_l("Sumber lain (%)"), [InputRequired(NEEDED)])

    district: District

    @classmethod
    def asked(cls, said: Standing) -> PlanForm:
        """Give the form as the address fills it; without anything in the address, as most would begin."""
        form = cls(request.args) if request.args else cls(formdata=None, data=_usual(said))
        form.district = said.district
        now = Month.of(clock.today(said.district.zone))
        offered = (now + -LONGEST_SCENARIO).following(2 * LONGEST_SCENARIO + 1)
        form.mulai.choices = [(str(one), month_words(one)) for one in _with_asked(offered, "mulai")]
        later = [(str(one), month_words(one)) for one in _with_asked(offered[1:], "sejak")]
        form.sejak.choices = [("", gettext("Tidak berubah")), *later]
        if not request.args:
            form.mulai.data = str(now + 1)
        return form

    def scenario(self) -> Scenario | None:
        """Give the plan worked out; what keeps it from being said stands at its field."""
        if request.args and not self.validate():
            return None
        try:
            with self.catching():
                return self._work_out()
        except TariffMissing:
            self.refuse(gettext("Belum ada tarif untuk bulan-bulan ini. Tulis iurannya."), field="tarif")
        return None

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the other half of a change of which only the sum or only the month was given."""
        is_fine = bool(super().validate(extra_validators))
        if bool(self.tarif_baru.data) == bool(self.sejak.data):
            return is_fine
        words = gettext("Tulis jumlahnya.") if self.sejak.data else gettext("Pilih bulannya.")
        self.refuse(words, field="tarif_baru" if self.sejak.data else "sejak")
        return False

    def refuse(self, sentence: str, *, field: str | None = None) -> None:
        """Show a refusal of the domain at the field it is typed in."""
        super().refuse(sentence, field=FIELDS.get(field or "", field))

    def address(self) -> dict[str, str]:
        """Give what was asked as it stands in an address."""
        typed = {one.name: one._value() for one in self if hasattr(one, "_value")}  # noqa: SLF001 - what stands in the box
        return {**typed, **{one.name: one.data for one in self if one.name not in typed}}

    def _work_out(self) -> Scenario:
        months = Month.parse(self.mulai.data).following(self.bulan.data or 0)
        mix = tuple((name, self[name].data or 0) for name, _ in SOURCES)
        dated = list(self._tariffs(months).items())
        return reports.work_out(Wish(self.jiwa.data or 0, self.masuk.data or 0, self.keluar.data or 0, dated, mix))

    def _tariffs(self, months: list[Month]) -> dict[Month, Money]:
        if self.tarif.data:
            prices = dict.fromkeys(months, self.tarif.data)
        else:
            prices = tariffs.amounts(current_session(), Basis(self.district.tariff_basis), months=months)
        if self.sejak.data and self.tarif_baru.data:
            changed = Month.parse(self.sejak.data)
            prices |= {month: self.tarif_baru.data for month in months if month >= changed}
        return prices


def _usual(said: Standing) -> dict[str, object]:
    missing = said.next_award.distance if said.next_award else None
    return {
        "jiwa": (said.figure.by_district if said.figure else 0) or 0,
        "masuk": -(-missing.lives // LONGEST_SCENARIO) if missing and missing.lives else 30,
        "keluar": USUAL_ATTRITION,
        "bulan": LONGEST_SCENARIO,
        "apbd": 7_000,
        "csr": 3_000,
        "lain": 0,
    }


def _with_asked(offered: list[Month], name: str) -> list[Month]:
    """Keep an address that names another month readable: what was planned two years ago can still be looked at."""
    try:
        return sorted({*offered, Month.parse(request.args.get(name, ""))})
    except NotAMonth:
        return offered
