"""Residents of a district: found by name or NIK, shown masked, the full number only with a reason that is kept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from srikandi import arrears, programme, residents
from srikandi.clock import today
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.places import VillageRow, district_of, villages_of
from srikandi.residents import EXIT_WORDS, IdentityRow, Resident, ResidentKind, ResidentStatus, Search
from srikandi.users import Permission
from srikandi.web.forms import Form, ReasonField, plain_text
from srikandi.web.frame.saying.sentences import passed_on
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("residents", __name__, url_prefix="/warga")

DEEDS = {
    "resident_import:stage": N_("Membawa daftar yang memuatnya"),
    "resident_import:approve_first": N_("Menyetujui daftar itu, yang pertama"),
    "resident_import:approve": N_("Menyetujui daftar itu"),
    "resident:reveal": N_("Melihat NIK lengkap"),
    "resident:visit": N_("Mengambil alamat untuk kunjungan pemeriksa"),
    "resident:look_up": N_("Mencari dengan NIK"),
    "resident:verify": N_("Memverifikasi"),
    "resident:correct": N_("Memperbaiki data"),
    "resident:exit": N_("Mencatat keluar"),
    "arrears:correct": N_("Memperbaiki tunggakan"),
    "resident:undo_exit": N_("Membatalkan catatan keluar"),
    "resident:enrol": N_("Menulis ke daftar"),
    "resident:choose_facility": N_("Memilih faskes"),
    "resident:restrict": N_("Membatasi pemakaian data"),
    "resident:lift_restriction": N_("Mencabut pembatasan data"),
    "resident:erase": N_("Menghapus data"),
    "resident:erase_again": N_("Menghapus data lagi setelah cadangan dipulihkan"),
}
"""What the trail calls it, and what people read."""


class FilterForm(Form):
    """What people look for in the list; asked by GET."""

    class Meta(Form.Meta):
        """Nothing is changed by asking."""

        csrf = False

    nama = StringField(_l("Nama"), [Optional(), Length(max=80)])
    desa = SelectField(_l("Desa"), [Optional()], validate_choice=False)
    status = SelectField(_l("Status"), [Optional()], validate_choice=False)
    jenis = SelectField(_l("Jenis"), [Optional()], validate_choice=False)

    def offer(self, villages: list[VillageRow]) -> FilterForm:
        """Fill the lists people choose from."""
        everybody = ("", gettext("Semua"))
        self.desa.choices = [everybody, *((one.code, f"{one.name}, {one.subdistrict_name}") for one in villages)]
        self.status.choices = [everybody, *((one.value, word(one)) for one in ResidentStatus)]
        self.jenis.choices = [everybody, *((one.value, word(one)) for one in ResidentKind)]
        return self

    def search(self) -> Search:
        """Give what was asked; a word that no list offers does not restrict."""
        return Search(
            name=self.nama.data or "",
            village_code=self.desa.data or None,
            status=ResidentStatus(self.status.data) if self.status.data in list(ResidentStatus) else None,
            kind=ResidentKind(self.jenis.data) if self.jenis.data in list(ResidentKind) else None,
        )

    def asked(self) -> dict[str, str]:
        """Give what was asked as it stands in the address."""
        return {field.name: field.data for field in self if field.data}


class LookUpForm(Form):
    """A whole NIK; it is never part of an address."""

    nik = StringField(_l("NIK"), [InputRequired(_l("Tulis NIK-nya.")), Length(max=40)])


class RevealForm(Form):
    """Why somebody needs the full number."""

    reason = TextAreaField(
        _l("Untuk apa NIK lengkapnya?"),
        [InputRequired(_l("Tulis alasannya.")), Length(max=500), plain_text],
        description=_l("Alasan, nama Anda, dan waktunya tersimpan dan bisa dibaca pemeriksa."),
    )


class ReturnForm(Form):
    """Why somebody's exit was reported wrongly."""

    reason = ReasonField(description=_l("Alasan, nama Anda, dan waktunya tersimpan."))


class ExitForm(Form):
    """Why and since when somebody is no longer on the list."""

    reason = SelectField(_l("Alasan"), [InputRequired(_l("Pilih alasannya."))])
    on = DateField(_l("Sejak tanggal"), [InputRequired(_l("Pilih tanggalnya."))], default=today)

    def offer(self) -> ExitForm:
        """Fill the list of reasons."""
        self.reason.choices = [("", gettext("Pilih")), *((code, gettext(words)) for code, words in EXIT_WORDS.items())]
        return self

    def validate_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > today():
            raise ValidationError(gettext("Tanggal ini belum tiba."))


@routes.get("")
@requires(Permission.RESIDENTS_VIEW)
def index() -> str:
    """List the district's residents."""
    return _list_page(LookUpForm())


