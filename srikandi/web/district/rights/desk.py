"""Requests at the desk: found by NIK, written down, read, and the copy a person takes home."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import documents, nominations, places, residents, rights
from srikandi.clock import Month, now
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.programme import rights as answers
from srikandi.programme.rights import Obstacle
from srikandi.residents import Resident
from srikandi.rights import PersonRequest, RequestKind
from srikandi.users import Permission
from srikandi.web.district.rights.forms import AnswerForm, CorrectionForm, FindForm, RequestForm
from srikandi.web.district.rights.people import names_of
from srikandi.web.forms import Form
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.guard import current_actor, requires

routes = Blueprint("rights", __name__, url_prefix="/hak-warga")
FORMS = {"pdf": "application/pdf", "json": "application/json", "csv": "text/csv; charset=utf-8"}


@routes.get("")
@requires(Permission.RIGHTS_VIEW)
def index() -> str:
    """List what waits for an answer, and what was answered."""
    return _desk_page(FindForm(formdata=None))


@routes.post("/cari")
@requires(Permission.RIGHTS_KEEP)
def look_up() -> tuple[str, int] | Response:
    """Find who stands at the desk by the whole NIK, restricted or not; every try is kept in the trail."""
    form = FindForm()
    if form.validate():
        with form.catching():
            return redirect(_where_found(form.nik.data or ""), 303)
    form.nik.data, form.nik.raw_data = "", None
    return _desk_page(form), 422


@routes.get("/warga/<int:resident_id>")
@requires(Permission.RIGHTS_KEEP)
def new(resident_id: int) -> str:
    """Ask what the person wants."""
    return _request_page(_resident(resident_id), RequestForm(formdata=None).offer())


@routes.post("/warga/<int:resident_id>")
@requires(Permission.RIGHTS_KEEP)
def create(resident_id: int) -> tuple[str, int] | Response:
    """Write the request down; 72 hours run from now."""
    form, resident = RequestForm().offer(), _resident(resident_id)
    if form.validate():
        with form.catching():
            request_ = rights.receive(current_session(), resident, form.asked(), by=current_actor())
            flash(gettext("Permintaan %(number)s tercatat.", number=request_.number), "success")
            return redirect(url_for(".show", request_id=request_.id), 303)
    return _request_page(resident, form), 422


@routes.get("/<int:request_id>")
@requires(Permission.RIGHTS_VIEW)
def show(request_id: int) -> str:
    """Show one request with its clock and how it is answered."""
    return request_page(seen_request(request_id))


@routes.post("/<int:request_id>/salinan.<ending>")
@requires(Permission.RIGHTS_KEEP)
def copy(request_id: int, ending: str) -> Response:
    """Give the copy for the person; that it was opened is kept in the trail."""
    session, viewer, asked = current_session(), current_actor(), seen_request(request_id)
    if ending not in FORMS:
        raise NotFound
    identity = answers.open_copy(session, asked, by=viewer)
    held = answers.holdings(session, session.get_one(Resident, asked.resident_id), identity)
    district = places.district_of(session, asked.district_id)
    content = {
        "pdf": lambda: answers.as_pdf(session, asked, held),
        "json": lambda: answers.as_json(district, asked, held),
        "csv": lambda: answers.as_csv(held),
    }[ending]()
    leaving = documents.attachment(content, filename=f"{asked.number}.{ending}", media_type=FORMS[ending])
    return Response(leaving.content, headers=leaving.headers)


def _where_found(nik: str) -> str:
    """Give where the desk goes on: the person, a nomination of theirs, or back with the answer that there is nothing.

    Raises: NikRefused, TooManyLookUps.
    """
    session, viewer = current_session(), current_actor()
    found = residents.look_up(session, nik, by=viewer, even_restricted=True)
    if found is not None:
        return url_for(".new", resident_id=found.id)
    named = nominations.find_by_nik(session, nik, viewer=viewer)
    if named is not None:
        return url_for("district.named.show", nomination_id=named.id)
    flash(gettext("Kabupaten Anda tidak menyimpan data dengan NIK itu. Sampaikan itu kepada orangnya."), "info")
    return url_for(".index")


def seen_request(request_id: int) -> PersonRequest:
    """Give a request of this viewer's. Raises: RequestUnknown."""
    return rights.request_of(current_session(), request_id, viewer=current_actor())


def request_page(asked: PersonRequest, *, form: Form | None = None) -> str:
    """Show a request; `form` is what was typed and refused."""
    session, viewer = current_session(), current_actor()
    resident = session.get_one(Resident, asked.resident_id)
    is_named = viewer.may(Permission.RIGHTS_KEEP.value)
    refusing, answering = AnswerForm(formdata=None, prefix="tolak"), AnswerForm(formdata=None)
    if asked.kind is RequestKind.CORRECTION and is_named and resident.erased_at is None:
        answering = CorrectionForm(formdata=None, obj=residents.corrections_of(resident)).offer()
    if form is not None and form._prefix == refusing._prefix:  # noqa: SLF001 - WTForms has no other name for it
        refusing = form
    elif form is not None:
        answering = form
    return render_template(
        "district/rights/show.html",
        asked=asked,
        resident=resident,
        is_named=is_named,
        hours=rights.hours_left(asked.due_at),
        is_late=rights.is_late(asked),
        is_own=asked.received_by == viewer.user_id,
        obstacles=_obstacles(resident) if asked.kind is RequestKind.ERASURE else [],
        answering=answering,
        refusing=refusing,
        people=names_of([asked.received_by, asked.decided_by, asked.lifted_by]),
    )


def _obstacles(resident: Resident) -> list[Obstacle]:
    """Give what stands in the way, in the reader's language."""
    return [
        Obstacle(gettext(one.words, **{name: _said(value) for name, value in one.values.items()}), free_on=one.free_on)
        for one in answers.obstacles(current_session(), resident)
    ]


def _said(value: object) -> str:
    return month_words(value) if isinstance(value, Month) else str(value)


def _resident(resident_id: int) -> Resident:
    return residents.resident_of(current_session(), resident_id, viewer=current_actor(), even_restricted=True)


def _desk_page(form: FindForm) -> str:
    session, viewer = current_session(), current_actor()
    decided = rights.decided_requests(session, viewer=viewer, before=request.args.get("sebelum", type=int))
    return render_template(
        "district/rights/index.html",
        waiting=rights.open_requests(session, viewer=viewer),
        decided=decided[: rights.A_PAGE],
        before=decided[rights.A_PAGE - 1].asked.id if len(decided) > rights.A_PAGE else None,
        hours_left=rights.hours_left,
        is_late=rights.is_late,
        now=now(),
        is_named=viewer.may(Permission.RIGHTS_KEEP.value),
        form=form,
    )


def _request_page(resident: Resident, form: RequestForm) -> str:
    session = current_session()
    return render_template(
        "district/rights/new.html",
        resident=resident,
        numbers=residents.masked_numbers(resident),
        village=next(
            one for one in places.villages_of(session, resident.district_id) if one.code == resident.village_code
        ),
        before=rights.requests_about(session, resident.id),
        form=form,
    )
