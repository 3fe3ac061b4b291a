"""A company's own page: who it is, how it stands, and its workers in JKN."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length, NumberRange

from srikandi import organisations
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.organisations import Organisation
from srikandi.users import Permission
from srikandi.web.forms import Form, IntegerField, plain_text
from srikandi.web.guard import current_actor, requires
from srikandi.web.public.applications import ProfileForm

routes = Blueprint("profile", __name__, url_prefix="/profil")
MOST_WORKERS = 10**7


class GateForm(Form):
    """How many work for the company, and how many of them are in JKN."""

    workers = IntegerField(
        _l("Jumlah pekerja"),
        [InputRequired(_l("Tulis jumlah pekerja.")), NumberRange(1, MOST_WORKERS, _l("Periksa angkanya."))],
    )
    registered = IntegerField(
        _l("Terdaftar JKN bersama keluarganya"),
        [InputRequired(_l("Tulis jumlahnya.")), NumberRange(0, MOST_WORKERS, _l("Periksa angkanya."))],
    )
    business_entity_code = StringField(
        _l("Kode badan usaha di BPJS Kesehatan"), [InputRequired(_l("Tulis kodenya.")), Length(max=30), plain_text]
    )


def _company() -> Organisation:
    viewer = current_actor()
    if viewer.organisation_id is None:
        raise NotFound
    return organisations.organisation_of(current_session(), viewer.organisation_id, viewer=viewer)


@routes.get("")
@requires(Permission.COMPANIES_EDIT)
def show() -> str:
    """Show the company as it is known here, and its declarations."""
    company = _company()
    gates = organisations.gates_of(current_session(), company.id)
    gate = organisations.current_gate(current_session(), company.id)
    return render_template("company/profile/show.html", company=company, gates=gates, gate=gate)


@routes.get("/ubah")
@requires(Permission.COMPANIES_EDIT)
def edit() -> str:
    """Show address, contact and signatory to change."""
    company = _company()
    return render_template("company/profile/edit.html", form=ProfileForm(obj=company), company=company)


@routes.post("/ubah")
@requires(Permission.COMPANIES_EDIT)
def update() -> tuple[str, int] | Response:
    """Keep address, contact and signatory."""
    form, company = ProfileForm(), _company()
    if form.validate():
        with form.catching():
            profile = form.profile(company.village_code)
            organisations.edit_profile(current_session(), company, profile, by=current_actor())
            flash(gettext("Profil disimpan."), "success")
            return redirect(url_for("company.profile.show"), 303)
    return render_template("company/profile/edit.html", form=form, company=company), 422


@routes.get("/pekerja")
@requires(Permission.COMPANIES_EDIT)
def new_gate() -> str:
    """Ask for the workers in JKN."""
    return render_template("company/profile/gate.html", form=GateForm(), company=_company())


@routes.post("/pekerja")
@requires(Permission.COMPANIES_EDIT)
def declare() -> tuple[str, int] | Response:
    """Hand the declaration to the branch."""
    form, company = GateForm(), _company()
    if form.validate():
        with form.catching():
            said = {name: form[name].data for name in ("workers", "registered", "business_entity_code")}
            organisations.declare_gate(current_session(), company, **said, by=current_actor())
            flash(gettext("Pernyataan terkirim ke BPJS Kesehatan."), "success")
            return redirect(url_for("company.profile.show"), 303)
    return render_template("company/profile/gate.html", form=form, company=company), 422
