"""Telling covered people of the own village: slips, messages, their facility, another code for a lost slip."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Redirect
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from srikandi import cards, clock, documents, facilities, places, residents
from srikandi.cards import Covered
from srikandi.clock import Month
from srikandi.database import current_session
from srikandi.facilities import Chooser
from srikandi.residents import Resident
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires

routes = Blueprint("slips", __name__, url_prefix="/slip")
PDF = "application/pdf"
EVERYBODY = "semua"
LAST_PAGE = 1000
WHATSAPP = ("'self'", "https://wa.me", "https://api.whatsapp.com", "https://web.whatsapp.com", "whatsapp:")
"""Where a press on the message button may lead the browser: WhatsApp passes it on from one to the next."""


class FacilityForm(Form):
    """Which facility, and who said so."""

    facility = SelectField(_l("Faskes tingkat pertama"), [InputRequired(_l("Pilih faskesnya."))])
    chosen_by = RadioField(_l("Siapa yang memilih?"), [InputRequired(_l("Pilih salah satu."))])

    def offer(self, resident: Resident) -> FacilityForm:
        """Fill the lists people choose from; begin with what holds now."""
        session = current_session()
        known = facilities.registered_with(session, [resident]).get(resident.id)
        every = facilities.open_facilities(session, resident.district_id)
        self.facility.choices = [("", gettext("Pilih")), *((str(one.id), one.name) for one in every)]
        self.chosen_by.choices = [(one.value, word(one)) for one in Chooser]
        if not self.is_submitted() and known is not None:
            self.facility.data = str(known.facility.id)
            self.chosen_by.data = known.chosen_by.value if known.chosen_by else None
        return self


@routes.get("")
@requires(Permission.CARDS_HAND_OUT)
def index() -> str:
    """List the covered people, those nobody has told yet first."""
    return _list(Form(formdata=None))


@routes.post("/cetak")
@requires(Permission.CARDS_HAND_OUT)
def print_all() -> tuple[str, int] | Response:
    """Give the slips of the list as it is shown."""
    form, by = Form(), current_actor()
    if form.validate():
        with form.catching():
            return _pdf(cards.print_slips(current_session(), _people(), by=by))
    return _list(form), 422


@routes.get("/<int:resident_id>")
@requires(Permission.CARDS_HAND_OUT)
def show(resident_id: int) -> str:
    """Show one person's cover, facility and slip."""
    resident = _resident(resident_id)
    return _page(resident, FacilityForm(formdata=None).offer(resident))


@routes.post("/<int:resident_id>/cetak")
@requires(Permission.CARDS_HAND_OUT)
def print_one(resident_id: int) -> tuple[str, int] | Response:
    """Give one person's slip."""
    form, resident = Form(), _resident(resident_id)
    if form.validate():
        with form.catching():
            return _pdf(cards.print_slips(current_session(), [resident], by=current_actor()))
    return _page(resident, FacilityForm(formdata=None).offer(resident), refused=form), 422


@routes.post("/<int:resident_id>/pesan")
@requires(Permission.CARDS_HAND_OUT)
def message(resident_id: int) -> tuple[str, int] | Redirect:
    """Lead to WhatsApp with the words ready; the number is opened for this press only, and the look is kept."""
    form, resident = Form(), _resident(resident_id)
    if form.validate():
        with form.catching():
            return redirect(cards.open_message(current_session(), resident, by=current_actor()), 303)
    return _page(resident, FacilityForm(formdata=None).offer(resident), refused=form), 422


@routes.post("/<int:resident_id>/ganti")
@requires(Permission.CARDS_HAND_OUT)
def replace(resident_id: int) -> tuple[str, int] | Redirect:
    """Give another code, as the slip is lost."""
    form, resident = Form(), _resident(resident_id)
    if form.validate():
        with form.catching():
            cards.replace(current_session(), resident, by=current_actor())
            flash(gettext("Kode lama tidak berlaku lagi. Cetak slip yang baru."), "success")
            return redirect(url_for(".show", resident_id=resident_id), 303)
    return _page(resident, FacilityForm(formdata=None).offer(resident), refused=form), 422


@routes.post("/<int:resident_id>/faskes")
@requires(Permission.CARDS_HAND_OUT)
def choose(resident_id: int) -> tuple[str, int] | Redirect:
    """Note which facility it is to be."""
    session, by = current_session(), current_actor()
    resident = residents.locked(session, resident_id, by=by)
    form = FacilityForm().offer(resident)
    if form.validate():
        with form.catching():
            who = Chooser(form.chosen_by.data)
            chosen = facilities.choose(session, resident, int(form.facility.data), chosen_by=who, by=by)
            flash(gettext("Faskes %(name)s tercatat.", name=chosen.name), "success")
            return redirect(url_for(".show", resident_id=resident_id), 303)
    return _page(resident, form), 422


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _month() -> Month:
    district = places.district_of(current_session(), current_actor().district_id)
    return Month.of(clock.today(district.zone))


def _people() -> Sequence[Resident]:
    """Give the people the list shows: of one file, everybody, or those nobody has told yet."""
    asked = cards.covered_people(current_actor(), month=_month(), batch_id=request.args.get("berkas", type=int))
    if request.args.get("tampil") != EVERYBODY and not request.args.get("berkas"):
        asked = asked.where(cards.without_slip())
    return current_session().scalars(asked.offset((_page_number() - 1) * cards.A_PRINT).limit(cards.A_PRINT)).all()


def _page_number() -> int:
    return min(max(request.args.get("halaman", 1, type=int), 1), LAST_PAGE)


def _pdf(content: bytes) -> Response:
    leaving = documents.attachment(content, filename="slip-peserta.pdf", media_type=PDF)
    return Response(leaving.content, headers=leaving.headers)


def _list(form: Form) -> str:
    session, viewer = current_session(), current_actor()
    people, month = _people(), _month()
    ids = [one.id for one in people]
    own = cards.standing_cards(session, ids)
    covers = cards.covers_of(session, ids, district=places.district_of(session, viewer.district_id))
    g.form_targets = WHATSAPP
    return render_template(
        "village/slips/index.html",
        rows=[Covered(one, own.get(one.id), covers[one.id]) for one in people],
        files=cards.files_of(session, viewer=viewer, month=month),
        asked={
            name: value for name in ("tampil", "berkas", "halaman") if (value := request.args.get(name)) is not None
        },
        most=cards.A_PRINT,
        page=_page_number(),
        form=form,
    )


def _page(resident: Resident, form: FacilityForm, *, refused: Form | None = None) -> str:
    session = current_session()
    district = places.district_of(session, resident.district_id)
    g.form_targets = WHATSAPP
    return render_template(
        "village/slips/show.html",
        resident=resident,
        cover=cards.covers_of(session, [resident.id], district=district)[resident.id],
        card=cards.standing_cards(session, [resident.id]).get(resident.id),
        known=facilities.registered_with(session, [resident]).get(resident.id),
        has_phone=resident.phone is not None,
        form=form,
        refused=refused,
    )
