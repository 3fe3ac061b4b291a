"""Complaints as cases: taken, laid beside the branch's list, passed on, answered, solved."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.wrappers import Response as FileResponse
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import complaints, residents, signs
from srikandi.complaints import Channel, Complaint, ComplaintStatus, Outcome
from srikandi.database import current_session
from srikandi.residents import Resident
from srikandi.users import Permission
from srikandi.web.complaining import ComplaintForm, SolveForm, WordsForm, case_facts, list_taken, page_shown
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("complaints", __name__, url_prefix="/aduan")
C = ComplaintStatus


@routes.get("")
@requires(Permission.COMPLAINTS_HANDLE)
def index() -> str:
    """List the complaints, those that wait first and by their hour."""
    return render_template("district/complaints/index.html", **page_shown())


@routes.post("/daftar.<any(csv, xlsx):ending>")
@requires(Permission.COMPLAINTS_HANDLE)
def export(ending: str) -> FileResponse:
    """Give the whole list as a file; that it was taken is written down."""
    return list_taken(ending)


@routes.get("/baru/<int:resident_id>")
@requires(Permission.COMPLAINTS_HANDLE)
def new(resident_id: int) -> str:
    """Ask what went wrong."""
    form = ComplaintForm(formdata=None).offer()
    return render_template("district/complaints/new.html", form=form, resident=_resident(resident_id))


@routes.post("/baru/<int:resident_id>")
@requires(Permission.COMPLAINTS_HANDLE)
def create(resident_id: int) -> tuple[str, int] | Response:
    """Open the case; the clock begins."""
    form, resident, session = ComplaintForm().offer(), _resident(resident_id), current_session()
    if form.validate():
        with form.catching():
            made = complaints.receive(session, resident, form.told(), channel=Channel.DISTRICT, by=current_actor())
            flash(gettext("Aduan %(number)s dibuka. Batas waktunya mulai dihitung.", number=made.number), "success")
            return redirect(url_for(".show", complaint_id=made.id), 303)
    return render_template("district/complaints/new.html", form=form, resident=resident), 422


@routes.get("/<int:complaint_id>")
@requires(Permission.COMPLAINTS_HANDLE)
def show(complaint_id: int) -> str:
    """Show a case beside what the branch has of the person."""
    return _page(_complaint(complaint_id))


@routes.post("/<int:complaint_id>/ambil")
@requires(Permission.COMPLAINTS_HANDLE)
def take(complaint_id: int) -> tuple[str, int] | Response:
    """Answer for it from now on."""
    form, found = Form(), _complaint(complaint_id)
    if form.validate():
        with form.catching():
            complaints.take(current_session(), found, by=current_actor())
            flash(gettext("Anda yang menanganinya."), "success")
            return redirect(url_for(".show", complaint_id=complaint_id), 303)
    return _page(found, refused=form), 422


@routes.post("/<int:complaint_id>/balas")
@requires(Permission.COMPLAINTS_HANDLE)
def reply(complaint_id: int) -> tuple[str, int] | Response:
    """Say something everybody who sees the case reads."""
    form, found = WordsForm(), _complaint(complaint_id)
    if form.validate():
        with form.catching():
            complaints.reply(current_session(), found, words=form.words.data, by=current_actor())
            flash(gettext("Keterangan tersimpan."), "success")
            return redirect(url_for(".show", complaint_id=complaint_id), 303)
    return _page(found, words_form=form), 422


@routes.post("/<int:complaint_id>/teruskan")
@requires(Permission.COMPLAINTS_HANDLE)
def pass_on(complaint_id: int) -> tuple[str, int] | Response:
    """Hand it to the branch."""
    form, found = WordsForm(), _complaint(complaint_id)
    if form.validate():
        with form.catching():
            complaints.pass_on(current_session(), found, words=form.words.data, by=current_actor())
            flash(gettext("Diteruskan ke cabang BPJS Kesehatan."), "success")
            return redirect(url_for(".show", complaint_id=complaint_id), 303)
    return _page(found, words_form=form), 422


@routes.post("/<int:complaint_id>/selesai")
@requires(Permission.COMPLAINTS_HANDLE)
def solve(complaint_id: int) -> tuple[str, int] | Response:
    """End it with what came of it."""
    form, found = SolveForm().offer(), _complaint(complaint_id)
    if form.validate():
        with form.catching():
            outcome, words = Outcome(form.outcome.data), form.result.data
            complaints.solve(current_session(), found, outcome=outcome, words=words, by=current_actor())
            flash(gettext("Aduan selesai. Pelapor membacanya dengan kodenya."), "success")
            return redirect(url_for(".show", complaint_id=complaint_id), 303)
    return _page(found, solve_form=form), 422


def _complaint(complaint_id: int) -> Complaint:
    return complaints.complaint_of(current_session(), complaint_id, viewer=current_actor())


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor())


def _page(
    found: Complaint,
    *,
    refused: Form | None = None,
    words_form: WordsForm | None = None,
    solve_form: SolveForm | None = None,
) -> str:
    current_session().refresh(found)
    return render_template(
        "district/complaints/show.html",
        **case_facts(found),
        printed=signs.printed(complaints.code_of(found)),
        refused=refused,
        words_form=words_form or WordsForm(formdata=None),
        solve_form=solve_form or SolveForm(formdata=None).offer(),
        can_take=found.status is not C.SOLVED and found.owner_id != current_actor().user_id,
        can_pass=found.status is C.WORKING,
        can_solve=found.status in {C.WORKING, C.PASSED},
    )
