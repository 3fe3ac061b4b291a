"""The register of breaches: written down, told of, closed; with the letters."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import documents, places, rights
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.programme.rights import breach_letter
from srikandi.rights import DATA_KINDS, Breach, Told
from srikandi.users import Permission
from srikandi.web.district.rights.forms import BreachForm, LessonForm, NoticeForm
from srikandi.web.district.rights.people import names_of
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("breaches", __name__, url_prefix="/kebocoran-data")
LETTERS = {"warga": Told.PEOPLE, "lembaga": Told.AUTHORITY}
Answer = tuple[str, int] | Response


@routes.get("")
@requires(Permission.RIGHTS_VIEW)
def index() -> str:
    """List the register."""
    found = rights.breaches_of(current_session(), viewer=current_actor())
    return render_template("district/breaches/index.html", breaches=found, hours_left=rights.hours_left)


@routes.get("/baru")
@requires(Permission.RIGHTS_KEEP)
def new() -> str:
    """Ask what happened."""
    return render_template("district/breaches/new.html", form=BreachForm(formdata=None).offer())


@routes.post("/baru")
@requires(Permission.RIGHTS_KEEP)
def create() -> Answer:
    """Write a breach down; 72 hours run from when it was found."""
    form, viewer = BreachForm().offer(), current_actor()
    if form.validate():
        with form.catching():
            breach = rights.record(
                current_session(), viewer.district_id, form.found(_zone(viewer.district_id)), by=viewer
            )
            flash(gettext("Kejadian %(number)s tercatat.", number=breach.number), "success")
            return redirect(url_for(".show", breach_id=breach.id), 303)
    return render_template("district/breaches/new.html", form=form), 422


@routes.get("/<int:breach_id>")
@requires(Permission.RIGHTS_VIEW)
def show(breach_id: int) -> str:
    """Show one breach, who was told, and the letters."""
    return _page(_breach(breach_id))


@routes.post("/<int:breach_id>/beri-tahu")
@requires(Permission.RIGHTS_KEEP)
def tell(breach_id: int) -> Answer:
    """Note who was told."""
    form, breach = NoticeForm().offer(), _breach(breach_id)
    if form.validate():
        with form.catching():
            rights.tell(current_session(), breach, form.notice(_zone(breach.district_id)), by=current_actor())
            flash(gettext("Pemberitahuan tercatat."), "success")
            return redirect(url_for(".show", breach_id=breach_id), 303)
    return _page(breach, telling=form), 422


@routes.post("/<int:breach_id>/tutup")
@requires(Permission.RIGHTS_KEEP)
def close(breach_id: int) -> Answer:
    """Close it with what was learned."""
    form, breach = LessonForm(), _breach(breach_id)
    if form.validate():
        with form.catching():
            rights.close(current_session(), breach, lesson=form.lesson.data or "", by=current_actor())
            flash(gettext("Kejadian ditutup."), "success")
            return redirect(url_for(".show", breach_id=breach_id), 303)
    return _page(breach, closing=form), 422


@routes.get("/<int:breach_id>/surat-<to>.pdf")
@requires(Permission.RIGHTS_VIEW)
def letter(breach_id: int, to: str) -> Response:
    """Give the letter to the people, or to the authority."""
    breach = _breach(breach_id)
    if to not in LETTERS:
        raise NotFound
    content = breach_letter(current_session(), breach, to=LETTERS[to])
    leaving = documents.attachment(content, filename=f"{breach.number}-{to}.pdf")
    return Response(leaving.content, headers=leaving.headers)


def _breach(breach_id: int) -> Breach:
    return rights.breach_of(current_session(), breach_id, viewer=current_actor())


def _zone(district_id: int) -> str:
    return places.district_of(current_session(), district_id).zone


def _page(breach: Breach, *, telling: Form | None = None, closing: Form | None = None) -> str:
    session = current_session()
    notices = rights.notices_of(session, breach.id)
    return render_template(
        "district/breaches/show.html",
        breach=breach,
        notices=notices,
        kinds=[gettext(DATA_KINDS[one]) for one in breach.kinds],
        hours=rights.hours_left(breach.due_at),
        telling=telling or NoticeForm(formdata=None).offer(),
        closing=closing or LessonForm(formdata=None),
        people=names_of([breach.recorded_by, breach.closed_by, *(one.by for one in notices)]),
    )
