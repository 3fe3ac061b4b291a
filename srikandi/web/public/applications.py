"""A company asks to take part; nobody needs an account for that."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length

from srikandi import organisations, throttles
from srikandi.database import current_session
from srikandi.organisations import Application, Profile
from srikandi.places import districts
from srikandi.throttles import Gate
from srikandi.web.boundary import keep_refusal
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import public, visitor

routes = Blueprint("applications", __name__, url_prefix="/daftar-perusahaan")


class ProfileForm(Form):
    """Where a company is, and who signs for it."""

    address = TextAreaField(_l("Alamat kantor"), [InputRequired(_l("Tulis alamatnya.")), Length(max=300), plain_text])
    email = StringField(
        _l("Alamat surel"),
        [InputRequired(_l("Tulis alamat surelnya.")), Email(_l("Periksa alamat surel ini."))],
        description=_l("Kabar dan undangan akun dikirim ke sini."),
    )
    phone = StringField(_l("Telepon"), [Length(max=30), plain_text])
    signatory_name = StringField(
        _l("Nama penanda tangan"),
        [InputRequired(_l("Tulis namanya.")), Length(max=120), plain_text],
        description=_l("Tanpa gelar, seperti akan tercetak di perjanjian."),
    )
    signatory_title = StringField(
        _l("Jabatannya"), [InputRequired(_l("Tulis jabatannya.")), Length(max=120), plain_text]
    )
    signatory_mandate = StringField(
        _l("Dasar wewenangnya"),
        [InputRequired(_l("Tulis dasar wewenangnya.")), Length(max=200), plain_text],
        description=_l("Misalnya: Akta Notaris Nomor 12 Tahun 2020."),
    )

    def profile(self, village_code: str | None = None) -> Profile:
        """Give what was typed as the domain takes it."""
        return Profile(
            address=self.address.data.strip(),
            village_code=village_code,
            email=self.email.data.strip().lower(),
            phone=(self.phone.data or "").strip() or None,
            signatory_name=self.signatory_name.data.strip(),
            signatory_title=self.signatory_title.data.strip(),
            signatory_mandate=self.signatory_mandate.data.strip(),
        )


class ApplicationForm(ProfileForm):
    """What a company says of itself when it asks to take part."""

    district = SelectField(_l("Kabupaten atau kota"), [InputRequired(_l("Pilih kabupatennya."))])
    name = StringField(
        _l("Nama badan usaha"),
        [InputRequired(_l("Tulis nama badan usahanya.")), Length(max=200), plain_text],
        description=_l("Seperti tertulis di NIB, misalnya PT Timah Sejahtera Contoh."),
    )
    nib = StringField(_l("NIB"), [InputRequired(_l("Tulis NIB-nya.")), Length(max=30)], description=_l("13 angka."))
    npwp = StringField(
        _l("NPWP"), [InputRequired(_l("Tulis NPWP-nya.")), Length(max=30)], description=_l("15 atau 16 angka.")
    )
    sector = StringField(_l("Bidang usaha"), [InputRequired(_l("Tulis bidang usahanya.")), Length(max=120), plain_text])

    def offer(self) -> ApplicationForm:
        """Fill the list of districts."""
        self.district.choices = [(str(one.id), one.name) for one in districts(current_session())]
        return self

    def application(self) -> Application:
        """Give what was typed as the domain takes it."""
        return Application(
            district_id=int(self.district.data),
            name=self.name.data,
            nib=self.nib.data,
            npwp=self.npwp.data,
            sector=self.sector.data.strip(),
            profile=self.profile(),
        )


@routes.get("")
@public
def new() -> str:
    """Ask what the forum needs to decide."""
    return render_template("public/applications/new.html", form=ApplicationForm().offer())


@routes.post("")
@public
def create() -> tuple[str, int] | Response:
    """Hand the application to the forum."""
    form = ApplicationForm().offer()
    if form.validate():
        with form.catching():
            _apply(form.application())
            return redirect(url_for("public.applications.thanks"), 303)
    return render_template("public/applications/new.html", form=form), 422


def _apply(application: Application) -> None:
    """Hand it over; a try stays counted although it is refused, lest it tell which companies are known."""
    session, address = current_session(), request.remote_addr or ""
    throttles.check(session, Gate.APPLICATION, address)
    throttles.count(session, Gate.APPLICATION, address)
    keep_refusal()
    with session.begin_nested():
        organisations.apply(session, application, by=visitor())


@routes.get("/terkirim")
@public
def thanks() -> str:
    """Say what happens next."""
    return render_template("public/applications/thanks.html")
