"""Complaints the village officer writes down for somebody of the own village, and how far they are."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import complaints, residents, signs
from srikandi.complaints import Channel, Complaint
from srikandi.database import current_session
from srikandi.residents import Resident
from srikandi.users import Permission
from srikandi.web.complaining import ComplaintForm, WordsForm, page_shown
from srikandi.web.guard import current_actor, requires

routes = Blueprint("complaints", __name__, url_prefix="/aduan")


@routes.get("")
@requires(Permission.CARDS_HAND_OUT)
def index() -> str:
    """List the complaints of the village."""
    return render_template("village/complaints/index.html", **page_shown())


@routes.get("/baru/<int:resident_id>")
@requires(Permission.CARDS_HAND_OUT)
def new(resident_id: int) -> str:
    """Ask what went wrong."""
    return _form_page(_resident(resident_id), ComplaintForm(formdata=None).offer())


@routes.post("/baru/<int:resident_id>")
@requires(Permission.CARDS_HAND_OUT)
def create(resident_id: int) -> tuple[str, int] | Response:
    """Open the case; the clock begins."""
    form, resident, session = ComplaintForm().offer(), _resident(resident_id), current_session()
    if form.validate():
        with form.catching():
            made = complaints.receive(session, resident, form.told(), channel=Channel.VILLAGE, by=current_actor())
            flash(gettext("Aduan %(number)s dibuka. Batas waktunya mulai dihitung.", number=made.number), "success")
            return redirect(url_for(".show", complaint_id=made.id), 303)
    return _form_page(resident, form), 422


@routes.get("/<int:complaint_id>")
@requires(Permission.CARDS_HAND_OUT)
def show(complaint_id: int) -> str:
    """Show how far a complaint is."""
    return _page(_complaint(complaint_id), WordsForm(formdata=None))


@routes.post("/<int:complaint_id>/balas")
@requires(Permission.CARDS_HAND_OUT)
def reply(complaint_id: int) -> tuple[str, int] | Response:
    """Add what the village knows."""
    form, found = WordsForm(), _complaint(complaint_id)
    if form.validate():
        with form.catching():
            complaints.reply(current_session(), found, words=form.words.data, by=current_actor())
            flash(gettext("Keterangan tersimpan."), "success")
            return redirect(url_for(".show", complaint_id=complaint_id), 303)
    return _page(found, form), 422


def _complaint(complaint_id: int) -> Complaint:
    return complaints.complaint_of(current_session(), complaint_id, viewer=current_actor())


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _form_page(resident: Resident, form: ComplaintForm) -> str:
    return render_template("village/complaints/new.html", form=form, resident=resident)


def _page(found: Complaint, form: WordsForm) -> str:
    session = current_session()
    return render_template(
        "village/complaints/show.html",
        row=complaints.row_of(session, found),
        opened=complaints.opened(found),
        said=complaints.said_of(session, found),
        printed=signs.printed(complaints.code_of(found)),
        form=form,
    )
