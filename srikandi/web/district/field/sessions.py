"""The calendar of field sessions: planned, changed, called off, and what came of them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import fieldwork, nominations
from srikandi.clock import Month, NotAMonth, now, today
from srikandi.database import current_session
from srikandi.fieldwork import FieldSession
from srikandi.places import District, district_of
from srikandi.users import Permission, names_of
from srikandi.web.district.field.exports import calendar_file, workbook
from srikandi.web.district.field.forms import CancelForm, PlanForm
from srikandi.web.guard import current_actor, requires
from srikandi.web.village.sessions import ResultForm, code_of

routes = Blueprint("sessions", __name__, url_prefix="/lapangan")
Answer = tuple[str, int] | Response


@routes.get("")
@requires(Permission.FIELD_VIEW)
def index() -> str:
    """Show a month as a calendar and as a list, with what came of it."""
    session, district, month = current_session(), _district(), _month()
    found = fieldwork.sessions_between(session, *fieldwork.bounds(month, district.zone), viewer=current_actor())
    rows = fieldwork.rows_of(session, found)
    return render_template(
        "district/sessions/index.html",
        month=month,
        rows=rows,
        weeks=fieldwork.weeks_of(month, rows, zone=district.zone),
        today=today(district.zone),
        can_plan=current_actor().may(Permission.FIELD_PLAN),
    )


@routes.get("/kalender.ics")
@requires(Permission.FIELD_VIEW)
def calendar() -> Response:
    """Give what was and comes as a calendar for other programs."""
    return calendar_file(_district())


@routes.get("/unduh")
@requires(Permission.FIELD_VIEW)
def export() -> Response:
    """Give the sessions of a year as a workbook."""
    return workbook(_district(), _month().year)


@routes.get("/baru")
@requires(Permission.FIELD_PLAN)
def new() -> str:
    """Ask where who goes."""
    form = PlanForm(formdata=None).offer(current_session(), _district())
    return render_template("district/sessions/new.html", form=form)


@routes.post("/baru")
@requires(Permission.FIELD_PLAN)
def create() -> Answer:
    """Put it in the calendar."""
    session, district = current_session(), _district()
    form = PlanForm().offer(session, district)
    if form.validate():
        with form.catching():
            made = fieldwork.plan(session, district.id, form.plan(district.zone), by=current_actor())
            flash(gettext("Kegiatan di %(place)s masuk kalender.", place=made.place), "success")
            return redirect(url_for("district.sessions.show", session_id=made.id), 303)
    return render_template("district/sessions/new.html", form=form), 422


@routes.get("/<int:session_id>")
@requires(Permission.FIELD_VIEW)
def show(session_id: int) -> str:
    """Show one session, what came of it, and what was written before."""
    return _page(_session(session_id))


@routes.get("/<int:session_id>/ubah")
@requires(Permission.FIELD_PLAN)
def edit(session_id: int) -> str:
    """Ask what changes."""
    session, district, planned = current_session(), _district(), _session(session_id)
    form = PlanForm(formdata=None, obj=planned).offer(session, district)
    form.filled(planned, fieldwork.people_of(session, planned), zone=district.zone)
    return render_template("district/sessions/edit.html", form=form, planned=planned)


@routes.post("/<int:session_id>/ubah")
@requires(Permission.FIELD_PLAN)
def update(session_id: int) -> Answer:
    """Put it elsewhere in the calendar, or send others."""
    session, district, planned = current_session(), _district(), _session(session_id)
    form = PlanForm().offer(session, district)
    if form.validate():
        with form.catching():
            nominations.change_plan(session, planned, form.plan(district.zone), by=current_actor())
            flash(gettext("Rencananya diubah."), "success")
            return redirect(url_for("district.sessions.show", session_id=planned.id), 303)
    return render_template("district/sessions/edit.html", form=form, planned=planned), 422


@routes.post("/<int:session_id>/batal")
@requires(Permission.FIELD_PLAN)
def cancel(session_id: int) -> Answer:
    """Call it off, with the reason."""
    form, planned = CancelForm(), _session(session_id)
    if form.validate():
        with form.catching():
            nominations.call_off(current_session(), planned, reason=form.cancel_reason.data, by=current_actor())
            flash(gettext("Kegiatan di %(place)s dicatat batal.", place=planned.place), "success")
            return redirect(url_for("district.sessions.show", session_id=planned.id), 303)
    return _page(planned, cancelling=form), 422


@routes.post("/<int:session_id>/hasil")
@requires(Permission.FIELD_PLAN)
def record(session_id: int) -> Answer:
    """Write down what came of it."""
    session, held = current_session(), _session(session_id)
    results = fieldwork.results_of(session, held)
    form = ResultForm().offer(results)
    if form.validate():
        with form.catching():
            fieldwork.record(session, held, form.gathered(), by=current_actor())
            flash(gettext("Hasil kegiatan di %(place)s tersimpan.", place=held.place), "success")
            return redirect(url_for("district.sessions.show", session_id=held.id), 303)
    return _page(held, recording=form.knowing(results)), 422


def _district() -> District:
    return district_of(current_session(), current_actor().district_id)


def _session(session_id: int) -> FieldSession:
    return fieldwork.session_of(current_session(), session_id, viewer=current_actor())


def _month() -> Month:
    try:
        return Month.parse(request.args.get("bulan", ""))
    except NotAMonth:
        return Month.of(today(_district().zone))


def _page(one: FieldSession, *, recording: ResultForm | None = None, cancelling: CancelForm | None = None) -> str:
    session, viewer = current_session(), current_actor()
    results, code = fieldwork.results_of(session, one), code_of(one)
    return render_template(
        "district/sessions/show.html",
        row=fieldwork.rows_of(session, [one])[0],
        results=results,
        names=names_of(session, {one.planned_by, *(result.recorded_by for result in results)}),
        form=recording or ResultForm.beginning(results, brought=code.brought.there),
        code=code,
        cancel_form=cancelling or CancelForm(formdata=None),
        has_begun=one.starts_at <= now(),
        can_plan=viewer.may(Permission.FIELD_PLAN),
        can_open_people=viewer.may(Permission.RESIDENTS_VIEW),
    )
