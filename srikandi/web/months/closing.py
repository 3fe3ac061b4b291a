"""A month is proposed, confirmed or turned down, and its minutes printed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.wrappers import Response as Download
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import closings, documents
from srikandi.database import current_session
from srikandi.programme import closing
from srikandi.users import Permission
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires
from srikandi.web.months.forms import ReasonForm, SeenForm
from srikandi.web.months.overview import letter_form, month_page, place_of, view_of

routes = Blueprint("closing", __name__)
Answer = tuple[str, int] | Response


@routes.post("/<int:district_id>/<month>/usulkan")
@requires(Permission.MONTHS_CLOSE)
def propose(district_id: int, month: str) -> Answer:
    """Propose to close a month over what is true of it now."""
    district, which = place_of(district_id, month)
    form = Form()
    with form.catching():
        closing.propose_close(current_session(), district, which, by=current_actor())
        flash(gettext("Penutupan diusulkan. Lembaga lain memeriksa dan menyetujuinya."), "success")
        return _back(district_id, month)
    return month_page(view_of(district_id, month), refused=form), 422


@routes.post("/<int:district_id>/<month>/setujui")
@requires(Permission.MONTHS_CLOSE)
def confirm(district_id: int, month: str) -> Answer:
    """Confirm exactly what was looked at; the month is closed for good."""
    district, which = place_of(district_id, month)
    form = SeenForm()
    with form.catching():
        seen = form.seen.data or ""
        closing.confirm_close(current_session(), district, which, seen_hash=seen, by=current_actor())
        flash(gettext("Bulan ini ditutup. Berita acaranya bisa dicetak."), "success")
        return _back(district_id, month)
    return month_page(view_of(district_id, month), refused=form), 422


@routes.post("/<int:district_id>/<month>/tarik")
@requires(Permission.MONTHS_CLOSE)
def withdraw(district_id: int, month: str) -> Answer:
    """Take a proposal back, or turn it down."""
    district, which = place_of(district_id, month)
    form = ReasonForm()
    if form.validate():
        with form.catching():
            said = {"reason": form.reason.data, "by": current_actor()}
            closings.proposals.withdraw(current_session(), district.id, which, **said)
            flash(gettext("Usulan ditarik. Bulan ini bisa diperbaiki lagi."), "success")
            return _back(district_id, month)
    return month_page(view_of(district_id, month), refused=form), 422


@routes.post("/<int:district_id>/<month>/berita-acara")
@requires(Permission.MONTHS_CLOSE)
def issue(district_id: int, month: str) -> Answer:
    """Print the minutes of a month or of its quarter."""
    district, which = place_of(district_id, month)
    form = letter_form()
    if form.validate():
        with form.catching():
            months = closing.quarter_of(which) if form.span.data == "triwulan" else [which]
            number, by = form.letter_number.data, current_actor()
            paper = closing.issue_minutes(current_session(), district, months, letter_number=number, by=by)
            flash(gettext("Berita acara %(serial)s siap diunduh.", serial=paper.serial), "success")
            return _back(district_id, month)
    return month_page(view_of(district_id, month), refused=form), 422


@routes.get("/berita-acara/<int:document_id>.pdf")
@requires(Permission.MONTHS_VIEW)
def minutes(document_id: int) -> Download:
    """Give the frozen bytes of the minutes."""
    paper = documents.document_of(current_session(), document_id, viewer=current_actor())
    if paper.kind is not documents.DocumentKind.RECONCILIATION:
        raise documents.DocumentUnknown
    leaving = documents.attachment(paper.pdf, filename=f"{paper.serial}.pdf")
    return Download(leaving.content, headers=leaving.headers)


def _back(district_id: int, month: str) -> Response:
    return redirect(url_for("months.overview.show", district_id=district_id, month=month), 303)
