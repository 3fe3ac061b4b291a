"""Districts: added by their Kemendagri code, with letterhead, forum, branch and dated settings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Email, InputRequired, NumberRange, Optional, Regexp

from srikandi.clock import today
from srikandi.database import current_session
from srikandi.organisations import Kind, NewOrganisation, establish
from srikandi.places import District, NewDistrict, NewSetting, add_district, decide, district_of, districts, settings_of
from srikandi.tariffs import Basis
from srikandi.users import Permission
from srikandi.web.admin.choices import partners_of
from srikandi.web.forms import Form, IntegerField, plain_text
from srikandi.web.frame.saying.words import SETTING_WORDS, word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("districts", __name__, url_prefix="/kabupaten")


class DistrictForm(Form):
    """What must be said of a district; villages and zone follow from the code."""

    code = StringField(
        _l("Kode Kemendagri"),
        [
            InputRequired(_l("Tulis kodenya.")),
            Regexp(r"\s{0,9}\d{2}\.\d{2}\s{0,9}\Z", message=_l("Tulis kode seperti 19.01.")),
        ],
        description=_l("Empat angka dengan titik. Kecamatan, desa, dan zona waktu terisi sendiri."),
    )
    office = StringField(_l("Dinas pada kop surat"), [InputRequired(_l("Tulis nama dinas.")), plain_text])
    office_address = StringField(_l("Alamat dinas"), [InputRequired(_l("Tulis alamatnya.")), plain_text])
    seat = StringField(_l("Tempat surat ditandatangani"), [InputRequired(_l("Tulis nama kotanya.")), plain_text])
    head_name = StringField(
        _l("Nama bupati atau wali kota"),
        [InputRequired(_l("Tulis namanya.")), plain_text],
        description=_l("Tanpa gelar."),
    )
    head_title = StringField(_l("Jabatan"), [InputRequired(_l("Tulis jabatannya.")), plain_text], default="Bupati")
    contact = StringField(_l("Kontak untuk masyarakat"), [InputRequired(_l("Tulis kontaknya.")), plain_text])
    tariff_basis = SelectField(_l("Dasar iuran"), [InputRequired()])
    email = StringField(
        _l("Surel resmi"), [InputRequired(_l("Tulis alamat surelnya.")), Email(_l("Periksa alamat surel ini."))]
    )
    forum_name = StringField(_l("Nama forum TJSL"), [InputRequired(_l("Tulis nama forumnya.")), plain_text])
    forum_decree = StringField(_l("SK forum"), [InputRequired(_l("Tulis nomor SK-nya.")), plain_text])
    branch_name = StringField(
        _l("Kantor cabang BPJS Kesehatan"), [InputRequired(_l("Tulis nama cabangnya.")), plain_text]
    )
    pbpu_quota = IntegerField(_l("Kuota PBPU Pemda"), [Optional(), NumberRange(0, 10**8, _l("Periksa angkanya."))])
    population = IntegerField(_l("Jumlah penduduk"), [Optional(), NumberRange(0, 10**8, _l("Periksa angkanya."))])

    def offer(self) -> DistrictForm:
        """Fill the list of bases."""
        self.tariff_basis.choices = [(basis.value, word(basis)) for basis in Basis]
        return self

    def facts(self) -> NewDistrict:
        """Give what was typed as the domain takes it."""
        names = ("code", "office", "office_address", "seat", "head_name", "head_title", "contact", "tariff_basis")
        said = {name: self[name].data.strip() for name in names}
        return NewDistrict(**said, pbpu_quota=self.pbpu_quota.data, population=self.population.data)


class SettingForm(Form):
    """One number, from a day on."""

    name = SelectField(_l("Ketentuan"), [InputRequired()])
    value = IntegerField(_l("Nilai"), [InputRequired(_l("Tulis angkanya."))])
    valid_from = DateField(_l("Berlaku mulai"), [InputRequired(_l("Pilih tanggalnya."))], default=today)
    source = StringField(_l("Dasar hukum atau perjanjian"), [InputRequired(_l("Tulis dasarnya.")), plain_text])

    def offer(self) -> SettingForm:
        """Fill the list of settings."""
        self.name.choices = [(name, gettext(words)) for name, words in SETTING_WORDS.items()]
        return self


@routes.get("")
@requires(Permission.DISTRICTS_MANAGE)
def index() -> str:
    """List the districts."""
    return render_template("admin/districts/index.html", districts=districts(current_session()))


@routes.get("/baru")
@requires(Permission.DISTRICTS_MANAGE)
def new() -> str:
    """Ask for a district."""
    return render_template("admin/districts/new.html", form=DistrictForm().offer())


@routes.post("/baru")
@requires(Permission.DISTRICTS_MANAGE)
def create() -> tuple[str, int] | Response:
    """Add a district with its villages, its forum and its branch."""
    form = DistrictForm().offer()
    if form.validate():
        with form.catching():
            district = add_district(current_session(), form.facts(), by=current_actor())
            _set_up(form, district)
            flash(gettext("%(name)s ditambahkan.", name=district.name), "success")
            return redirect(url_for("admin.districts.show", district_id=district.id), 303)
    return render_template("admin/districts/new.html", form=form), 422


def _set_up(form: DistrictForm, district: District) -> None:
    """Give the district its three partners: the Pemkab as a payer, the forum, and the branch that serves it."""
    session, by, said = (
        current_session(),
        current_actor(),
        {"address": form.office_address.data, "email": form.email.data},
    )
    establish(
        session, NewOrganisation(Kind.GOVERNMENT, f"Pemerintah {district.name}", **said, district_id=district.id), by=by
    )
    forum = NewOrganisation(
        Kind.FORUM, form.forum_name.data, **said, district_id=district.id, decree=form.forum_decree.data
    )
    establish(session, forum, by=by)
    establish(session, NewOrganisation(Kind.BRANCH, form.branch_name.data, **said, serves=(district.id,)), by=by)


def _page(district_id: int, form: SettingForm) -> str:
    session = current_session()
    return render_template(
        "admin/districts/show.html",
        district=district_of(session, district_id),
        partners=partners_of(session, district_id),
        settings=settings_of(session, district_id),
        setting_words=SETTING_WORDS,
        form=form,
    )


@routes.get("/<int:district_id>")
@requires(Permission.DISTRICTS_MANAGE)
def show(district_id: int) -> str:
    """Show a district, its partners and its dated settings."""
    return _page(district_id, SettingForm().offer())


@routes.post("/<int:district_id>/ketentuan")
@requires(Permission.DISTRICTS_MANAGE)
def set_number(district_id: int) -> tuple[str, int] | Response:
    """Let a number hold from a day on."""
    form = SettingForm().offer()
    if form.validate():
        with form.catching():
            setting = NewSetting(form.name.data, form.value.data or 0, form.valid_from.data, form.source.data)
            decide(current_session(), district_of(current_session(), district_id), setting, by=current_actor())
            return redirect(url_for("admin.districts.show", district_id=district_id), 303)
    return _page(district_id, form), 422