@routes.post("/cari-nik")
@requires(Permission.RESIDENTS_VIEW)
def look_up() -> tuple[str, int] | Response:
    """Find somebody by the whole NIK; every try is kept in the trail."""
    form = LookUpForm()
    if form.validate():
        with form.catching():
            found = residents.look_up(current_session(), form.nik.data, by=current_actor())
            if found is not None:
                return redirect(url_for("district.residents.show", resident_id=found.id), 303)
            flash(gettext("Tidak ada warga dengan NIK itu di daftar kabupaten Anda."), "warning")
            return redirect(url_for("district.residents.index"), 303)
    form.nik.data, form.nik.raw_data = "", None
    return _list_page(form), 422


@routes.get("/<int:resident_id>")
@requires(Permission.RESIDENTS_VIEW)
def show(resident_id: int) -> str:
    """Show one person, masked, and who has looked."""
    return _person_page(_resident(resident_id))


@routes.post("/<int:resident_id>/nik")
@requires(Permission.RESIDENTS_REVEAL)
def reveal(resident_id: int) -> str | tuple[str, int]:
    """Show the full numbers on this one answer."""
    form, resident = RevealForm(), _resident(resident_id)
    if form.validate():
        with form.catching():
            identity = residents.reveal(current_session(), resident, reason=form.reason.data, by=current_actor())
            return _person_page(resident, identity=identity)
    return _person_page(resident, reveal_form=form), 422


@routes.post("/<int:resident_id>/keluar")
@requires(Permission.RESIDENTS_IMPORT)
def leave(resident_id: int) -> tuple[str, int] | Response:
    """Note that somebody leaves; unused months pass on the same day."""
    form, resident = ExitForm().offer(), _resident(resident_id)
    if form.validate():
        with form.catching():
            reason, on = form.reason.data, form.on.data
            passed = programme.exit_resident(current_session(), resident, reason=reason, on=on, by=current_actor())
            flash(f"{gettext('%(name)s dicatat keluar.', name=resident.name)} {passed_on(passed)}".strip(), "success")
            return redirect(url_for("district.residents.show", resident_id=resident.id), 303)
    return _person_page(resident, exit_form=form), 422


@routes.post("/<int:resident_id>/batal-keluar")
@requires(Permission.RESIDENTS_APPROVE)
def come_back(resident_id: int) -> tuple[str, int] | Response:
    """Take back a report that was wrong."""
    form, resident = ReturnForm(), _resident(resident_id)
    if form.validate():
        with form.catching():
            back = programme.undo_exit(current_session(), resident, reason=form.reason.data, by=current_actor())
            flash(_back_words(resident.name, back), "success")
            return redirect(url_for("district.residents.show", resident_id=resident.id), 303)
    return _person_page(resident, return_form=form), 422


def _back_words(name: str, back: programme.Regained) -> str:
    if back.months:
        return str(gettext("%(name)s kembali: %(n)s bulan yang masih kosong ditempati lagi.", name=name, n=back.months))
    if back.lists:
        return str(gettext("%(name)s menunggu lagi di urutan lamanya, paling depan untuk kursi berikutnya.", name=name))
    return str(gettext("%(name)s kembali ke daftar warga.", name=name))


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _list_page(look_up_form: LookUpForm) -> str:
    session, viewer = current_session(), current_actor()
    villages = villages_of(session, viewer.district_id)
    asked = FilterForm(request.args).offer(villages)
    after, before = (request.args.get(name, type=int) for name in ("setelah", "sebelum"))
    found = residents.page_of(session, asked.search(), viewer=viewer, after=after, before=before)
    return render_template(
        "district/residents/index.html",
        found=found,
        numbers={one.id: residents.masked_numbers(one) for one in found.rows},
        villages={one.code: one for one in villages},
        filter=asked,
        asked=asked.asked(),
        look_up_form=look_up_form,
    )


def _person_page(
    resident: Resident,
    *,
    identity: IdentityRow | None = None,
    reveal_form: RevealForm | None = None,
    exit_form: ExitForm | None = None,
    return_form: ReturnForm | None = None,
) -> str:
    session, viewer = current_session(), current_actor()
    family, relatives = arrears.family_owed(session, resident)
    return render_template(
        "district/residents/show.html",
        resident=resident,
        owed=arrears.owed_by(session, [resident.id]).get(resident.id, arrears.Owed()),
        owing_family=family,
        owing_relatives=relatives,
        numbers=residents.masked_numbers(resident),
        identity=identity,
        village=next(one for one in villages_of(session, resident.district_id) if one.code == resident.village_code),
        family=residents.family_of(session, resident, viewer=viewer),
        history=residents.history_of(session, resident),
        deeds=DEEDS,
        shield=programme.urgency.shield_of(session, district_of(session, resident.district_id), resident),
        exit_words=EXIT_WORDS,
        reveal_form=reveal_form or RevealForm(formdata=None),
        exit_form=exit_form or ExitForm(formdata=None).offer(),
        left=residents.standing_exit(session, resident.id) if resident.status is ResidentStatus.EXITED else None,
        return_form=return_form or ReturnForm(formdata=None),
    )
