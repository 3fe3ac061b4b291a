"""What went wrong, told with the code of a card, and followed with a code of its own."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from srikandi import cards, complaints, places, signs
from srikandi.cards import CardUnknown, MemberCard
from srikandi.complaints import Channel, Complaint, ComplaintUnknown
from srikandi.database import current_session
from srikandi.residents import Resident
from srikandi.throttles import Gate
from srikandi.web.complaining import LONGEST, ComplaintForm
from srikandi.web.forms import Form, plain_text
from srikandi.web.guard import public, visitor
from srikandi.web.public.cards.door import check_door, counting_misses, kept_private, note

routes = kept_private(Blueprint("complaints", __name__))


class AddForm(Form):
    """What whoever complained adds."""

    words = TextAreaField(
        _l("Tambahan dari Anda"),
        [InputRequired(_l("Tulis keterangannya.")), Length(max=LONGEST), plain_text],
    )


@routes.get("/kartu/<code>/aduan")
@public
def new(code: str) -> str:
    """Ask what went wrong."""
    _card(code)
    return _form_page(code, ComplaintForm(formdata=None).offer())


@routes.post("/kartu/<code>/aduan")
@public
def create(code: str) -> tuple[str, int] | Response:
    """Open a case and show the code it is followed with."""
    form, card = ComplaintForm().offer(), _card(code)
    check_door(Gate.COMPLAINT)
    if form.validate():
        with form.catching():
            resident = current_session().get_one(Resident, card.resident_id)
            made = complaints.receive(current_session(), resident, form.told(), channel=Channel.CARD, by=visitor())
            note(Gate.COMPLAINT)
            return redirect(url_for(".show", code=complaints.code_of(made), baru=1), 303)
    return _form_page(code, form), 422


@routes.get("/aduan/<code>")
@public
def show(code: str) -> str:
    """Show how far a complaint is."""
    return _page(_complaint(code), AddForm(formdata=None))


@routes.post("/aduan/<code>")
@public
def add(code: str) -> tuple[str, int] | Response:
    """Take what whoever complained adds, also that it is not solved."""
    form, found = AddForm(), _complaint(code)
    check_door(Gate.COMPLAINT)
    if form.validate():
        with form.catching():
            complaints.add_from_street(current_session(), found, words=form.words.data, by=visitor())
            note(Gate.COMPLAINT)
            flash(gettext("Tambahan Anda tersimpan dan dibaca petugas."), "success")
            return redirect(url_for(".show", code=code), 303)
    return _page(found, form), 422


def _card(code: str) -> MemberCard:
    check_door(Gate.CODE)
    try:
        with counting_misses(code):
            return cards.card_by_code(current_session(), code)
    except CardUnknown:
        abort(404)


def _complaint(code: str) -> Complaint:
    check_door(Gate.CODE)
    try:
        with counting_misses(code):
            return complaints.complaint_by_code(current_session(), code)
    except ComplaintUnknown:
        abort(404)


def _form_page(code: str, form: ComplaintForm) -> str:
    return render_template("public/complaints/new.html", form=form, code=code)


def _page(found: Complaint, form: AddForm) -> str:
    session = current_session()
    return render_template(
        "public/complaints/show.html",
        complaint=found,
        signs=complaints.code_of(found),
        printed=signs.printed(complaints.code_of(found)),
        clock=complaints.clock_of(found),
        opened=complaints.opened(found),
        said=complaints.said_of(session, found),
        district=places.district_of(session, found.district_id),
        form=form,
        is_new=request.args.get("baru") == "1",
        care_center=cards.CARE_CENTER,
        reopen_days=complaints.REOPEN_DAYS,
    )
