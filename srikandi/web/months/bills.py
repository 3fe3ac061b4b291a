"""The branch states what BPJS Kesehatan bills."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.wrappers import Response as Download
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import closings, documents
from srikandi.clock import Month
from srikandi.closings.bills import StatedBill
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.places import District
from srikandi.programme import closing
from srikandi.programme.closing import ListFile
from srikandi.tariffs import Basis
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.months.forms import BillForm, bill_form
from srikandi.web.months.overview import place_of

routes = Blueprint("bills", __name__)


@routes.get("/<int:district_id>/<month>/tagihan")
@requires(Permission.BILLS_STATE)
def new(district_id: int, month: str) -> str:
    """Ask what is billed."""
    district, which = place_of(district_id, month)
    return _page(district, which, bill_form(district, which))


@routes.post("/<int:district_id>/<month>/tagihan")
@requires(Permission.BILLS_STATE)
def create(district_id: int, month: str) -> tuple[str, int] | Response:
    """Write a bill down, or the next version of it, and compare."""
    district, which = place_of(district_id, month)
    form = bill_form(district, which)
    if form.validate():
        with form.catching():
            bill = _state(district, which, form)
            flash(gettext("Tagihan %(number)s versi %(v)s tercatat.", number=bill.number, v=bill.version), "success")
            return redirect(url_for("months.overview.show", district_id=district_id, month=month), 303)
    return _page(district, which, form), 422


@routes.get("/tagihan/<int:bill_id>/surat")
@requires(Permission.MONTHS_VIEW)
def paper(bill_id: int) -> Download:
    """Give the letter of a bill, as a download."""
    bill = closings.bills.bill_of(current_session(), bill_id, viewer=current_actor())
    file = documents.download_of(current_session(), bill.file_id)
    return Download(file.content, headers=file.headers)


def _state(district: District, month: Month, form: BillForm) -> closings.PremiumBill:
    session, by = current_session(), current_actor()
    people, paper = form.list.data, form.paper.data
    kept = None
    if paper:
        name = paper.filename or "tagihan"
        kept = documents.keep_file(session, paper.read(), filename=name, district_id=district.id, by=by)
    stated = StatedBill(
        month=month,
        segment=Basis(form.segment.data),
        number=form.number.data,
        headcount=form.headcount.data or 0,
        amount=form.amount.data or ZERO,
        due_on=form.due_on.data,
        reason=form.reason.data,
        file_id=None if kept is None else kept.id,
    )
    file = ListFile(people.read(), people.filename or "daftar") if people else None
    return closing.state_bill(session, district, stated, file=file, by=by)


def _page(district: District, month: Month, form: BillForm) -> str:
    bills = closings.bills.bills_of(current_session(), district.id, month)
    return render_template("months/bill.html", district=district, month=month, form=form, bills=bills)
