"""What BPJS Kesehatan's lists say of the district on a day, typed by staff with a source."""

from __future__ import annotations

from collections.abc import Mapping

import wtforms
from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, FormField, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Optional

from srikandi import clock, places
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.places import uhc
from srikandi.places.uhc import NewFigures, SubdistrictCount, UhcFigure
from srikandi.users import Permission
from srikandi.web.forms import CountField, Form, MoneyField, RowsField, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("figures", __name__, url_prefix="/uhc/angka-baru")
MOST_SUBDISTRICTS = 80
"""No kabupaten has more kecamatan."""
NEEDED = _l("Tulis angkanya.")


class SubdistrictForm(wtforms.Form):
    """One kecamatan."""

    code = HiddenField()
    population = CountField(_l("Penduduk"), [Optional()])
    registered = CountField(_l("Terdaftar JKN"), [Optional()])


class FiguresForm(Form):
    """The whole district, and its kecamatan as far as they are known."""

    counted_on = DateField(_l("Keadaan per tanggal"), [InputRequired(_l("Pilih tanggalnya."))])
    source = StringField(
        _l("Sumber"),
        [InputRequired(_l("Tulis dari mana angka ini.")), Length(max=200), plain_text],
        description=_l("Misalnya surat cabang BPJS Kesehatan, nomor dan tanggalnya."),
    )
    population = CountField(_l("Jumlah penduduk"), [InputRequired(NEEDED)])
    registered = CountField(
        _l("Terdaftar JKN"), [InputRequired(NEEDED)], description=_l("Semua segmen, aktif dan tidak aktif.")
    )
    active = CountField(_l("Aktif"), [InputRequired(NEEDED)])
    by_district = CountField(
        _l("Didaftarkan Pemda"),
        [InputRequired(NEEDED)],
        description=_l("Peserta PBPU Pemda, bagian dari yang terdaftar."),
    )
    arrears = MoneyField(
        _l("Tunggakan iuran PBPU Pemda"), [InputRequired(NEEDED)], description=_l("Tulis 0 bila tidak ada.")
    )
    subdistricts = RowsField(FormField(SubdistrictForm), max_entries=MOST_SUBDISTRICTS)

    def wanted(self) -> NewFigures:
        """Give what was typed as the domain takes it."""
        names = ("counted_on", "source", "population", "registered", "active", "by_district")
        rows = [one.form for one in self.subdistricts]
        return NewFigures(
            **{name: self[name].data for name in names},
            arrears=self.arrears.data or ZERO,
            subdistricts=[
                SubdistrictCount(row.code.data, row.population.data, row.registered.data)
                for row in rows
                if row.population.data is not None and row.registered.data is not None
            ],
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the other half of a kecamatan of which only one number was typed."""
        is_fine = bool(super().validate(extra_validators))
        for row in (one.form for one in self.subdistricts):
            if (row.population.data is None) != (row.registered.data is None):
                absent = row.population if row.population.data is None else row.registered
                absent.errors = [*absent.errors, str(NEEDED)]
                is_fine = False
        return is_fine


def _new_form(names: Mapping[str, str], before: Mapping[str, UhcFigure]) -> FiguresForm:
    """Begin with today and the kecamatan as they were counted last."""
    known = {code: before.get(code) for code in names}
    rows = [{"code": code, "population": one.population if one else None} for code, one in known.items()]
    return FiguresForm(counted_on=clock.today(), subdistricts=rows)


def _names() -> dict[str, str]:
    return places.subdistricts_of(current_session(), current_actor().district_id)


@routes.get("")
@requires(Permission.GAPS_COUNT)
def new() -> str:
    """Ask for the newest figures."""
    before = uhc.subdistrict_figures(current_session(), current_actor().district_id)
    return render_template("district/figures/new.html", form=_new_form(_names(), before), names=_names())


@routes.post("")
@requires(Permission.GAPS_COUNT)
def create() -> tuple[str, int] | Response:
    """Keep figures beside those that were kept before."""
    form = FiguresForm()
    if form.validate():
        with form.catching():
            session, by = current_session(), current_actor()
            uhc.count(session, places.district_of(session, by.district_id), form.wanted(), by=by)
            flash(gettext("Angka tercatat. Yang lama tetap terbaca di bawahnya."), "success")
            return redirect(url_for("district.gaps.show"), 303)
    return render_template("district/figures/new.html", form=form, names=_names()), 422
