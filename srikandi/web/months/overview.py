"""The months of a district, and one of them with its three books beside each other."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import places
from srikandi.clock import Month, NotAMonth
from srikandi.closings import MonthDifference
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.places import District, DistrictUnknown
from srikandi.programme import closing
from srikandi.programme.closing import MonthView
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires
from srikandi.web.months.forms import LetterForm, ReasonForm, SeenForm

routes = Blueprint("overview", __name__)


@routes.get("")
@requires(Permission.MONTHS_VIEW)
def index() -> str:
    """List the months, the newest first."""
    session, viewer = current_session(), current_actor()
    own = [one for one in places.districts(session) if one.id in viewer.district_ids]
    rows = closing.month_rows(session, own)
    return render_template("months/index.html", rows=rows, has_several=len(own) > 1)


@routes.get("/<int:district_id>/<month>")
@requires(Permission.MONTHS_VIEW)
def show(district_id: int, month: str) -> str:
    """Show one month: figures, differences, what is left to do."""
    return month_page(view_of(district_id, month))


@routes.post("/<int:district_id>/<month>/bandingkan")
@requires(Permission.MONTHS_CLOSE)
def compare(district_id: int, month: str) -> Response:
    """Lay the three books beside each other once more."""
    district, which = place_of(district_id, month)
    found = closing.compare(current_session(), district, which, by=current_actor())
    flash(gettext("Dibandingkan. Selisih sekarang: %(n)s.", n=found), "info")
    return redirect(url_for("months.overview.show", district_id=district_id, month=month), 303)


def place_of(district_id: int, month: str) -> tuple[District, Month]:
    """Give the district and the month of an address, if this reader may see them. Raises: NotFound."""
    if district_id not in current_actor().district_ids:
        raise DistrictUnknown
    try:
        return places.district_of(current_session(), district_id), Month.parse(month)
    except NotAMonth as error:
        raise NotFound from error


def view_of(district_id: int, month: str) -> MonthView:
    """Give a month's page. Raises: NotFound."""
    district, which = place_of(district_id, month)
    return closing.month_view(current_session(), district, which, viewer=current_actor())


def month_page(view: MonthView, *, refused: Form | None = None) -> str:
    """Draw a month's page, with the form that was refused in its place."""
    forms: dict[str, Form] = {
        "withdrawing": ReasonForm(formdata=None),
        "confirming": SeenForm(formdata=None, seen=view.proposal.content_hash if view.proposal else ""),
        "proposing": Form(formdata=None),
        "printing": letter_form(),
    }
    names = {SeenForm: "confirming", ReasonForm: "withdrawing", LetterForm: "printing", Form: "proposing"}
    if refused is not None:
        forms[names[type(refused)]] = refused
    own = closing.institution_of(current_session(), view.district.id, actor=current_actor()) if _may_close() else None
    return render_template("months/show.html", view=view, own=own, about=about, segments=closing.SEGMENTS, **forms)


def letter_form() -> LetterForm:
    """Give the form of the minutes: for the month, or for its quarter."""
    form = LetterForm()
    form.span.choices = [("bulan", gettext("Bulan ini saja")), ("triwulan", gettext("Triwulan, tiga bulan"))]
    return form


def about(row: MonthDifference, view: MonthView) -> str:
    """Say what a difference is about; people only by their public pseudonym, and only to who may know it."""
    kind, _, rest = row.subject.partition("/")
    if kind == "line" and int(rest) in view.lines:
        return str(view.lines[int(rest)].description)
    if row.resident_id in view.pseudonyms:
        return view.pseudonyms[row.resident_id]
    if kind == "bill_line":
        return str(gettext("Baris %(line)s di daftar BPJS", line=rest.partition("/")[2]))
    if kind == "resident":
        return str(gettext("Satu orang"))
    return str(gettext(closing.SEGMENTS[row.segment])) if row.segment else ""


def _may_close() -> bool:
    return current_actor().may(Permission.MONTHS_CLOSE)
