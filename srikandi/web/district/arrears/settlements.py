"""Files of families whose arrears a promise pays: built, handed over, taken back."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import coverage, documents, pledges
from srikandi.arrears import paying
from srikandi.arrears.paying import ArrearsSettlement
from srikandi.database import current_session
from srikandi.programme import arrears
from srikandi.users import Permission
from srikandi.web.district.arrears.forms import DiscardForm
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor, requires

routes = Blueprint("settlements", __name__, url_prefix="/tunggakan/pelunasan")


@routes.get("")
@requires(Permission.BATCHES_VIEW)
def index() -> str:
    """List the promises whose paid arrears wait for a file, and the files."""
    return _list(Form(formdata=None))


@routes.post("/komitmen/<int:pledge_id>")
@requires(Permission.BATCHES_BUILD)
def build(pledge_id: int) -> tuple[str, int] | Response:
    """Gather what is paid and in no file yet."""
    form, pledge = Form(), pledges.pledge_of(current_session(), pledge_id, viewer=current_actor())
    if form.validate():
        with form.catching():
            made = arrears.build_file(current_session(), pledge, by=current_actor())
            flash(gettext("Berkas %(number)s siap dikirim ke BPJS Kesehatan.", number=made.number), "success")
            return redirect(url_for(".show", settlement_id=made.id), 303)
    return _list(form), 422


@routes.get("/<int:settlement_id>")
@requires(Permission.BATCHES_VIEW)
def show(settlement_id: int) -> str:
    """Show the families of a file and how far it is."""
    return _page(_settlement(settlement_id), DiscardForm(formdata=None))


@routes.post("/<int:settlement_id>/unduh")
@requires(Permission.BATCHES_BUILD)
def download(settlement_id: int) -> Response:
    """Give the workbook with full identities; that it was taken is written down."""
    settlement = _settlement(settlement_id)
    content = arrears.file_of(current_session(), settlement, by=current_actor())
    paper = documents.attachment(content, filename=f"{settlement.number}.xlsx", media_type=coverage.MEDIA_TYPE)
    return make_response(paper.content, 200, paper.headers)


@routes.post("/<int:settlement_id>/tarik")
@requires(Permission.BATCHES_BUILD)
def withdraw(settlement_id: int) -> tuple[str, int] | Response:
    """Take a file back before its money has left."""
    form, settlement = DiscardForm(), _settlement(settlement_id)
    if form.validate():
        with form.catching():
            arrears.withdraw_file(current_session(), settlement, reason=form.reason.data, by=current_actor())
            flash(
                gettext("Berkas %(number)s ditarik. Bulannya menunggu berkas berikutnya.", number=settlement.number),
                "success",
            )
            return redirect(url_for(".index"), 303)
    return _page(settlement, form), 422


def _settlement(settlement_id: int) -> ArrearsSettlement:
    return paying.settlement_of(current_session(), settlement_id, viewer=current_actor())


def _list(form: Form) -> str:
    session, viewer = current_session(), current_actor()
    rows = arrears.settlement_rows(session, paying.settlements_of(viewer))
    waiting = arrears.waiting_for_file(session, viewer=viewer)
    return render_template("district/settlements/index.html", rows=rows, waiting=waiting, form=form)


def _page(settlement: ArrearsSettlement, form: DiscardForm) -> str:
    session = current_session()
    return render_template(
        "district/settlements/show.html",
        settlement=settlement,
        families=arrears.families_of(session, settlement),
        pledge=pledges.pledge_of(session, settlement.pledge_id, viewer=current_actor()),
        form=form,
    )
