"""Premium is paid on: prepared by one person, booked by another who has seen it leave."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from srikandi import closings
from srikandi.closings import Order, Remittance, RemittanceSource
from srikandi.database import current_session
from srikandi.money import ZERO
from srikandi.payments import banking
from srikandi.programme import closing
from srikandi.programme.closing import MonthView
from srikandi.tariffs import Basis
from srikandi.users import Permission
from srikandi.web.guard import current_actor, requires
from srikandi.web.months.forms import BookForm, ReasonForm, RemitForm, remit_form
from srikandi.web.months.overview import view_of

routes = Blueprint("remittances", __name__)
Answer = tuple[str, int] | Response


@routes.get("/<int:district_id>/<month>/setoran")
@requires(Permission.REMITTANCES_MAKE)
def new(district_id: int, month: str) -> str:
    """Ask how much is paid on, from which pocket."""
    view = view_of(district_id, month)
    return _prepare_page(view, remit_form(view))


@routes.post("/<int:district_id>/<month>/setoran")
@requires(Permission.REMITTANCES_MAKE)
def create(district_id: int, month: str) -> Answer:
    """Prepare a remittance; somebody else books it."""
    view = view_of(district_id, month)
    form = remit_form(view)
    if form.validate():
        with form.catching():
            row = _prepare(view, form)
            flash(gettext("Setoran disiapkan. Orang lain membukukannya."), "success")
            return redirect(url_for("months.remittances.show", remittance_id=row.id), 303)
    return _prepare_page(view, form), 422


@routes.get("/setoran/<int:remittance_id>")
@requires(Permission.MONTHS_VIEW)
def show(remittance_id: int) -> str:
    """Show a remittance and what its next step needs."""
    return _page(_row(remittance_id))


@routes.post("/setoran/<int:remittance_id>/bukukan")
@requires(Permission.REMITTANCES_CONFIRM)
def book(remittance_id: int) -> Answer:
    """Book a remittance that the bank, or BPJS Kesehatan, shows."""
    row = _row(remittance_id)
    form = _book_form(row)
    if form.validate():
        with form.catching():
            _book(row, form)
            flash(gettext("Setoran dibukukan."), "success")
            return redirect(url_for("months.remittances.show", remittance_id=row.id), 303)
    return _page(row, booking=form), 422


@routes.post("/setoran/<int:remittance_id>/batal")
@requires(Permission.REMITTANCES_MAKE)
def withdraw(remittance_id: int) -> Answer:
    """Take a prepared remittance back."""
    row, form = _row(remittance_id), ReasonForm()
    if form.validate():
        with form.catching():
            closing.withdraw_remittance(current_session(), row, reason=form.reason.data, by=current_actor())
            flash(gettext("Setoran dibatalkan."), "success")
            return redirect(url_for("months.remittances.show", remittance_id=row.id), 303)
    return _page(row, withdrawing=form), 422


def _prepare(view: MonthView, form: RemitForm) -> Remittance:
    segment, source = Basis(form.segment.data), RemittanceSource(form.source.data)
    order = Order(view.month, segment, source, form.amount.data or ZERO)
    said = {"form_key": form.form_key.data, "by": current_actor()}
    return closing.prepare_remittance(current_session(), view.district.id, order, **said)


def _row(remittance_id: int) -> Remittance:
    return closings.remittances.remittance_of(current_session(), remittance_id, viewer=current_actor())


def _book(row: Remittance, form: BookForm) -> None:
    if row.source is RemittanceSource.PREPAID:
        closing.book_from_prepaid(current_session(), row, by=current_actor())
    else:
        closing.book_from_bank(current_session(), row, line_id=form.line.data, by=current_actor())


def _book_form(row: Remittance) -> BookForm:
    form = BookForm()
    if row.source is RemittanceSource.PREPAID:
        del form.line
        return form
    lines = banking.outgoing_waiting(current_session(), row.district_id, amount=row.amount)
    form.line.choices = [(one.id, f"{one.booked_on:%d-%m-%Y} – {one.description}") for one in lines]
    return form


def _prepare_page(view: MonthView, form: RemitForm) -> str:
    prepaid = closing.prepaid_of(current_session(), view.district.id)
    return render_template("months/remit.html", view=view, form=form, prepaid=prepaid, segments=closing.SEGMENTS)


def _page(row: Remittance, *, booking: BookForm | None = None, withdrawing: ReasonForm | None = None) -> str:
    view = view_of(row.district_id, str(row.month))
    return render_template(
        "months/remittance.html",
        row=row,
        view=view,
        segments=closing.SEGMENTS,
        booking=booking or _book_form(row),
        withdrawing=withdrawing or ReasonForm(formdata=None),
        is_own=row.prepared_by == current_actor().user_id,
    )
