"""Complaints a district has passed to the branch, and what the branch found."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import complaints
from srikandi.complaints import Complaint, ComplaintStatus
from srikandi.database import current_session
from srikandi.users import Permission
from srikandi.web.complaining import WordsForm, case_facts, page_shown
from srikandi.web.guard import current_actor, requires

routes = Blueprint("complaints", __name__, url_prefix="/aduan")


@routes.get("")
@requires(Permission.COMPLAINTS_ANSWER)
def index() -> str:
    """List what was passed here, what waits first and by its hour."""
    return render_template("branch/complaints/index.html", **page_shown())


@routes.get("/<int:complaint_id>")
@requires(Permission.COMPLAINTS_ANSWER)
def show(complaint_id: int) -> str:
    """Show a case and ask what the branch finds."""
    return _page(_complaint(complaint_id), WordsForm(formdata=None))


@routes.post("/<int:complaint_id>/jawab")
@requires(Permission.COMPLAINTS_ANSWER)
def answer(complaint_id: int) -> tuple[str, int] | Response:
    """Say what the branch found."""
    form, found = WordsForm(), _complaint(complaint_id)
    if form.validate():
        with form.catching():
            complaints.answer(current_session(), found, words=form.words.data, by=current_actor())
            flash(gettext("Jawaban terkirim ke kabupaten."), "success")
            return redirect(url_for(".show", complaint_id=complaint_id), 303)
    return _page(found, form), 422


def _complaint(complaint_id: int) -> Complaint:
    return complaints.complaint_of(current_session(), complaint_id, viewer=current_actor())


def _page(found: Complaint, form: WordsForm) -> str:
    current_session().refresh(found)
    return render_template(
        "branch/complaints/show.html",
        **case_facts(found),
        form=form,
        can_answer=found.status is ComplaintStatus.PASSED,
    )
