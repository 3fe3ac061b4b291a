"""The residents of one village: visited, confirmed, put right, noted as gone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from srikandi import programme, residents
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.places import villages_of
from srikandi.residents import EXIT_WORDS, Corrections, Resident, ResidentStatus, Search
from srikandi.users import Permission
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import current_actor, requires

routes = Blueprint("residents", __name__, url_prefix="/warga")

EVERYBODY = "semua"
NEIGHBOURHOOD = Regexp(r"\s*[0-9]{0,3}\s*\Z", message=_l("Tulis angkanya saja."))


class CorrectionForm(Form):
    """What is put right at the door."""

    name = StringField(_l("Nama"), [InputRequired(_l("Tulis namanya.")), Length(max=200), plain_text])
    birth_on = DateField(_l("Tanggal lahir"), [InputRequired(_l("Pilih tanggalnya."))])
    sex = RadioField(_l("Jenis kelamin"), [InputRequired(_l("Pilih salah satu."))])
    address = StringField(_l("Alamat"), [Optional(), Length(max=200), plain_text])
    hamlet = StringField(_l("Dusun atau lingkungan"), [Optional(), Length(max=100), plain_text])
    rt = StringField(_l("RT"), [Optional(), NEIGHBOURHOOD])
    rw = StringField(_l("RW"), [Optional(), NEIGHBOURHOOD])
    phone = StringField(
        _l("Nomor telepon"),
        [Optional(), Regexp(r"[0-9+ ()\-]{6,20}\Z", message=_l("Periksa nomornya."))],
        description=_l("Untuk memberi tahu bila kartunya aktif."),
    )

    def offer(self) -> CorrectionForm:
        """Fill the choice of sex."""
        self.sex.choices = [("L", gettext("Laki-laki")), ("P", gettext("Perempuan"))]
        return self

    def corrections(self) -> Corrections:
        """Give what was typed as the domain takes it."""
        texts = {one: " ".join((self[one].data or "").split()) for one in ("address", "hamlet", "phone")}
        numbers = {one: _three_digits(self[one].data) for one in ("rt", "rw")}
        name = " ".join(self.name.data.split()).upper()
        return Corrections(name=name, birth_on=self.birth_on.data, sex=self.sex.data, **texts, **numbers)


class LeaveForm(Form):
    """Why and since when somebody is no longer in the village."""

    reason = RadioField(_l("Mengapa?"), [InputRequired(_l("Pilih alasannya."))])
    on = DateField(_l("Sejak tanggal"), [InputRequired(_l("Pilih tanggalnya."))], default=today)

    def offer(self) -> LeaveForm:
        """Fill the choice of reasons."""
        self.reason.choices = [(code, gettext(words)) for code, words in EXIT_WORDS.items()]
        return self

    def validate_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > today():
            raise ValidationError(gettext("Tanggal ini belum tiba."))


@routes.get("")
@requires(Permission.RESIDENTS_VERIFY)
def index() -> str:
    """Show how far the village is and who waits for a visit."""
    session, viewer = current_session(), current_actor()
    after, before = (request.args.get(name, type=int) for name in ("setelah", "sebelum"))
    return render_template(
        "village/residents/index.html",
        village=next(
            (one for one in villages_of(session, viewer.district_id) if one.code == viewer.village_code), None
        ),
        neighbourhoods=residents.neighbourhoods_of(session, viewer=viewer),
        found=residents.page_of(session, _search(), viewer=viewer, after=after, before=before),
        asked=_asked(),
    )


@routes.get("/<int:resident_id>")
@requires(Permission.RESIDENTS_VERIFY)
def show(resident_id: int) -> str:
    """Show one person and the three things that can be said of them."""
    resident = _resident(resident_id)
    return render_template(
        "village/residents/show.html",
        resident=resident,
        numbers=residents.masked_numbers(resident),
        said=residents.corrections_of(resident),
        family=residents.family_of(current_session(), resident, viewer=current_actor()),
        exit_words=EXIT_WORDS,
        asked=_asked(),
    )


@routes.post("/<int:resident_id>/benar")
@requires(Permission.RESIDENTS_VERIFY)
def confirm(resident_id: int) -> Response:
    """Note that everything is right."""
    resident = residents.locked(current_session(), resident_id, by=current_actor())
    residents.verify(current_session(), resident, by=current_actor())
    flash(gettext("%(name)s sudah diverifikasi.", name=resident.name), "success")
    return _to_list()


@routes.get("/<int:resident_id>/perbaiki")
@requires(Permission.RESIDENTS_VERIFY)
def edit(resident_id: int) -> str:
    """Ask what has to be put right."""
    resident = _resident(resident_id)
    form = CorrectionForm(formdata=None, obj=residents.corrections_of(resident)).offer()
    return render_template("village/residents/edit.html", form=form, resident=resident, asked=_asked())


@routes.post("/<int:resident_id>/perbaiki")
@requires(Permission.RESIDENTS_VERIFY)
def correct(resident_id: int) -> tuple[str, int] | Response:
    """Put right what was wrong, and confirm who was not confirmed yet."""
    form, resident = CorrectionForm().offer(), residents.locked(current_session(), resident_id, by=current_actor())
    if form.validate():
        with form.catching():
            _put_right(resident, form.corrections())
            flash(gettext("Data %(name)s tersimpan.", name=resident.name), "success")
            return _to_list()
    return render_template("village/residents/edit.html", form=form, resident=resident, asked=_asked()), 422


@routes.get("/<int:resident_id>/keluar")
@requires(Permission.RESIDENTS_VERIFY)
def ask_leave(resident_id: int) -> str:
    """Ask why somebody is no longer here."""
    form = LeaveForm(formdata=None).offer()
    return render_template("village/residents/leave.html", form=form, resident=_resident(resident_id), asked=_asked())


@routes.post("/<int:resident_id>/keluar")
@requires(Permission.RESIDENTS_VERIFY)
def leave(resident_id: int) -> tuple[str, int] | Response:
    """Note that somebody is gone; unused months pass on the same day."""
    form, resident = LeaveForm().offer(), residents.locked(current_session(), resident_id, by=current_actor())
    if form.validate():
        with form.catching():
            reason, on = form.reason.data, form.on.data
            programme.exit_resident(current_session(), resident, reason=reason, on=on, by=current_actor())
            flash(gettext("%(name)s dicatat keluar.", name=resident.name), "success")
            return _to_list()
    return render_template("village/residents/leave.html", form=form, resident=resident, asked=_asked()), 422


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _put_right(resident: Resident, corrections: Corrections) -> None:
    session, by = current_session(), current_actor()
    if resident.status is ResidentStatus.IMPORTED:
        residents.verify(session, resident, corrections=corrections, by=by)
    else:
        residents.correct(session, resident, corrections=corrections, by=by)


def _asked() -> dict[str, str]:
    """Give where in the list people are, so that they come back to the same street."""
    return {name: value for name in ("rt", "rw", "nama", "tampil") if (value := request.args.get(name)) is not None}


def _search() -> Search:
    asked = _asked()
    street = (asked.get("rt") or None, asked.get("rw") or None) if "rt" in asked else None
    status = None if asked.get("tampil") == EVERYBODY else ResidentStatus.IMPORTED
    return Search(name=asked.get("nama", ""), status=status, rt_rw=street)


def _to_list() -> Response:
    place: dict[str, Any] = {**_asked()}
    return redirect(url_for("village.residents.index", **place), 303)


def _three_digits(text: str | None) -> str:
    digits = (text or "").strip()
    return f"{int(digits):03d}" if digits else ""
